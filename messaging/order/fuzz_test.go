package order

import (
	"bytes"
	"reflect"
	"testing"

	"restante/messaging/order/event"
)

// FuzzCheck: what is read is in its limits, and is the same when it is written and read
// again.
func FuzzCheck(f *testing.F) {
	ds := []digest{{id: event.ID{1}, sum: [32]byte{2}}}
	b, err := checkToWire(comparison{ds, []have{{id: event.ID{3}, hashes: []event.Hash{{4}, {5}}, answer: true}}, ds})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := checkFromWire(b)
		if err != nil {
			return
		}
		again, err := checkToWire(c)
		must(t, err)
		c2, err := checkFromWire(again)
		if err != nil || !reflect.DeepEqual(c, c2) || max(len(c.asked), len(c.have), len(c.same)) > maxDigest {
			t.Fatalf("%+v became %+v, %v", c, c2, err)
		}
	})
}

// FuzzEvents is the same for a bundle.
func FuzzEvents(f *testing.F) {
	b, err := eventsToWire([][]byte{{1}, {2, 3}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		raws, err := eventsFromWire(b)
		if err != nil {
			return
		}
		again, err := eventsToWire(raws)
		must(t, err)
		if raws2, err := eventsFromWire(again); err != nil || len(raws) > maxBundle || !reflect.DeepEqual(raws, raws2) {
			t.Fatalf("%d events became %d, %v", len(raws), len(raws2), err)
		}
	})
}

// FuzzTicket: nothing that the merchant did not sign is a ticket, and nothing panics.
func FuzzTicket(f *testing.F) {
	s := newSide(f)
	token, err := Ticket{Serial: [16]byte{1}, Slug: "mug", Variant: "blue"}.sign(s.Key)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(token)
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, err := OpenTicket(s.ID(), b); err == nil && !bytes.Equal(b, token) {
			t.Fatal("it was never signed")
		}
	})
}
