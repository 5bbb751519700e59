package session

import (
	"bytes"
	"errors"
	"testing"
)

// Foreign bytes open only where they are what was sealed, and change nothing
// otherwise.
func FuzzOpen(f *testing.F) {
	a, b := talking(f)
	l := b.seal(f, "the one that opens")
	f.Add(l.sealed)
	f.Add(l.sealed[:Overhead])
	f.Add(a.seal(f, "reflected").sealed)
	f.Fuzz(func(t *testing.T, message []byte) {
		e := a.copied(t)
		before, _ := e.Bytes()
		o, err := e.Open(l.bind, message, e.skipped)
		if err == nil && !bytes.Equal(message, l.sealed) {
			t.Fatalf("foreign bytes opened to %q", o.Text)
		}
		if err != nil && !errors.Is(err, ErrUnreadable) {
			t.Fatal(err)
		}
		if after, _ := e.Bytes(); err != nil && !bytes.Equal(before, after) {
			t.Fatal("the session changed")
		}
		if _, err := IDOf(message); err != nil && !errors.Is(err, ErrUnreadable) {
			t.Fatal(err)
		}
	})
}

// What is taken for an offer or a session gives the same bytes again.
func FuzzWire(f *testing.F) {
	_, o, err := New(newPeer(f), newPeer(f))
	if err != nil {
		f.Fatal(err)
	}
	offer, _ := o.Bytes()
	a, b := talking(f)
	for _, e := range []end{a, b} {
		state, _ := e.Bytes()
		f.Add(state)
	}
	f.Add(offer)
	f.Fuzz(func(t *testing.T, raw []byte) {
		o, err := ParseOffer(raw)
		if err != nil && !errors.Is(err, ErrOffer) {
			t.Fatal(err)
		}
		if err == nil {
			again, err := o.Bytes()
			if p, e := ParseOffer(again); err != nil || e != nil || p.ID != o.ID || p.Seed != o.Seed || !bytes.Equal(p.Public, o.Public) {
				t.Fatal("an offer changed on its way", err, e)
			}
		}
		s, err := Parse(raw)
		if err != nil && !errors.Is(err, ErrState) {
			t.Fatal(err)
		}
		if err == nil {
			_, _ = s.Seal(newBind(), nil) // whatever it says, it does not panic
		}
	})
}
