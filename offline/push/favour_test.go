package push

import (
	"slices"
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/offline/deposit"
	"restante/offline/pb"
)

func (u *user) favour(t testing.TB, n *node, friends ...*user) {
	t.Helper()
	var ids []peer.ID
	for _, f := range friends {
		ids = append(ids, f.host.ID())
	}
	if err := u.Favour(t.Context(), n.info, u, ids); err != nil {
		t.Fatal(err)
	}
}

// Strangers fill half of a mailbox, and contacts find the other half free; what
// contacts left makes room for nobody.
func TestReservedShare(t *testing.T) {
	n := newNode(t, Limits{PerMailbox: 4})
	alice, bob, mallory := newUser(t), newUser(t).registered(t, n), newUser(t)
	bob.favour(t, n, alice, newUser(t))
	letters := func(work int) letter { return newLetter(t, bob.Mailbox(), 10).worth(t, work) }

	mallory.store(t, n, letters(5), letters(5))
	if need := mallory.needs(t, n, letters(2)); need != 6 {
		t.Errorf("beyond the open share: refused for %d bits of work, want 6", need)
	}
	a, b := letters(0), letters(0)
	alice.store(t, n, a, b)
	if need := alice.needs(t, n, letters(0)); need != 6 {
		t.Errorf("beyond the mailbox: refused for %d bits of work, want 6", need)
	}
	c := letters(6)
	alice.store(t, n, c)
	keys := bob.keysOf(t, n)
	if len(keys) != 4 || !slices.Equal(keys[1:], []deposit.Key{a.key, b.key, c.key}) {
		t.Errorf("left are %v", keys)
	}
	mallory.store(t, n, letters(7))
	mallory.store(t, n, letters(8)) // pushes out its own, there is no other
	if c := mallory.refused(t, n, letters(0)); c != CodeMoreWork {
		t.Errorf("code = %d", c)
	}
	if keys := bob.keysOf(t, n); len(keys) != 4 || !slices.Contains(keys, a.key) || !slices.Contains(keys, b.key) || !slices.Contains(keys, c.key) {
		t.Errorf("left are %v", keys)
	}
	if err := bob.Release(t.Context(), n.info, bob, bob.keysOf(t, n)); err != nil {
		t.Fatal(err)
	}
	alice.store(t, n, letters(0), letters(0), letters(0), letters(0))
	if c := mallory.refused(t, n, letters(12)); c != CodeMailboxFull {
		t.Errorf("no work pushes out a contact's: code %d", c)
	}
}

// Whoever becomes a contact, or is none any more, is so with what it left before.
func TestFavoursChange(t *testing.T) {
	n := newNode(t, Limits{PerMailbox: 4})
	alice, bob, mallory := newUser(t), newUser(t).registered(t, n), newUser(t)
	a, b := newLetter(t, bob.Mailbox(), 10), newLetter(t, bob.Mailbox(), 10)
	alice.store(t, n, a, b)
	bob.favour(t, n, alice)
	mallory.store(t, n, newLetter(t, bob.Mailbox(), 10), newLetter(t, bob.Mailbox(), 10))
	bob.favour(t, n) // now all four are strangers', twice what may be
	mallory.store(t, n, newLetter(t, bob.Mailbox(), 10).worth(t, 1), newLetter(t, bob.Mailbox(), 10).worth(t, 1))
	if keys := bob.keysOf(t, n); len(keys) != 4 || keys[0] != a.key || keys[1] != b.key {
		t.Errorf("left are %v", keys)
	}
	mallory.store(t, n, newLetter(t, bob.Mailbox(), 10).worth(t, 1))
	if keys := bob.keysOf(t, n); len(keys) != 4 || slices.Contains(keys, b.key) {
		t.Errorf("left are %v, want the second gone", keys)
	}
}

func TestFavoursOfOthers(t *testing.T) {
	n := newNode(t, Limits{PerMailbox: 2})
	alice, bob, carol := newUser(t), newUser(t).registered(t, n), newUser(t).registered(t, n)
	carol.favour(t, n, alice) // says nothing about bob's mailbox
	alice.store(t, n, newLetter(t, bob.Mailbox(), 10))
	alice.needs(t, n, newLetter(t, bob.Mailbox(), 10))

	err := alice.Favour(t.Context(), n.info, alice, nil)
	if c := code(t, err); c != CodeNotServed {
		t.Errorf("of a mailbox that is not registered: code %d", c)
	}
	bob.favour(t, n, alice)
	if err := bob.Unregister(t.Context(), n.info, bob); err != nil {
		t.Fatal(err) // the audit looks whether they are forgotten
	}
}

// Each change looks at the whole mailbox, so there may not be many. What changes
// nothing costs nothing.
func TestFavoursTooOften(t *testing.T) {
	n := newNode(t, Limits{})
	bob := newUser(t).registered(t, n)
	n.favours.Second = 0
	some := []peer.ID{bob.host.ID()}
	change := func(i int) error { return bob.Favour(t.Context(), n.info, bob, some[:i%2]) }
	for i := range int(favourRate.Burst) {
		for range 2 {
			if err := change(i + 1); err != nil {
				t.Fatalf("change %d: %v", i, err)
			}
		}
	}
	if c := code(t, change(1)); c != CodeTooFast {
		t.Errorf("code = %d", c)
	}
}

func TestBadFavours(t *testing.T) {
	n := newNode(t, Limits{})
	bob := newUser(t).registered(t, n)
	l := bob.open(t, n)
	for _, peers := range [][]byte{make([]byte, 7), make([]byte, 16), make([]byte, maxBlock+8)} {
		req, err := l.sign(bob, opFavour, &pb.Favour{Peers: peers})
		if err != nil {
			t.Fatal(err)
		}
		say(t, l, req)
		if r := hear(t, l).GetRefusal(); Code(r.GetCode()) != CodeBadRequest {
			t.Errorf("%d bytes: %v", len(peers), r)
		}
	}
}

// As many as there may be fit into a call.
func TestManyFavours(t *testing.T) {
	n := newNode(t, Limits{PerMailbox: 2})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	ids := []peer.ID{alice.host.ID()}
	for i := range deposit.MaxFavours - 1 {
		ids = append(ids, peer.ID([]byte{byte(i), byte(i >> 8)}))
	}
	if err := bob.Favour(t.Context(), n.info, bob, ids); err != nil {
		t.Fatal(err)
	}
	alice.store(t, n, newLetter(t, bob.Mailbox(), 10), newLetter(t, bob.Mailbox(), 10))
	if err := bob.Favour(t.Context(), n.info, bob, append(ids, "one more")); err == nil {
		t.Error("one more was taken")
	}
}
