package session

import (
	"crypto/ed25519"
	"crypto/hpke"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/envelope"
)

var (
	// ErrUnreadable covers every message that does not open: broken, forged, for
	// another session, or opened before. Text behind it says which.
	ErrUnreadable = errors.New("the message does not belong to this session")
	// ErrNotYet is returned by Seal where the other side has to speak first.
	ErrNotYet = errors.New("the session waits for an answer to its offer")
	// ErrOffer is returned for an offer that is not complete or has a bad key.
	ErrOffer = errors.New("the offer of a session is not valid")
	// ErrState is returned for stored bytes that are no session.
	ErrState = errors.New("the stored session is broken")
)

// ID names a session on both sides.
type ID [16]byte

func (id ID) String() string { return hex.EncodeToString(id[:4]) }

// Offer is what the other side needs in order to take part. It is secret, and
// has to come from the peer it says: it travels in signed envelopes only.
type Offer struct {
	ID       ID
	Seed     [keySize]byte
	Public   []byte            // PublicSize bytes: for the first turn of the other side
	Signer   ed25519.PublicKey // its maker signs with it what is sealed in the session
	From, To envelope.Device
}

// Session is one end of a conversation between two devices. It belongs to one
// goroutine at a time.
type Session struct {
	id   ID
	root [keySize]byte

	turn      uint32 // the newest one, on either side
	sending   *chain // nil before our first turn
	receiving *chain // nil before the peer's first turn
	before    uint32 // messages of our chain before sending

	next hpke.PublicKey  // our next turn encapsulates to it; nil while the turn is the peer's
	self hpke.PrivateKey // the peer's next turn encapsulates to it; nil while the turn is ours
	enc  []byte          // began sending

	ahead *agreement // for the next turn, if it was made ahead; never stored
}

// New makes the side that offers. It opens, and seals once it has opened.
func New(me, to peer.ID) (*Session, Offer, error) {
	self, err := kem.GenerateKey()
	if err != nil {
		return nil, Offer{}, fmt.Errorf("generating a key: %w", err)
	}
	o := Offer{Public: self.PublicKey().Bytes()}
	rand.Read(o.ID[:])
	rand.Read(o.Seed[:])
	return &Session{id: o.ID, root: firstRoot(o, me, to), self: self}, o, nil
}

// Accept makes the side that was offered a session. It seals at once.
func Accept(me, from peer.ID, o Offer) (*Session, error) {
	next, err := publicKey(o.Public)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrOffer, err)
	}
	return &Session{id: o.ID, root: firstRoot(o, from, me), next: next}, nil
}

// ID is the same on both sides.
func (s *Session) ID() ID { return s.id }

// CanSeal reports whether Seal would not fail with [ErrNotYet].
func (s *Session) CanSeal() bool { return s.next != nil || s.sending != nil }
