package delivery

import (
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/envelope"
)

// State is what is known about an accepted message.
type State string

const (
	Queued    State = "queued"    // on this computer, tried again and again
	Waiting   State = "waiting"   // no key of the recipient is known yet, or no stamp is made
	Stored    State = "stored"    // another machine holds it
	Delivered State = "delivered" // the recipient has committed it
	Read      State = "read"      // the recipient's person has seen it
	Failed    State = "failed"    // refused for good; the reason says why
	Expired   State = "expired"   // nobody came for it in time
)

// Final reports whether nothing more happens by itself.
func (s State) Final() bool {
	switch s {
	case Delivered, Read, Failed, Expired:
		return true
	}
	return false
}

// ExpiresSoon says that the recipient has not come for a message and that it will be
// given up in less than [WarnBefore].
type ExpiresSoon struct {
	Peer peer.ID
	Kind envelope.Kind
	ID   string
	At   time.Time
}

// Heard says that a message came from a run of a peer's program from which none had
// come before.
type Heard struct{ Peer peer.ID }

// Holder is who has a message besides this computer: a push node whose custody receipt
// is still valid, or an account at a provider.
type Holder struct {
	Node    peer.ID // or
	Account string
	Expires time.Time
}

// Step is one stop on a message's path so far.
type Step struct {
	At   time.Time
	What StepKind

	Node    peer.ID // for StepHeld, or
	Account string
}

// StepKind says what happened at a Step.
type StepKind string

const (
	StepAccepted  StepKind = "accepted"
	StepSealed    StepKind = "sealed"
	StepAttempt   StepKind = "attempt"
	StepHeld      StepKind = "held"
	StepDelivered StepKind = "delivered"
	StepRead      StepKind = "read"
	StepFailed    StepKind = "failed"
	StepExpired   StepKind = "expired"
)

// Pending is one message or receipt under way, as the outbox shows it.
type Pending struct {
	Ref         string
	Kind        string // "chat", "picture", "grant", "order", "order check" or "receipt"
	MessageID   string
	Peer        peer.ID
	Size        int // bytes, sealed; 0 while it is not
	State       State
	Reason      string
	Accepted    time.Time
	NextAttempt time.Time
	Expires     time.Time
	Attempts    int
	Holders     []Holder
	Pointers    int // peers in the DHT that say where it lies; it still waits on this computer
}

// GivenUp is a message of ours that failed or expired.
type GivenUp struct {
	MessageID string
	Peer      peer.ID
	State     State  // Failed or Expired
	Reason    string // why it failed
	When      time.Time
}
