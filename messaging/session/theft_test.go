package session

import (
	"fmt"
	"testing"
)

// steals opens a letter with a stolen end, by the rules and against them: a thief
// also tries the keys that he has for messages they are not meant for.
func (e end) steals(t fataler, l letter) (text []byte, ok bool) {
	h, err := parseHeader(l.sealed)
	if err != nil {
		t.Fatalf("a letter without a header: %v", err)
	}
	for _, c := range []*chain{nil, e.receiving, e.sending} {
		thief := e.copied(t)
		if c != nil {
			thief.turn, thief.receiving = h.turn, &chain{turn: h.turn, key: c.key, n: h.number}
		}
		if o, err := thief.open(l); err == nil {
			return o.Text, true
		}
	}
	return nil, false
}

// pursues takes part in every turn that the letters show, with whatever private
// key the thief has, and reports whether he can read the last one.
func (e end) pursues(t fataler, letters []letter) bool {
	thief, key := e.copied(t), e.self
	if key == nil {
		key = must(kem.GenerateKey()) // in case that any will do
	}
	for _, l := range letters {
		h, err := parseHeader(l.sealed)
		if err != nil {
			t.Fatalf("a letter without a header: %v", err)
		}
		if h.turn != thief.turn {
			thief.self, thief.next = key, nil
			if err := thief.follow(h); err != nil {
				return false
			}
		}
		if _, ok := thief.steals(t, l); ok && l.bind == letters[len(letters)-1].bind {
			return true
		}
	}
	return false
}

// A thief has every ciphertext and takes both states at one time. He opens
// nothing that was opened before.
func TestPastIsSafe(t *testing.T) {
	a, b := talking(t)
	var past []letter
	for i := range 10 {
		from, to := a, b
		if i%3 == 0 {
			from, to = b, a
		}
		text := fmt.Sprint("past ", i)
		l := from.seal(t, text)
		to.wants(t, l, text)
		past = append(past, l)
	}
	for name, thief := range map[string]end{"alice's": a.copied(t), "bob's": b.copied(t)} {
		for i, l := range past {
			if text, ok := thief.steals(t, l); ok {
				t.Errorf("with %s keys message %d is open: %q", name, i, text)
			}
		}
	}
}

// A thief who only reads along is lost after the next exchange.
func TestSessionHeals(t *testing.T) {
	a, b := talking(t)
	thiefA, thiefB := a.copied(t), b.copied(t)
	follows := func(thief end, l letter) bool { _, err := thief.open(l); return err == nil }
	say := func(from, to end, text string) letter {
		l := from.seal(t, text)
		to.wants(t, l, text)
		return l
	}
	if !follows(thiefA, say(b, a, "still open")) {
		t.Error("the test's thief cannot even read what comes next")
	}
	along := []letter{say(a, b, "a new key of alice's")}
	for _, from := range []struct{ a, b end }{{b, a}, {a, b}, {b, a}} {
		l := say(from.a, from.b, "healed")
		along = append(along, l)
		for name, thief := range map[string]end{"alice's": thiefA, "bob's": thiefB} {
			if _, ok := thief.steals(t, l); ok || thief.pursues(t, along) {
				t.Errorf("with %s keys message %d after the exchange is open", name, len(along)-1)
			}
		}
	}
}
