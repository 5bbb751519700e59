package event

import (
	"bytes"
	"reflect"
	"testing"
)

// FuzzParse reads what anybody may send: no panic, and what is accepted is within the
// limits and has one encoding.
func FuzzParse(f *testing.F) {
	for _, b := range samples(f) {
		_, raw, err := Sign(keyFrom(f, 1), draft(b))
		must(f, err)
		f.Add(raw)
	}
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		e, err := Parse(b)
		if err != nil {
			return
		}
		if err := e.check(); err != nil {
			t.Errorf("%+v: %v", e, err)
		}
		signed, _ := split(b)
		if again, err := toWire(e); err != nil || !bytes.Equal(again, signed) {
			t.Errorf("%x is read as %x, %v", signed, again, err)
		}
	})
}

// FuzzBody reads bodies of any kind in an event that is as it should be.
func FuzzBody(f *testing.F) {
	for _, b := range samples(f) {
		w, err := bodyToWire(b)
		must(f, err)
		raw, err := marshal.Marshal(w)
		must(f, err)
		f.Add(uint8(b.Kind()), raw)
	}
	f.Fuzz(func(t *testing.T, kind uint8, raw []byte) {
		b, err := bodyFromWire(Kind(kind), raw)
		if err != nil {
			return
		}
		if b.Kind() != Kind(kind) {
			t.Errorf("%s is read as %s", Kind(kind), b.Kind())
		}
		e, signed, err := Sign(keyFrom(t, 1), draft(b))
		if err != nil {
			return
		}
		if got, err := Open(signed); err != nil || b.check() != nil || !reflect.DeepEqual(got, e) {
			t.Errorf("%+v is signed, and read as %+v, %v", b, got, err)
		}
	})
}

func FuzzParseID(f *testing.F) {
	f.Add(ID{1, 2, 3}.String())
	f.Add("Qm")
	f.Fuzz(func(t *testing.T, s string) {
		if id, err := ParseID(s); err == nil && id.String() != s {
			t.Errorf("%q is read as %s", s, id)
		}
	})
}
