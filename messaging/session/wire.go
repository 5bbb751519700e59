package session

import (
	"crypto/ed25519"
	"fmt"

	"google.golang.org/protobuf/proto"

	"restante/messaging/envelope"
	"restante/messaging/pb"
)

// Bytes is the offer as it travels.
func (o Offer) Bytes() ([]byte, error) {
	return proto.Marshal(&pb.SessionOffer{Id: o.ID[:], Seed: o.Seed[:], Public: o.Public,
		Signer: o.Signer, From: o.From[:], To: o.To[:]})
}

// ParseOffer reads what Bytes gave; the error is [ErrOffer].
func ParseOffer(b []byte) (o Offer, err error) {
	var w pb.SessionOffer
	if err := proto.Unmarshal(b, &w); err != nil {
		return o, fmt.Errorf("%w: %w", ErrOffer, err)
	}
	if len(w.Id) != len(o.ID) || len(w.Seed) != len(o.Seed) || len(w.Signer) != ed25519.PublicKeySize ||
		len(w.From) != len(o.From) || len(w.To) != len(o.To) {
		return o, fmt.Errorf("%w: its parts have other lengths", ErrOffer)
	}
	if _, err := publicKey(w.Public); err != nil {
		return o, fmt.Errorf("%w: %w", ErrOffer, err)
	}
	copy(o.ID[:], w.Id)
	copy(o.Seed[:], w.Seed)
	o.Public, o.Signer = w.Public, w.Signer
	o.From, o.To = envelope.Device(w.From), envelope.Device(w.To)
	return o, nil
}

// Bytes is the session as it is stored. It is secret.
func (s *Session) Bytes() ([]byte, error) {
	w := &pb.SessionState{Id: s.id[:], Root: s.root[:], Turn: s.turn, Before: s.before, Enc: s.enc,
		Sending: s.sending.toWire(), Receiving: s.receiving.toWire()}
	if s.next != nil {
		w.Next = s.next.Bytes()
	}
	if s.self != nil {
		secret, err := s.self.Bytes()
		if err != nil {
			return nil, fmt.Errorf("storing a key: %w", err)
		}
		w.Self = secret
	}
	return proto.Marshal(w)
}

// chains is what changes with each message of a turn. It is secret.
func (s *Session) chains() ([]byte, error) {
	return proto.Marshal(&pb.SessionState{Sending: s.sending.toWire(), Receiving: s.receiving.toWire()})
}

// parseRow reads a session in two parts; the error is [ErrState].
func parseRow(state, chains []byte) (*Session, error) {
	s, err := Parse(state)
	if err != nil {
		return nil, err
	}
	var w pb.SessionState
	if err := proto.Unmarshal(chains, &w); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrState, err)
	}
	if s.sending, err = chainFromWire(w.Sending); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrState, err)
	}
	if s.receiving, err = chainFromWire(w.Receiving); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrState, err)
	}
	return s, nil
}

func (c *chain) toWire() *pb.SessionChain {
	if c == nil {
		return nil
	}
	return &pb.SessionChain{Turn: c.turn, Key: c.key[:], N: c.n}
}

// Parse reads what [Session.Bytes] gave; the error is [ErrState].
func Parse(b []byte) (*Session, error) {
	var w pb.SessionState
	if err := proto.Unmarshal(b, &w); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrState, err)
	}
	s := &Session{turn: w.Turn, before: w.Before, enc: w.Enc}
	if len(w.Id) != len(s.id) || len(w.Root) != len(s.root) {
		return nil, fmt.Errorf("%w: its parts have other lengths", ErrState)
	}
	copy(s.id[:], w.Id)
	copy(s.root[:], w.Root)
	if err := s.keysFromWire(&w); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrState, err)
	}
	if s.sending != nil && (len(s.enc) != encSize || s.next == nil && s.self == nil) {
		return nil, fmt.Errorf("%w: a chain without its key", ErrState)
	}
	return s, nil
}

func (s *Session) keysFromWire(w *pb.SessionState) (err error) {
	if s.sending, err = chainFromWire(w.Sending); err != nil {
		return err
	}
	if s.receiving, err = chainFromWire(w.Receiving); err != nil {
		return err
	}
	if len(w.Next) > 0 {
		if s.next, err = publicKey(w.Next); err != nil {
			return err
		}
	}
	if len(w.Self) > 0 {
		s.self, err = kem.NewPrivateKey(w.Self)
	}
	return err
}

func chainFromWire(w *pb.SessionChain) (*chain, error) {
	if w == nil {
		return nil, nil
	}
	if len(w.Key) != keySize {
		return nil, fmt.Errorf("a chain key of %d bytes", len(w.Key))
	}
	return &chain{turn: w.Turn, key: [keySize]byte(w.Key), n: w.N}, nil
}
