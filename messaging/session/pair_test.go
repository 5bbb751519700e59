package session

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity"
)

// memory keeps skipped keys without a database.
type memory map[[2]uint32]Key

func (m memory) Get(turn, number uint32) (Key, bool, error) {
	k, ok := m[[2]uint32{turn, number}]
	return k, ok, nil
}

func (m memory) Put(turn, number uint32, k Key) error {
	m[[2]uint32{turn, number}] = k
	return nil
}

func (m memory) Delete(turn, number uint32) error {
	delete(m, [2]uint32{turn, number})
	return nil
}

// end is one end of a session with what it keeps.
type end struct {
	*Session
	skipped memory
}

// letter is a message on its way.
type letter struct {
	bind   [sha256.Size]byte
	sealed []byte
}

func (e end) seal(t fataler, text string) letter {
	l := letter{bind: newBind()}
	var err error
	if l.sealed, err = e.Seal(l.bind, []byte(text)); err != nil {
		t.Fatalf("sealing %q: %v", text, err)
	}
	return l
}

func (e end) open(l letter) (Opened, error) { return e.Open(l.bind, l.sealed, e.skipped) }

func (e end) wants(t fataler, l letter, text string) Opened {
	o, err := e.open(l)
	if err != nil || string(o.Text) != text {
		t.Fatalf("%q came instead of %q: %v", o.Text, text, err)
	}
	return o
}

// copied is what a thief takes, or what a backup holds.
func (e end) copied(t fataler) end {
	b, err := e.Bytes()
	if err != nil {
		t.Fatalf("storing: %v", err)
	}
	s, err := Parse(b)
	if err != nil {
		t.Fatalf("reading what was stored: %v", err)
	}
	c := end{s, make(memory)}
	for k, v := range e.skipped {
		c.skipped[k] = v
	}
	return c
}

// fataler is a test or one run of a property.
type fataler interface{ Fatalf(string, ...any) }

func newBind() (b [sha256.Size]byte) {
	rand.Read(b[:])
	return b
}

func newPeer(t fataler) peer.ID {
	public, _, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatalf("making a key: %v", err)
	}
	id, err := identity.IDOf(public)
	if err != nil {
		t.Fatalf("naming a key: %v", err)
	}
	return id
}

// newPair has the side that offered first; it cannot speak before the other.
func newPair(t fataler) (offered, accepted end) {
	a, b := newPeer(t), newPeer(t)
	s, o, err := New(a, b)
	if err != nil {
		t.Fatalf("offering: %v", err)
	}
	o.Signer = make([]byte, ed25519.PublicKeySize)
	travels, err := o.Bytes()
	if err != nil {
		t.Fatalf("writing an offer: %v", err)
	}
	if o, err = ParseOffer(travels); err != nil {
		t.Fatalf("reading an offer: %v", err)
	}
	r, err := Accept(b, a, o)
	if err != nil {
		t.Fatalf("accepting: %v", err)
	}
	return end{s, make(memory)}, end{r, make(memory)}
}

// talking is a pair of which each has spoken.
func talking(t testing.TB) (a, b end) {
	t.Helper()
	a, b = newPair(t)
	a.wants(t, b.seal(t, "hello"), "hello")
	b.wants(t, a.seal(t, "hello yourself"), "hello yourself")
	return a, b
}
