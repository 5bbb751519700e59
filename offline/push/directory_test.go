package push

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"restante/node/record"
	"restante/offline/deposit"
)

// Whoever composes more services for the users of a node can list them.
func TestUsers(t *testing.T) {
	n := newNode(t, Limits{})
	alice, bob, carol := newUser(t), newUser(t), newUser(t).registered(t, n)
	card, err := record.Seal(alice.key, "card", 1, []byte("alice"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := alice.Register(t.Context(), n.info, alice, card); err != nil {
		t.Fatal(err)
	}
	if _, err := alice.Register(t.Context(), n.info, bob, nil); err != nil { // bob's mailbox, by alice
		t.Fatal(err)
	}
	want := []User{
		{Mailbox: alice.Mailbox(), Peer: alice.host.ID(), Card: card}, {Mailbox: bob.Mailbox(), Peer: alice.host.ID()},
		{Mailbox: carol.Mailbox(), Peer: carol.host.ID()},
	}
	slices.SortFunc(want, func(a, b User) int { return bytes.Compare(a.Mailbox[:], b.Mailbox[:]) })
	var got []User
	for after := (deposit.Mailbox{}); ; after = got[len(got)-1].Mailbox {
		us, err := n.Users(t.Context(), after, 2)
		if err != nil {
			t.Fatal(err)
		}
		if len(us) == 0 {
			break
		}
		got = append(got, us...)
	}
	same := func(a, b User) bool {
		return a.Mailbox == b.Mailbox && a.Peer == b.Peer && bytes.Equal(a.Card, b.Card)
	}
	if !slices.EqualFunc(got, want, same) {
		t.Errorf("Users() = %v, want %v", got, want)
	}
}

// Only what changes is told.
func TestUserChanged(t *testing.T) {
	n := newNode(t, Limits{MaxIdle: 10 * day})
	bob, carol := newUser(t), newUser(t)
	sub := n.bus.Subscribe(10)
	defer sub.Close()
	told := func(doing string, err error, want int) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", doing, err)
		}
		var all []any
		for more := true; more; {
			events, _ := sub.Take()
			all, more = append(all, events...), len(events) > 0
		}
		for _, e := range all {
			if e != (UserChanged{bob.Mailbox()}) {
				t.Errorf("%s: %v", doing, e)
			}
		}
		if len(all) != want {
			t.Errorf("%s: told %d times, want %d", doing, len(all), want)
		}
	}
	card := func(version uint64) []byte {
		b, err := record.Seal(bob.key, "card", version, nil)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	register := func(u *user, card []byte) error {
		_, err := u.Register(t.Context(), n.info, bob, card)
		return err
	}
	told("register", register(bob, card(2)), 1)
	told("register again", register(bob, card(2)), 0)
	told("register from another peer", register(carol, nil), 1)
	told("a newer card", carol.PutCard(t.Context(), n.info, card(3)), 1)
	told("an older card", carol.PutCard(t.Context(), n.info, card(1)), 0)
	told("unregister", bob.Unregister(t.Context(), n.info, bob), 1)
	told("unregister again", bob.Unregister(t.Context(), n.info, bob), 0)
	told("register", register(bob, nil), 1)
	told("idle", n.sweep(t.Context(), time.Now().Add(12*day)), 1)
}
