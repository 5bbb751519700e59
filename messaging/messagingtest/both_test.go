package messagingtest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"restante/messaging/delivery"
)

// Both write for the first time while the other is away and has no card of
// theirs. Each one's first message brings the card that answers it.
func TestBothContactEachOtherFirst(t *testing.T) {
	w := New(t)
	w.PushNode("oslo")
	alice, bob := w.User("alice", "oslo"), w.User("bob", "oslo")
	toAlice, toBob := alice.Link(), bob.Link()
	w.Stop("bob")
	alice.Adds(toBob)
	fromAlice := alice.Send("bob", "it is me, Alice")
	alice.Waits(fromAlice, delivery.Stored)
	w.Stop("alice", "oslo")
	w.Start("bob") // who cannot look for mail
	bob.Adds(toAlice)
	fromBob := bob.Send("alice", "it is me, Bob")
	w.Stop("bob")
	w.Start("oslo", "bob")
	bob.Waits(fromBob, delivery.Stored, delivery.Delivered)
	bob.Sees("alice", "it is me, Alice", "it is me, Bob")
	w.Stop("bob")
	w.Start("alice")
	alice.Waits(fromAlice, delivery.Delivered)
	alice.Sees("bob", "it is me, Alice", "it is me, Bob")
	w.Stop("alice")
	w.Start("bob")
	bob.Waits(fromBob, delivery.Delivered)
	w.Start("alice")
	for _, u := range []*User{alice, bob} {
		all, err := u.core.Contacts.Requests(context.Background())
		if len(all) != 0 || err != nil {
			t.Errorf("%s has requests %v, %v", u.Name, all, err)
		}
	}
}

// A stranger whom nobody added writes; the answer needs no link, since the card
// came with the message.
func TestStrangerIsAnswered(t *testing.T) {
	w := New(t)
	w.PushNode("oslo")
	alice, bob := w.User("alice", "oslo"), w.User("bob", "oslo")
	link := bob.Link()
	w.Stop("bob")
	alice.Adds(link)
	id := alice.Send("bob", "you do not know me")
	alice.Waits(id, delivery.Stored)
	w.Stop("alice")
	w.Start("bob")
	bob.Sees("alice", "you do not know me")
	answer := bob.Send("alice", "now I do")
	bob.Waits(answer, delivery.Stored)
	w.Stop("bob")
	w.Start("alice")
	alice.Sees("bob", "you do not know me", "now I do")
	alice.Waits(id, delivery.Delivered)
}

// Two hundred messages both ways, with both coming and going in between. Each
// arrives once, and each sender's stand in the order in which they were written.
func TestManyBothWaysWithRestarts(t *testing.T) {
	const rounds, each = 10, 10
	w := New(t)
	w.PushNode("oslo")
	alice, bob := w.User("alice", "oslo"), w.User("bob", "oslo")
	w.Meet("alice", "bob")
	for r := range rounds {
		for i := range each {
			alice.Send("bob", fmt.Sprintf("A%03d", r*each+i))
			bob.Send("alice", fmt.Sprintf("B%03d", r*each+i))
		}
		switch r % 3 { // in the middle of it all
		case 0:
			w.Stop("alice")
			w.Start("alice")
		case 1:
			w.Stop("bob")
			w.Start("bob")
		case 2:
			w.Stop("alice", "bob")
			w.Start("bob", "alice")
		}
	}
	for _, p := range [][2]string{{"alice", "bob"}, {"bob", "alice"}} {
		u := w.As(p[0])
		u.Until("all messages", func() bool { return len(u.Texts(p[1])) >= 2*rounds*each })
		u.Until("all receipts", func() bool { return u.Outbox() == 0 })
		u.wantOutgoing(p[1], delivery.Delivered)
		texts := u.Texts(p[1])
		for _, prefix := range []string{"A", "B"} {
			own := slices.DeleteFunc(slices.Clone(texts), func(s string) bool { return !strings.HasPrefix(s, prefix) })
			if len(own) != rounds*each || !slices.IsSorted(own) {
				t.Errorf("%s has %d of %s, in order: %v", u.Name, len(own), prefix, own)
			}
		}
	}
	alice.Clean()
	bob.Clean()
}
