package delivery

import (
	"fmt"
	"testing"

	"restante/messaging/card"
	"restante/messaging/envelope"
	"restante/messaging/session"
	"restante/node/vault"
	"restante/offline/inbox"
)

// thief has a copy of all keys of a side, as they were when he came, and knows whom it
// knows.
func (s *side) thief() *side {
	s.t.Helper()
	c := newSideOf(s.t, s.Key)
	c.restore(s.dump("prekeys", "device", "session", "skipped_key", "person"))
	var err error
	c.Keys, err = card.LoadKeys(s.t.Context(), c.Vault)
	must(s.t, err)
	c.Sessions = session.NewBook(s.id(), c.Keys.Device())
	return c
}

// readsIt reports whether a thief gets at a text.
func (s *side) readsIt(b []byte) bool {
	s.t.Helper()
	before := len(s.got())
	return s.gets(b) == inbox.Done && len(s.got()) > before
}

// says sends a message, and gives its envelope once the other side has read it.
func (s *side) says(to *side, id string) []byte {
	s.t.Helper()
	_, p := s.send(to, id)
	if to.gets(p.Sealed) != inbox.Done {
		s.t.Fatalf("%s did not come", id)
	}
	return p.Sealed
}

// Somebody who kept every envelope takes all keys of both sides at one time. He opens
// nothing that was sealed in the session before; no first message whose prekey was
// deleted; and nothing after the next exchange.
func TestThief(t *testing.T) {
	for _, last := range []string{"alice spoke last", "bob spoke last"} {
		t.Run(last, func(t *testing.T) {
			alice, bob := pair(t)
			var firsts, past [][]byte
			for i := range 3 {
				firsts = append(firsts, alice.says(bob, fmt.Sprint("first ", i)))
			}
			bob.dropsOldPrekeys()
			alice.meets(bob) // all that follows is sealed to keys that the thieves take
			for i := range 4 {
				past = append(past, bob.says(alice, fmt.Sprint("b", i)), alice.says(bob, fmt.Sprint("a", i)), alice.says(bob, fmt.Sprint("aa", i)))
			}
			if last == "bob spoke last" {
				past = append(past, bob.says(alice, "b last"))
			}
			thieves := []*side{alice.thief(), bob.thief()}
			wantNone(t, thieves, "what was sealed in the session before", past)
			wantNone(t, thieves, "first messages", firsts)

			exchange := [][]byte{alice.says(bob, "x1"), bob.says(alice, "x2")}
			for _, th := range thieves { // he follows as far as he can
				for _, b := range exchange {
					th.gets(b)
				}
			}
			for i, b := range [][]byte{past[0], past[1]} {
				if _, _, err := envelope.Open(thieves[i].id(), thieves[i].Keys, b); err != nil {
					t.Fatalf("the outer layer keeps thief %d out: %v", i, err)
				}
			}
			after := [][]byte{alice.says(bob, "y1"), bob.says(alice, "y2"), alice.says(bob, "y3")}
			wantNone(t, thieves, "what was said after the next exchange", after)
		})
	}
}

// The thief of the test above is no fool: what is protected by what he has he reads.
func TestThiefReadsWhatHeCan(t *testing.T) {
	alice, bob := pair(t)
	_, first := alice.send(bob, "first contact, prekey still there")
	if !bob.thief().readsIt(first.Sealed) {
		t.Error("a first contact")
	}
	bob.gets(first.Sealed)
	bob.says(alice, "hello")
	alice.says(bob, "hello")
	th := bob.thief()
	_, next := alice.send(bob, "before any exchange")
	if !th.readsIt(next.Sealed) {
		t.Error("the next message of the chain that he stole")
	}
}

func wantNone(t *testing.T, thieves []*side, what string, envelopes [][]byte) {
	t.Helper()
	for i, th := range thieves {
		for n, b := range envelopes {
			if th.readsIt(b) {
				t.Errorf("thief %d reads %s: number %d", i, what, n)
			}
		}
	}
}

// dropsOldPrekeys is what happens by the rule some weeks later.
func (s *side) dropsOldPrekeys() {
	s.t.Helper()
	s.rotates()
	s.update(func(tx *vault.Tx) error {
		_, err := tx.Exec(`DELETE FROM prekeys WHERE id < (SELECT max(id) FROM prekeys)`)
		return err
	})
}
