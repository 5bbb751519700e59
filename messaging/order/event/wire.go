package event

import (
	"bytes"
	"fmt"
	"math"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	"google.golang.org/protobuf/proto"

	"restante/messaging/pb"
	"restante/node/identity"
)

const version = 1

// marshal gives the same bytes for the same event: hashes depend on it.
var marshal = proto.MarshalOptions{Deterministic: true}

func toWire(e Event) ([]byte, error) {
	said, err := bodyToWire(e.Body)
	if err != nil {
		return nil, err
	}
	body, err := marshal.Marshal(said)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	w := &pb.OrderEvent{Version: version, Kind: uint32(e.Kind()), Author: keyOf(e.Author), At: millis(e.At), Body: body}
	if e.Kind() != KindOrder {
		w.Order = e.Order[:]
	}
	for _, p := range e.Parents {
		w.Parents = append(w.Parents, p[:])
	}
	b, err := marshal.Marshal(w)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return b, nil
}

// fromWire accepts the one encoding that toWire gives, and nothing else: an event has
// one hash.
func fromWire(b []byte) (Event, error) {
	var w pb.OrderEvent
	if err := proto.Unmarshal(b, &w); err != nil {
		return Event{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	e, err := eventFromWire(&w)
	if err != nil {
		return Event{}, err
	}
	if err := e.check(); err != nil {
		return Event{}, err
	}
	again, err := toWire(e)
	if err != nil {
		return Event{}, err
	}
	if !bytes.Equal(again, b) {
		return Event{}, fmt.Errorf("%w: it is not in its usual form", ErrMalformed)
	}
	return e, nil
}

func eventFromWire(w *pb.OrderEvent) (e Event, err error) {
	if w.Version != version {
		return Event{}, fmt.Errorf("%w: %d", ErrVersion, w.Version)
	}
	if e.Author, err = personOf(w.Author); err != nil {
		return Event{}, err
	}
	if w.Kind != uint32(KindOrder) {
		if err = fill("the order", e.Order[:], w.Order); err != nil {
			return Event{}, err
		}
	}
	if len(w.Parents) > MaxParents {
		return Event{}, tooMuch("parents", len(w.Parents), MaxParents)
	}
	for _, p := range w.Parents {
		var h Hash
		if err = fill("a parent", h[:], p); err != nil {
			return Event{}, err
		}
		e.Parents = append(e.Parents, h)
	}
	e.At = timeOf(w.At)
	e.Body, err = bodyFromWire(Kind(min(w.Kind, math.MaxUint8)), w.Body)
	return e, err
}

// fill copies what has to have exactly the size of its place.
func fill(name string, to, from []byte) error {
	if len(from) != len(to) {
		return fmt.Errorf("%w: %s has %d bytes", ErrMalformed, name, len(from))
	}
	copy(to, from)
	return nil
}

// keyOf is the key of somebody who was checked, and nothing for nobody.
func keyOf(id peer.ID) []byte {
	key, _ := identity.PublicKey(id)
	return key
}

func personOf(key []byte) (peer.ID, error) {
	id, err := identity.IDOf(key)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return id, nil
}

// millis is 0 for the zero time.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// timeOf undoes millis.
func timeOf(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}
