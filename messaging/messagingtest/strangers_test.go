package messagingtest

import (
	"context"
	"errors"
	"slices"
	"testing"

	"restante/messaging/contact"
	"restante/messaging/delivery"
)

// person is what the user knows of another one.
func (u *User) person(name string) contact.Contact {
	u.w.t.Helper()
	c, err := u.core.Contacts.Get(context.Background(), u.w.As(name).id)
	u.must("looking at a person", err)
	return c
}

// Alice, whom Bob does not know, writes five times while he is away. Three come in,
// two wait at the push node, and come when he accepts her, without her doing anything.
func TestStranger(t *testing.T) {
	w := New(t)
	w.PushNode("oslo")
	alice, bob := w.User("alice"), w.User("bob", "oslo")
	alice.Adds(bob.Link())
	w.Stop("bob")
	var ids []string
	for _, text := range []string{"one", "two", "three", "four", "five"} {
		ids = append(ids, alice.Send("bob", text))
		alice.Waits(ids[len(ids)-1], delivery.Stored)
	}
	w.Stop("alice")
	w.Start("bob")
	bob.Sees("alice", "one", "two", "three")
	bob.Until("the others to be seen", func() bool { return bob.person("alice").Left == 2 })
	if c := bob.person("alice"); !c.Request || c.Shown != contact.MaxShown {
		t.Errorf("%+v", c)
	}
	bob.must("accepting", bob.core.Contacts.Answer(t.Context(), alice.id, true))
	bob.Sees("alice", "one", "two", "three", "four", "five")
	w.Start("alice")
	for _, id := range ids {
		alice.Waits(id, delivery.Delivered)
	}
	alice.Clean()
}

// Mallory is blocked: nothing she sends is shown or answered, on whatever way it
// comes, she cannot call, and to her it looks as if Bob were away. Later Bob lets her
// in again.
func TestBlocked(t *testing.T) {
	w := New(t)
	w.PushNode("oslo")
	mallory, bob := w.User("mallory", "oslo"), w.User("bob", "oslo")
	w.Meet("mallory", "bob")
	mallory.Waits(mallory.Send("bob", "one"), delivery.Delivered)
	bob.must("blocking", bob.core.Contacts.Block(t.Context(), mallory.id))
	mallory.Until("Bob to be away", func() bool { return !mallory.node.Host.Connected(bob.id) })
	id := mallory.Send("bob", "two")
	mallory.Waits(id, delivery.Stored)
	w.Node("oslo").Empty() // Bob has taken it
	if st := mallory.State(id); st != delivery.Stored {
		t.Errorf("Mallory sees that it is %s", st)
	}
	if texts := bob.Texts("mallory"); !slices.Equal(texts, []string{"one"}) {
		t.Errorf("Bob sees %q", texts)
	}
	if _, err := bob.core.Chats.Send(t.Context(), mallory.id, "", "hello", ""); !errors.Is(err, contact.ErrBlocked) {
		t.Errorf("writing to somebody who is blocked: %v", err)
	}
	w.Stop("bob")
	w.Start("bob")
	if err := mallory.node.Host.Connect(t.Context(), bob.node.Host.Info()); err == nil && bob.node.Host.Connected(mallory.id) {
		t.Error("Mallory is let in after a start")
	}
	bob.must("unblocking", bob.core.Contacts.Unblock(t.Context(), mallory.id))
	mallory.Waits(mallory.Send("bob", "three"), delivery.Delivered)
	bob.Sees("mallory", "one", "three")
}
