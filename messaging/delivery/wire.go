package delivery

import (
	"fmt"

	"google.golang.org/protobuf/proto"

	"restante/messaging/card"
	"restante/messaging/envelope"
	"restante/messaging/pb"
	"restante/messaging/session"
)

// Limits of a receipt.
const (
	maxDevices = 64
	maxRanges  = 1000 // in all sets of what arrived; a Large envelope holds them, and
	maxRead    = 500  // in all sets of what was read
)

// payload is the body of every envelope.
type payload struct {
	body []byte
	card []byte // the sender's, or none
}

func (p payload) toWire() ([]byte, error) {
	return proto.Marshal(&pb.Payload{Body: p.body, Card: p.card})
}

func payloadFromWire(b []byte) (payload, error) {
	var w pb.Payload
	if err := proto.Unmarshal(b, &w); err != nil {
		return payload{}, fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	if len(w.Card) > card.MaxSize {
		return payload{}, fmt.Errorf("%w: the card is too large", ErrInvalid)
	}
	return payload{body: w.Body, card: w.Card}, nil
}

// aside travels beside a message, in one envelope.
type aside struct {
	offer []byte // of a session
	pair  bool   // its recipient is a contact of its sender, who collects from the mailboxes of the pair
	stamp []byte // for somebody who may not know its sender
	word  []byte // by which somebody introduces them
}

func (a aside) toWire() ([]byte, error) {
	return proto.Marshal(&pb.Aside{Offer: a.offer, Pair: a.pair, Stamp: a.stamp, Word: a.word})
}

func asideFromWire(b []byte) (aside, error) {
	var w pb.Aside
	if err := proto.Unmarshal(b, &w); err != nil {
		return aside{}, fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	return aside{offer: w.Offer, pair: w.Pair, stamp: w.Stamp, word: w.Word}, nil
}

// receipt says what has arrived; see the package comment.
type receipt struct {
	version uint64
	born    uint64 // when its sender's database was made, in Unix milliseconds; 0: not said
	arrived map[envelope.Device]ranges
	read    map[envelope.Device]ranges
}

func (r receipt) toWire() ([]byte, error) {
	w := &pb.Receipt{Version: r.version, Born: r.born, Delivered: setsToWire(r.arrived), Read: setsToWire(r.read)}
	return proto.MarshalOptions{Deterministic: true}.Marshal(w)
}

func setsToWire(sets map[envelope.Device]ranges) (ws []*pb.DeviceRanges) {
	for d, set := range sets {
		ws = append(ws, &pb.DeviceRanges{Device: d[:], Ranges: set.pairs()})
	}
	return ws
}

func receiptFromWire(b []byte) (r receipt, err error) {
	var w pb.Receipt
	if err := proto.Unmarshal(b, &w); err != nil {
		return r, fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	if len(w.Delivered) > maxDevices || len(w.Read) > maxDevices || w.Version == 0 || max(w.Version, w.Born) >= 1<<63 {
		return r, fmt.Errorf("%w: the receipt is out of bounds", ErrInvalid)
	}
	r = receipt{version: w.Version, born: w.Born}
	if r.arrived, err = setsFromWire(w.Delivered); err != nil {
		return r, err
	}
	r.read, err = setsFromWire(w.Read)
	return r, err
}

// resetToWire says which sessions there are.
func resetToWire(have []session.ID) ([]byte, error) {
	w := &pb.Reset{}
	for _, id := range have {
		w.Sessions = append(w.Sessions, id[:])
	}
	return proto.Marshal(w)
}

func resetFromWire(b []byte) (have []session.ID, err error) {
	var w pb.Reset
	if err := proto.Unmarshal(b, &w); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	if len(w.Sessions) > session.MaxSessions {
		return nil, fmt.Errorf("%w: the reset is out of bounds", ErrInvalid)
	}
	for _, id := range w.Sessions {
		if len(id) != len(session.ID{}) {
			return nil, fmt.Errorf("%w: a session ID has 16 bytes", ErrInvalid)
		}
		have = append(have, session.ID(id))
	}
	return have, nil
}

func setsFromWire(ws []*pb.DeviceRanges) (map[envelope.Device]ranges, error) {
	sets := map[envelope.Device]ranges{}
	for _, w := range ws {
		d, err := deviceFromWire(w.GetDevice())
		if err != nil {
			return nil, err
		}
		if sets[d], err = rangesFromPairs(w.GetRanges()); err != nil {
			return nil, err
		}
	}
	return sets, nil
}

func deviceFromWire(b []byte) (d envelope.Device, err error) {
	if len(b) != len(d) {
		return d, fmt.Errorf("%w: a device ID has 16 bytes", ErrInvalid)
	}
	return envelope.Device(b), nil
}
