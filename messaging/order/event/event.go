package event

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity"
)

// Hash names an event: the SHA-256 of its bytes without the signature.
type Hash [sha256.Size]byte

func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// Compare is bytes.Compare.
func (h Hash) Compare(o Hash) int { return bytes.Compare(h[:], o[:]) }

// Event is one thing that happened to an order, said by its author.
type Event struct {
	Order   ID // of its first event
	Author  peer.ID
	Parents []Hash    // what its author knew last, ascending; none in the first
	At      time.Time // by its author's clock, in milliseconds
	Body    Body

	Hash Hash // set by Sign, Open and Parse
}

// Body is what an event says: one of the types of this package that are named like a
// [Kind].
type Body interface {
	Kind() Kind
	check() error
}

// Kind is that of the body.
func (e Event) Kind() Kind { return e.Body.Kind() }

// purpose separates these signatures from others of the identity key.
const purpose = "order"

// Sign gives the event as others will read it, and the bytes that travel. Author and
// hash are set here, and in the first event the order.
func Sign(k *identity.Key, e Event) (Event, []byte, error) {
	e.Author, e.At = k.ID(), e.At.Truncate(time.Millisecond)
	e.Parents = slices.SortedFunc(slices.Values(e.Parents), Hash.Compare)
	if err := e.check(); err != nil {
		return Event{}, nil, err
	}
	b, err := toWire(e)
	if err != nil {
		return Event{}, nil, err
	}
	b = append(b, k.Sign(purpose, b)...)
	e, err = Parse(b)
	return e, b, err
}

// Open reads a foreign event and checks everything about it that it shows by itself.
func Open(b []byte) (Event, error) {
	e, err := Parse(b)
	if err != nil {
		return Event{}, err
	}
	signed, sig := split(b)
	if err := identity.Verify(e.Author, purpose, signed, sig); err != nil {
		return Event{}, fmt.Errorf("%w: %w", ErrForged, err)
	}
	return e, nil
}

// Parse is Open without the signature, for events that went through Sign or Open
// before they were stored.
func Parse(b []byte) (Event, error) {
	switch {
	case len(b) > MaxSize:
		return Event{}, fmt.Errorf("%w: %d bytes, at most %d", ErrLimit, len(b), MaxSize)
	case len(b) <= signatureSize:
		return Event{}, fmt.Errorf("%w: %d bytes", ErrMalformed, len(b))
	}
	signed, _ := split(b)
	return ParseBare(signed)
}

// Bare are the bytes of an event without the signature: what its author signed.
func (e Event) Bare() ([]byte, error) { return toWire(e) }

// ParseBare is Parse of what [Event.Bare] gives.
func ParseBare(b []byte) (Event, error) {
	if len(b) > MaxSize-signatureSize {
		return Event{}, fmt.Errorf("%w: %d bytes, at most %d", ErrLimit, len(b), MaxSize-signatureSize)
	}
	e, err := fromWire(b)
	if err != nil {
		return Event{}, err
	}
	e.Hash = sha256.Sum256(b)
	if e.Kind() == KindOrder {
		e.Order = ID(e.Hash)
	}
	return e, nil
}

// split cuts what was signed from the signature.
func split(b []byte) (signed, sig []byte) {
	n := len(b) - signatureSize
	return b[:n:n], b[n:]
}
