package event

import (
	"errors"
	"time"

	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/terms"
)

// Limits, all of them. Lengths of texts are bytes of UTF-8.
const (
	MaxSize    = 22 << 10 // of an event with its signature: one fits an envelope
	MaxParents = 8

	MaxField      = 200   // a line of an address, a method, a reference, the name of a file
	MaxTo         = 2_000 // where to pay: an invoice may be long
	MaxNote       = 2_000 // memos, notes, reasons, the text of a rating
	MaxText       = 5_000 // claims, answers, decisions, replies, messages, what is delivered
	MaxURL        = 500
	MaxCode       = 32 // of a failure
	MaxLines      = terms.MaxLines
	MaxTickets    = 64
	MaxToken      = 512 // bytes of a ticket, and of the claim to it
	MaxWays       = 5   // to pay
	MaxKeys       = 50  // in one delivery
	MaxKey        = listing.MaxKey
	MaxFiles      = 10
	MaxPhotos     = 4
	MaxPictures   = 19 << 10 // bytes of all photos of a rating
	MaxStars      = 5
	MaxHours      = 2 * 365 * 24
	saltSize      = 16
	keySize       = 32 // of an Ed25519 key, and of one for a file
	signatureSize = 64
)

// Times that an event may claim. They only keep times, and sums of them, from running
// over: nanoseconds in 64 bits end in 2262.
var (
	Earliest = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	Latest   = time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)
)

var (
	ErrMalformed = errors.New("this is not an event of an order")
	ErrVersion   = errors.New("the event is of another version") // made by a newer program
	ErrKind      = errors.New("the event is of an unknown kind") // made by a newer program
	ErrForged    = errors.New("the event is not signed by its author")
	ErrLimit     = errors.New("the event holds more than it may")
	ErrText      = errors.New("the text cannot be shown")
	ErrPeople    = errors.New("buyer, merchant and moderator have to be different people")
)
