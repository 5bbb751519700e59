package envelope

import (
	"crypto/ed25519"
	"fmt"
	"math"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	"restante/messaging/pb"
)

// marshal gives the same bytes for the same message: hashes depend on it.
var marshal = proto.MarshalOptions{Deterministic: true}

func toWire(m Message) ([]byte, error) {
	switch {
	case len(m.Body) > MaxBody || len(m.ID) > MaxID || len(m.Aside) > MaxAside:
		return nil, ErrTooLarge
	case m.Kind == 0:
		return nil, fmt.Errorf("%w: it has no kind", ErrMessage)
	}
	at := timestamppb.New(m.SentAt)
	if err := at.CheckValid(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMessage, err)
	}
	w := &pb.Message{Kind: uint32(m.Kind), Id: m.ID, Device: m.Device[:], Seq: m.Seq, SentAt: at, Body: m.Body}
	if m.Prev != (Hash{}) {
		w.Prev = m.Prev[:]
	}
	b, err := marshal.Marshal(w)
	if err != nil { // the ID is not UTF-8
		return nil, fmt.Errorf("%w: %w", ErrMessage, err)
	}
	return b, nil
}

func fromWire(b []byte) (Message, error) {
	var w pb.Message
	if err := proto.Unmarshal(b, &w); err != nil {
		return Message{}, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	if err := checkWire(&w); err != nil {
		return Message{}, err
	}
	m := Message{Seq: w.Seq, SentAt: w.SentAt.AsTime(), Kind: Kind(w.Kind), ID: w.Id}
	if len(w.Body) > 0 { // nil for an empty one, however it was written
		m.Body = w.Body
	}
	copy(m.Device[:], w.Device)
	copy(m.Prev[:], w.Prev)
	return m, nil
}

func checkWire(w *pb.Message) error {
	var m Message
	switch {
	case w.Kind == 0 || w.Kind > math.MaxUint8:
		return fmt.Errorf("%w: bad kind", ErrUnreadable)
	case len(w.Device) != len(m.Device):
		return fmt.Errorf("%w: bad device", ErrUnreadable)
	case len(w.Prev) != 0 && len(w.Prev) != len(m.Prev):
		return fmt.Errorf("%w: bad hash of the message before", ErrUnreadable)
	case len(w.Id) > MaxID || len(w.Body) > MaxBody:
		return fmt.Errorf("%w: over the limits", ErrUnreadable)
	case w.SentAt.CheckValid() != nil:
		return fmt.Errorf("%w: bad time", ErrUnreadable)
	}
	return nil
}

func signedToWire(l letter, pubkey, signature []byte) []byte {
	b, err := marshal.Marshal(&pb.Envelope{Message: l.wire, Pubkey: pubkey, Signature: signature, Aside: l.Aside})
	if err != nil {
		panic("envelope: bytes cannot be marshalled: " + err.Error()) // it has bytes fields only
	}
	return b
}

// signedSize is how long signedToWire's result will be.
func signedSize(l letter) int {
	return proto.Size(&pb.Envelope{Message: l.wire, Aside: l.Aside,
		Pubkey: zeros[:ed25519.PublicKeySize], Signature: zeros[:ed25519.SignatureSize]})
}

// signedFromWire gives a letter whose sender and hash are not known yet.
func signedFromWire(b []byte) (l letter, pubkey, signature []byte, err error) {
	var w pb.Envelope
	if err := proto.Unmarshal(b, &w); err != nil {
		return l, nil, nil, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	if len(w.Aside) > MaxAside {
		return l, nil, nil, fmt.Errorf("%w: over the limits", ErrUnreadable)
	}
	if l.Message, err = fromWire(w.Message); err != nil {
		return l, nil, nil, err
	}
	l.wire = w.Message
	if len(w.Aside) > 0 { // nil for an empty one, however it was written
		l.Aside = w.Aside
	}
	return l, w.Pubkey, w.Signature, nil
}
