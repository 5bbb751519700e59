package order

import (
	"errors"
	"fmt"

	"google.golang.org/protobuf/proto"

	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/pb"
)

// errWire is why a message's body is refused.
var errWire = errors.New("the message cannot be read")

// Limits of one message.
const (
	// bundle is how many bytes of events go into one message. With one's own card beside
	// them it fits an envelope; a single event may be as large.
	bundle    = event.MaxSize
	maxBundle = 300 // events
	maxDigest = 300 // orders in a check
	maxHave   = 640 // hashes in an answer, of all orders together
	mostOf    = machine.MaxEvents + 3*machine.MaxParked
)

// digest is what somebody has of an order, in short.
type digest struct {
	id  event.ID
	sum [32]byte
}

// have is the same at length.
type have struct {
	id     event.ID
	hashes []event.Hash
	answer bool
}

// comparison is what somebody says of orders: what is to be compared, what is there of
// those that are not the same, and which are.
type comparison struct {
	asked []digest
	have  []have
	same  []digest
}

func eventsToWire(raws [][]byte) ([]byte, error) { return proto.Marshal(&pb.OrderEvents{Events: raws}) }

func eventsFromWire(b []byte) ([][]byte, error) {
	var w pb.OrderEvents
	if err := proto.Unmarshal(b, &w); err != nil {
		return nil, fmt.Errorf("%w: %w", errWire, err)
	}
	if n := len(w.Events); n == 0 || n > maxBundle {
		return nil, fmt.Errorf("%w: %d events", errWire, n)
	}
	return w.Events, nil
}

func checkToWire(c comparison) ([]byte, error) {
	w := &pb.OrderCheck{Digests: digestsToWire(c.asked), Same: digestsToWire(c.same)}
	for _, h := range c.have {
		one := &pb.OrderHave{Order: h.id[:], Answer: h.answer}
		for _, hash := range h.hashes {
			one.Events = append(one.Events, hash[:])
		}
		w.Have = append(w.Have, one)
	}
	return proto.Marshal(w)
}

func checkFromWire(b []byte) (c comparison, err error) {
	var w pb.OrderCheck
	if err := proto.Unmarshal(b, &w); err != nil {
		return c, fmt.Errorf("%w: %w", errWire, err)
	}
	if n := max(len(w.Digests), len(w.Have), len(w.Same)); n > maxDigest {
		return c, fmt.Errorf("%w: %d orders", errWire, n)
	}
	if c.asked, err = digestsFromWire(w.Digests); err != nil {
		return c, err
	}
	if c.same, err = digestsFromWire(w.Same); err != nil {
		return c, err
	}
	for _, h := range w.Have {
		one, err := haveFromWire(h)
		if err != nil {
			return c, err
		}
		c.have = append(c.have, one)
	}
	return c, nil
}

func digestsToWire(ds []digest) (all []*pb.OrderDigest) {
	for _, d := range ds {
		all = append(all, &pb.OrderDigest{Order: d.id[:], Digest: d.sum[:]})
	}
	return all
}

func digestsFromWire(ws []*pb.OrderDigest) (all []digest, err error) {
	for _, d := range ws {
		if len(d.Order) != len(event.ID{}) || len(d.Digest) != len(digest{}.sum) {
			return nil, fmt.Errorf("%w: a digest", errWire)
		}
		all = append(all, digest{event.ID(d.Order), [32]byte(d.Digest)})
	}
	return all, nil
}

func haveFromWire(w *pb.OrderHave) (h have, err error) {
	if len(w.Order) != len(h.id) || len(w.Events) > mostOf {
		return h, fmt.Errorf("%w: %d hashes", errWire, len(w.Events))
	}
	h.id, h.answer = event.ID(w.Order), w.Answer
	for _, one := range w.Events {
		if len(one) != len(event.Hash{}) {
			return h, fmt.Errorf("%w: a hash of %d bytes", errWire, len(one))
		}
		h.hashes = append(h.hashes, event.Hash(one))
	}
	return h, nil
}
