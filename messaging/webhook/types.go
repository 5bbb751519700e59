package webhook

import (
	"errors"
	"time"
)

// Limits.
const (
	MaxHooks    = 20
	MaxURL      = 2_048 // bytes
	MaxAbout    = 500   // bytes of a description
	MinSecret   = 24    // bytes of a secret, without what stands in front and base64
	MaxSecret   = 64
	MaxAnswer   = 1 << 10 // bytes of an answer that are read and kept
	MaxLog      = 1_000   // deliveries in a hook's log, besides those that wait
	MaxWaiting  = 10_000  // of one hook; then the oldest are given up
	MaxPage     = 500     // deliveries in one call
	MaxParallel = 4       // attempts at one hook at a time

	Deadline   = 15 * time.Second    // of an attempt
	KeepLog    = 30 * 24 * time.Hour // from its end; and what waits does so no longer
	MaxRest    = 24 * time.Hour      // that a receiver can ask for
	MaxFailing = 5 * 24 * time.Hour  // after which a hook is paused
	Overlap    = 24 * time.Hour      // of a new secret and the one before
)

var (
	ErrNoHook     = errors.New("there is no such webhook")
	ErrNoDelivery = errors.New("there is no such delivery")
	ErrMany       = errors.New("there are as many webhooks as there can be")
	ErrURL        = errors.New("this is no address for a webhook")
	ErrOwn        = errors.New("a webhook cannot lead to this program's own API")
	ErrFar        = errors.New("plain http goes to this computer and its own network only: use https")
	ErrAbout      = errors.New("the description is too long, or no text")
	ErrType       = errors.New("there is no such type of event")
	ErrSecret     = errors.New("a secret is whsec_ and 24 to 64 bytes in base64")
)

// Hook is an address that is told what happens.
type Hook struct {
	ID          string
	URL         string
	Description string
	Types       []string // none: the usual ones, see Usual
	Paused      bool
	Why         string // this program paused it for that reason; "": its user did
	Made        time.Time
	Failing     time.Time // since when nothing arrived; zero: the last thing did
	Former      time.Time // until when the secret before signs too; zero: it does not
	Waiting     int       // deliveries
}

// New is a hook that is to be.
type New struct {
	URL, Description string
	Types            []string
	Paused           bool
	Secret           string // "": one is made
}

// Change is what is to be different about a hook; nil stays as it is.
type Change struct {
	URL, Description *string
	Types            *[]string
	Paused           *bool
}

// State is what came of a delivery.
type State uint8

const (
	Waiting State = iota
	Delivered
	GivenUp
)

// Delivery is an event on its way to a hook, or what came of it.
type Delivery struct {
	ID       int64
	Event    string // its ID
	Body     []byte // the CloudEvent
	State    State
	Made     time.Time
	Attempts int
	Next     time.Time // zero: it does not wait
	Last     time.Time // zero: no attempt yet
	Answer
}

// Answer is what came of an attempt.
type Answer struct {
	Status int // 0: there was none
	Took   time.Duration
	Text   string // how the answer began
	Why    string // ""; or why it is no success
}

// Query is a window of a hook's log, the newest first.
type Query struct {
	State  *State
	Before int64 // the last one of the window before; 0 is the beginning
	Limit  int   // at most MaxPage; 0 is 50
}

// Paused says that this program has paused a hook.
type Paused struct{ Hook, Why string }
