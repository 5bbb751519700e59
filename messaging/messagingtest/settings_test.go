package messagingtest

import (
	"context"
	"testing"

	"restante/messaging/contact"
	"restante/messaging/delivery"
	"restante/messaging/settings"
)

// chooses changes the user's settings.
func (u *User) chooses(f func(*settings.Settings)) {
	u.w.t.Helper()
	u.must("choosing", u.core.Settings.Change(context.Background(), f))
}

// looksAt is what a user knows of another one.
func (u *User) looksAt(other string) contact.Contact {
	u.w.t.Helper()
	c, err := u.core.Contacts.Get(context.Background(), u.w.As(other).id)
	u.must("looking at a person", err)
	return c
}

// What Bob reads while he tells nobody stays untold, whatever he reads and tells later.
func TestReadReceiptsOff(t *testing.T) {
	w := New(t)
	alice, bob := w.User("alice"), w.User("bob")
	w.Meet("alice", "bob")
	told := alice.Send("bob", "one")
	bob.Sees("alice", "one")
	bob.Reads("alice")
	alice.Waits(told, delivery.Read)

	bob.chooses(func(s *settings.Settings) { s.ReadReceipts = false })
	untold := alice.Send("bob", "two")
	bob.Sees("alice", "one", "two")
	bob.Reads("alice")
	if n := bob.Unread("alice"); n != 0 {
		t.Errorf("%d are unread here", n)
	}
	third := alice.Send("bob", "three") // and the receipt for it says all that may be said
	alice.Waits(third, delivery.Delivered)

	bob.chooses(func(s *settings.Settings) { s.ReadReceipts = true })
	bob.Sees("alice", "one", "two", "three")
	bob.Reads("alice")
	alice.Waits(third, delivery.Read)
	if s := alice.State(untold); s != delivery.Delivered {
		t.Errorf("what was read in silence is %s", s)
	}
}

// Bob does not want to be seen. Alice's window learns it with his next message, and
// shows nothing from then on although he is there.
func TestLastSeenOff(t *testing.T) {
	w := New(t)
	alice, bob := w.User("alice"), w.User("bob")
	w.Meet("alice", "bob")
	alice.Waits(alice.Send("bob", "hello"), delivery.Delivered)
	alice.Until("Bob to be seen", func() bool { c := alice.looksAt("bob"); return c.Online && !c.LastSeen.IsZero() })
	bob.chooses(func(s *settings.Settings) { s.LastSeen = false })
	bob.Send("alice", "you don't see me")
	alice.Sees("bob", "hello", "you don't see me")
	if c := alice.looksAt("bob"); !c.Hidden || c.Online || !c.LastSeen.IsZero() {
		t.Errorf("Alice is shown %+v", c)
	}
	if alice.core.Network.Online(t.Context(), bob.id) {
		t.Error("Alice is told that Bob is online")
	}
	if c := bob.looksAt("alice"); c.Hidden || !c.Online {
		t.Errorf("Bob is shown %+v", c)
	}
}
