package messagingtest

import (
	"context"
	"fmt"
	"testing"

	"restante/messaging/chat"
	"restante/messaging/delivery"
)

// Two push nodes hold a message; one of them dies for good.
func TestOnePushNodeDies(t *testing.T) {
	w := New(t)
	w.PushNode("oslo")
	w.PushNode("rome")
	alice, bob := w.User("alice", "oslo", "rome"), w.User("bob", "oslo", "rome")
	w.Meet("alice", "bob")
	w.Stop("bob")
	id := alice.Send("bob", "hello")
	alice.Until("both to hold it", func() bool { return len(alice.custody(id)) == 2 })
	w.Stop("alice", "oslo")
	w.Start("bob")
	bob.Sees("alice", "hello")
	bob.Reads("alice")
	w.Stop("bob")
	w.Start("alice")
	alice.Waits(id, delivery.Read)
	alice.Clean()
	next := alice.Send("bob", "still here")
	alice.Waits(next, delivery.Stored)
	w.Start("bob")
	bob.Sees("alice", "hello", "still here")
}

// custody gives who holds a message.
func (u *User) custody(id string) []delivery.Holder {
	u.w.t.Helper()
	m, err := u.core.Chats.Message(context.Background(), id)
	u.must("looking at a message", err)
	return m.Custody
}

// What is deleted while a push node holds it is taken back there.
func TestDeletedWhileStored(t *testing.T) {
	w := New(t)
	oslo := w.PushNode("oslo")
	alice, bob := w.User("alice", "oslo"), w.User("bob", "oslo")
	w.Meet("alice", "bob")
	w.Stop("bob")
	regret := alice.Send("bob", "I take that back")
	keep := alice.Send("bob", "hello")
	alice.Waits(regret, delivery.Stored)
	alice.Waits(keep, delivery.Stored)
	alice.Deletes(regret)
	oslo.HoldsUntil(1)
	w.Start("bob")
	bob.Sees("alice", "hello")
	alice.Waits(keep, delivery.Delivered)
	alice.Clean()
	if bob.Looks(); len(bob.Texts("alice")) != 1 {
		t.Errorf("Bob has %q", bob.Texts("alice"))
	}
}

// So is a whole conversation, also when the push node is away at that time.
func TestConversationDeletedWhileStored(t *testing.T) {
	w := New(t)
	oslo := w.PushNode("oslo")
	alice, bob := w.User("alice", "oslo"), w.User("bob", "oslo")
	w.Meet("alice", "bob")
	w.Stop("bob")
	for i := range 5 {
		alice.Waits(alice.Send("bob", fmt.Sprint(i)), delivery.Stored)
	}
	w.Stop("oslo")
	alice.Send("bob", "never stored")
	alice.Forgets("bob")
	w.Stop("alice")
	w.Start("oslo", "alice")
	oslo.Empty()
	alice.Clean()
	w.Start("bob")
	bob.Looks()
	bob.Sees("alice")
}

// A push node goes back to a backup and loses the receipt that it held. The
// next message brings a receipt that says all of it again.
func TestLostReceiptIsHealed(t *testing.T) {
	w := New(t)
	oslo := w.PushNode("oslo")
	alice, bob := w.User("alice", "oslo"), w.User("bob", "oslo")
	w.Meet("alice", "bob")
	w.Stop("bob", "oslo")
	oslo.Save()
	w.Start("oslo")
	first := alice.Send("bob", "one")
	alice.Waits(first, delivery.Stored)
	w.Stop("alice")
	w.Start("bob")
	bob.Sees("alice", "one")
	w.Stop("bob", "oslo") // the receipt is at oslo
	oslo.Restore()
	w.Start("oslo", "alice")
	if n := alice.Looks(); n != 0 || alice.State(first) != delivery.Stored {
		t.Errorf("%d came, the first is %s", n, alice.State(first))
	}
	second := alice.Send("bob", "two")
	alice.Waits(second, delivery.Stored)
	w.Stop("alice")
	w.Start("bob")
	bob.Sees("alice", "one", "two")
	w.Stop("bob")
	w.Start("alice")
	alice.Waits(first, delivery.Delivered)
	alice.Waits(second, delivery.Delivered)
	alice.Clean()
}

// Or both are there at last: the sender tries directly, and is told at once.
func TestLostReceiptIsHealedDirectly(t *testing.T) {
	w := New(t)
	oslo := w.PushNode("oslo")
	alice, bob := w.User("alice", "oslo"), w.User("bob", "oslo")
	w.Meet("alice", "bob")
	w.Stop("bob", "oslo")
	oslo.Save()
	w.Start("oslo")
	id := alice.Send("bob", "one")
	alice.Waits(id, delivery.Stored)
	w.Stop("alice")
	w.Start("bob")
	bob.Sees("alice", "one")
	w.Stop("bob", "oslo")
	oslo.Restore()
	w.Start("oslo", "alice", "bob")
	bob.Adds(alice.Link()) // whose address has changed
	bob.Send("alice", "are you there?")
	alice.Waits(id, delivery.Delivered)
	bob.Sees("alice", "one", "are you there?")
	alice.Clean()
}

// Mail that was sent with an older card lies at a push node that its recipient
// does not use any more, and still arrives.
func TestPushNodeReplaced(t *testing.T) {
	w := New(t)
	w.PushNode("oslo")
	w.PushNode("rome")
	alice, bob := w.User("alice"), w.User("bob", "oslo")
	w.Meet("alice", "bob")
	w.Stop("alice")
	bob.Leaves("oslo")
	bob.Uses("rome")
	w.Stop("bob")
	w.Start("alice")
	first := alice.Send("bob", "with the old card")
	alice.Waits(first, delivery.Stored)
	if h := alice.custody(first); h[0].Node.String() != nodeID(w, "oslo") {
		t.Errorf("it is held by %v", h)
	}
	w.Start("bob")
	bob.Sees("alice", "with the old card")
	alice.Adds(bob.Link())
	alice.Waits(first, delivery.Delivered)
	w.Stop("bob")
	second := alice.Send("bob", "with the new card")
	alice.Waits(second, delivery.Stored)
	if h := alice.custody(second); len(h) != 1 || h[0].Node.String() != nodeID(w, "rome") {
		t.Errorf("it is held by %v", h)
	}
	w.Start("bob")
	bob.Sees("alice", "with the old card", "with the new card")
}

func nodeID(w *World, name string) string { return w.Node(name).node.Key.ID().String() }

// wantOutgoing checks that one's own messages have this state.
func (u *User) wantOutgoing(with string, st delivery.State) {
	u.w.t.Helper()
	ms, err := u.core.Chats.Messages(context.Background(), u.w.As(with).id, chat.Query{Limit: chat.MaxPage})
	u.must("reading a conversation", err)
	for _, m := range ms {
		if m.Outgoing && m.State != st {
			u.w.t.Errorf("%s: %q is %s, want %s", u.Name, m.Text, m.State, st)
		}
	}
}
