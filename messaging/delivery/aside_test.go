package delivery

import (
	"bytes"
	"errors"
	"testing"

	"restante/messaging/envelope"
	"restante/messaging/stamp"
)

// FuzzAsideFromWire: no bytes beside a message are a crash, and what is read is written
// the same.
func FuzzAsideFromWire(f *testing.F) {
	for _, a := range []aside{{}, {pair: true}, {offer: bytes.Repeat([]byte{1}, 1400), stamp: make([]byte, stamp.Size)}} {
		b, err := a.toWire()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte("\x1a\xff"))
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := asideFromWire(b)
		if err != nil {
			if !errors.Is(err, ErrInvalid) {
				t.Fatal(err)
			}
			return
		}
		text, err := a.toWire()
		if err != nil {
			t.Fatal(err)
		}
		again, err := asideFromWire(text)
		if err != nil || again.pair != a.pair || !bytes.Equal(again.offer, a.offer) || !bytes.Equal(again.stamp, a.stamp) {
			t.Fatalf("%+v became %+v: %v", a, again, err)
		}
	})
}

// All that can lie beside a message at once fits there.
func TestLargestAsideFits(t *testing.T) {
	alice, bob := pair(t)
	_, p := alice.send(bob, "m1")
	m, _ := bob.opens(p.Sealed)
	a, err := asideFromWire(m.Aside)
	must(t, err)
	if len(a.offer) == 0 || len(a.stamp) != stamp.Size || !a.pair || len(m.Aside) > envelope.MaxAside {
		t.Errorf("%d bytes: an offer of %d, a stamp of %d, %v", len(m.Aside), len(a.offer), len(a.stamp), a.pair)
	}
}
