package delivery

import (
	"fmt"

	"google.golang.org/protobuf/proto"

	"restante/messaging/card"
	"restante/messaging/envelope"
	"restante/messaging/pb"
)

// Limits of a receipt.
const (
	maxDevices = 64
	maxRanges  = 1000 // in one set; a Large envelope holds them
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

// receipt says what has arrived; see the package comment.
type receipt struct {
	version uint64
	born    uint64 // when its sender's database was made, in Unix milliseconds; 0: not said
	arrived map[envelope.Device]ranges
	read    map[envelope.Device]uint64
}

func (r receipt) toWire() ([]byte, error) {
	w := &pb.Receipt{Version: r.version, Born: r.born}
	for d, set := range r.arrived {
		w.Delivered = append(w.Delivered, &pb.DeviceRanges{Device: d[:], Ranges: set.pairs()})
	}
	for d, seq := range r.read {
		w.Read = append(w.Read, &pb.ReadUpTo{Device: d[:], Seq: seq})
	}
	return proto.MarshalOptions{Deterministic: true}.Marshal(w)
}

func receiptFromWire(b []byte) (r receipt, err error) {
	var w pb.Receipt
	if err := proto.Unmarshal(b, &w); err != nil {
		return r, fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	if len(w.Delivered) > maxDevices || len(w.Read) > maxDevices || w.Version == 0 || max(w.Version, w.Born) >= 1<<63 {
		return r, fmt.Errorf("%w: the receipt is out of bounds", ErrInvalid)
	}
	r = receipt{version: w.Version, born: w.Born, arrived: map[envelope.Device]ranges{}, read: map[envelope.Device]uint64{}}
	for _, d := range w.Delivered {
		dev, err := deviceFromWire(d.GetDevice())
		if err != nil {
			return r, err
		}
		if r.arrived[dev], err = rangesFromPairs(d.GetRanges()); err != nil {
			return r, err
		}
	}
	for _, u := range w.Read {
		dev, err := deviceFromWire(u.GetDevice())
		if err != nil {
			return r, err
		}
		r.read[dev] = u.GetSeq()
	}
	return r, nil
}

func deviceFromWire(b []byte) (d envelope.Device, err error) {
	if len(b) != len(d) {
		return d, fmt.Errorf("%w: a device ID has 16 bytes", ErrInvalid)
	}
	return envelope.Device(b), nil
}
