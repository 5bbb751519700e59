package session

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"testing"
)

// Who offered waits for the other side, and then both talk.
func TestTalk(t *testing.T) {
	a, b := newPair(t)
	if _, err := a.Seal(newBind(), []byte("too early")); !errors.Is(err, ErrNotYet) || a.CanSeal() {
		t.Fatalf("before an answer: %v", err)
	}
	for turn := range uint32(6) {
		for n := range uint32(3) {
			from, to := b, a
			if turn%2 == 1 {
				from, to = a, b
			}
			text := fmt.Sprint("turn ", turn, " message ", n)
			o := to.wants(t, from.seal(t, text), text)
			if o.Turn != turn+1 || o.Number != n || to.turn != turn+1 {
				t.Errorf("%q came as message %d of turn %d", text, o.Number, o.Turn)
			}
		}
	}
}

// A message is as much longer than its text as the package says.
func TestOverhead(t *testing.T) {
	_, b := newPair(t)
	for _, n := range []int{0, 1, 6000} {
		if l := b.seal(t, string(make([]byte, n))); len(l.sealed) != n+Overhead {
			t.Errorf("%d bytes became %d", n, len(l.sealed))
		}
	}
}

// Only the two who are named take part, and only under one offer.
func TestStrangersSession(t *testing.T) {
	alice, bob, eve := newPeer(t), newPeer(t), newPeer(t)
	s, o, err := New(alice, bob)
	if err != nil {
		t.Fatal(err)
	}
	stranger, err := Accept(eve, alice, o) // she has stolen the offer, and uses her own name
	if err != nil {
		t.Fatal(err)
	}
	a, e := end{s, make(memory)}, end{stranger, make(memory)}
	if _, err := a.open(e.seal(t, "it is me")); !errors.Is(err, ErrUnreadable) {
		t.Errorf("a session with somebody else opened: %v", err)
	}
}

// What is broken, forged, reflected or in another envelope does not open, and
// changes nothing.
func TestForged(t *testing.T) {
	a, b := talking(t)
	_, other := talking(t)
	good := b.seal(t, "good")
	bad := map[string]letter{
		"another envelope": {newBind(), good.sealed},
		"reflected":        a.seal(t, "mine"),
		"another session":  other.seal(t, "theirs"),
		"empty":            {good.bind, nil},
		"only a header":    {good.bind, good.sealed[:headerSize]},
		"longer":           {good.bind, append(slices.Clone(good.sealed), 0)},
	}
	for _, at := range []int{0, turnAt + 3, numberAt + 3, beforeAt + 3, encAt, encAt + 1100, publicAt, publicAt + 1200, headerSize, len(good.sealed) - 1} {
		l := letter{good.bind, bytes.Clone(good.sealed)}
		l.sealed[at] ^= 1
		bad[fmt.Sprint("a bit of byte ", at)] = l
	}
	before, _ := a.Bytes()
	for name, l := range bad {
		if o, err := a.open(l); !errors.Is(err, ErrUnreadable) {
			t.Errorf("%s opened as %q, %v", name, o.Text, err)
		}
	}
	if after, _ := a.Bytes(); !bytes.Equal(before, after) || len(a.skipped) != 0 {
		t.Error("the session changed")
	}
	a.wants(t, good, "good")
	if _, err := a.open(good); !errors.Is(err, ErrUnreadable) {
		t.Errorf("a replay opened: %v", err)
	}
}

// A message may overtake many. The newest of those open later, the others do not; and
// one that lies too far ahead changes nothing.
func TestMissing(t *testing.T) {
	a, b := talking(t)
	var ls []letter
	for i := range MaxSkip + 3 {
		ls = append(ls, b.seal(t, fmt.Sprint(i)))
	}
	far := b.copied(t)
	far.sending.n += maxStep
	if _, err := a.open(far.seal(t, "far away")); !errors.Is(err, ErrUnreadable) || len(a.skipped) != 0 {
		t.Fatalf("too far away: %v, %d keys are kept", err, len(a.skipped))
	}
	last := len(ls) - 1
	a.wants(t, ls[last], fmt.Sprint(last))
	if len(a.skipped) != MaxSkip {
		t.Fatalf("%d keys are kept", len(a.skipped))
	}
	b.wants(t, a.seal(t, "next turn"), "next turn")
	a.wants(t, b.seal(t, "and back"), "and back")
	for i, l := range ls[:last] {
		if i < last-MaxSkip {
			if _, err := a.open(l); !errors.Is(err, ErrUnreadable) {
				t.Errorf("number %d: %v", i, err)
			}
			continue
		}
		a.wants(t, l, fmt.Sprint(i))
	}
	if len(a.skipped) != 0 {
		t.Errorf("%d keys are left", len(a.skipped))
	}
}

// A disk that was rolled back seals on from an old state: no ciphertext shares
// its key and nonce with another one.
func TestRolledBack(t *testing.T) {
	_, b := talking(t)
	old := b.copied(t)
	one, two := b.seal(t, "buy"), old.seal(t, "sell")
	keys := make(map[string]bool)
	for _, l := range []letter{one, two} {
		probe := b.copied(t)
		probe.sending.n = 0
		var k Key // whatever the message key is, the envelope decides
		aead, nonce := cipherFor(k, l.bind)
		keys[string(aead.Seal(nil, nonce, make([]byte, 64), nil))] = true
	}
	if len(keys) != 2 {
		t.Error("two envelopes gave one key stream")
	}
	x, y := one.sealed[headerSize:], two.sealed[headerSize:]
	if bytes.Equal(xor(x, y)[:3], xor([]byte("buy"), []byte("sel"))) {
		t.Error("the key stream was used twice")
	}
}

func xor(a, b []byte) []byte {
	out := make([]byte, min(len(a), len(b)))
	for i := range out {
		out[i] = a[i] ^ b[i]
	}
	return out
}

// The same state seals the same text for the same envelope alike, but for
// nothing else: the proof that bind decides.
func TestBindDecides(t *testing.T) {
	_, b := talking(t)
	b.seal(t, "the turn has begun")
	bind := newBind()
	seal := func(e end, bind [sha256.Size]byte) []byte {
		s, err := e.Seal(bind, []byte("text"))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	x, y, z := seal(b.copied(t), bind), seal(b.copied(t), bind), seal(b.copied(t), newBind())
	if !bytes.Equal(x, y) || bytes.Equal(x[headerSize:], z[headerSize:]) {
		t.Error("the key does not depend on the envelope")
	}
}
