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
	b, err := checkToWire([]digest{{id: event.ID{1}, sum: [32]byte{2}}}, []have{{id: event.ID{3}, hashes: []event.Hash{{4}, {5}}, answer: true}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		ds, hs, err := checkFromWire(b)
		if err != nil {
			return
		}
		again, err := checkToWire(ds, hs)
		must(t, err)
		ds2, hs2, err := checkFromWire(again)
		if err != nil || !reflect.DeepEqual(ds, ds2) || !reflect.DeepEqual(hs, hs2) || len(ds) > maxDigest || len(hs) > maxDigest {
			t.Fatalf("%+v %+v became %+v %+v, %v", ds, hs, ds2, hs2, err)
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
