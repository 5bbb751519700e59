package messagingtest

import (
	"fmt"
	"testing"
	"time"

	"restante/messaging"
	"restante/messaging/delivery"
)

// Each way brings a message alone: the others are left out on both sides.

// Both are there, and nobody else.
func TestDirectAlone(t *testing.T) {
	w := New(t)
	only := messaging.Without{Push: true, Pointer: true, Pubsub: true}
	alice, bob := w.UserWithout("alice", only), w.UserWithout("bob", only)
	w.Meet("alice", "bob")
	id := alice.Send("bob", "straight across")
	bob.Sees("alice", "straight across")
	bob.Reads("alice")
	alice.Waits(id, delivery.Read)
	alice.Clean()
	bob.Clean()
}

// The sender is gone when the recipient comes, and comes back when that one is
// gone: a push node holds message and receipt.
func TestByPushAlone(t *testing.T) {
	w := New(t)
	oslo := w.PushNode("oslo")
	only := messaging.Without{Direct: true, Pointer: true, Pubsub: true}
	alice, bob := w.UserWithout("alice", only, "oslo"), w.UserWithout("bob", only, "oslo")
	w.Meet("alice", "bob")
	w.Stop("bob")
	id := alice.Send("bob", "held for you")
	alice.Waits(id, delivery.Stored)
	w.Stop("alice")
	w.Start("bob")
	bob.Sees("alice", "held for you")
	bob.Reads("alice")
	w.Stop("bob")
	w.Start("alice")
	alice.Waits(id, delivery.Read)
	alice.Clean()
	w.Start("bob")
	bob.Clean()
	oslo.Empty()
}

// No push node and no direct stream: the pointer lies with others, the block comes
// from its sender.
func TestByPointerAlone(t *testing.T) {
	w := New(t)
	w.User("carol")
	w.Hub("carol")
	only := messaging.Without{Direct: true, Push: true, Pubsub: true}
	alice, bob := w.UserWithout("alice", only), w.UserWithout("bob", only)
	w.Meet("alice", "bob")
	w.Stop("bob")
	id := alice.Send("bob", "look in the DHT")
	alice.pointed("bob")
	if s := alice.State(id); s != delivery.Queued {
		t.Errorf("with a pointer alone it is %s", s)
	}
	w.Start("bob")
	bob.Sees("alice", "look in the DHT")
	bob.pointed("alice")
	alice.Looks()
	alice.Waits(id, delivery.Delivered)
	alice.Clean()
}

// pointed waits until somebody holds a pointer to all that is on its way to a user.
func (u *User) pointed(to string) {
	u.w.t.Helper()
	u.Until("a pointer", func() bool {
		all := u.UnderWay(to)
		for _, p := range all {
			if p.Pointers == 0 {
				return false
			}
		}
		return len(all) > 0
	})
}

// The two are never there at the same time, and no push node is: the pointer
// waits with others for the day on which both are.
func TestByPointerWhenBothAreBack(t *testing.T) {
	virtually(t, func(w *World) {
		w.User("carol")
		w.Hub("carol")
		only := messaging.Without{Direct: true, Push: true, Pubsub: true}
		alice, bob := w.UserWithout("alice", only), w.UserWithout("bob", only)
		w.Meet("alice", "bob")
		w.Stop("bob")
		var ids []string
		for i := range 3 {
			ids = append(ids, alice.Send("bob", fmt.Sprint(i)))
		}
		alice.pointed("bob")
		w.Stop("alice")
		w.Start("bob")
		pass(3 * time.Hour)
		if n := len(bob.Texts("alice")); n != 0 {
			t.Errorf("%d messages came from a computer that is off", n)
		}
		w.Start("alice")
		bob.Sees("alice", "0", "1", "2")
		for _, id := range ids {
			alice.Waits(id, delivery.Delivered)
		}
		alice.Clean()
	})
}

// Nobody holds anything: the recipient listens, and a third one passes it on.
func TestByPubsubAlone(t *testing.T) {
	w := New(t)
	only := messaging.Without{Direct: true, Push: true, Pointer: true}
	alice, bob := w.UserWithout("alice", only), w.UserWithout("bob", only)
	w.Meet("alice", "bob")
	w.Stop("bob")
	id := alice.Send("bob", "does anybody listen?")
	alice.Until("the attempt", func() bool { return alice.UnderWay("bob")[0].Attempts > 0 })
	w.Start("bob")
	bob.Calls("alice")
	bob.Sees("alice", "does anybody listen?")
	alice.Waits(id, delivery.Delivered)
	alice.Clean()
}

// The two never connect: a push node, which holds nothing, passes on what each
// publishes for the other.
func TestByPubsubThroughAPushNode(t *testing.T) {
	virtually(t, func(w *World) {
		w.PushNode("oslo")
		alice, bob := w.User("alice", "oslo"), w.User("bob", "oslo")
		w.Meet("alice", "bob")
		w.Stop("alice", "bob")
		alice.Without = messaging.Without{Direct: true, Push: true, Pointer: true}
		bob.Without = alice.Without
		w.Start("alice", "bob")
		w.Far("alice", "bob", day) // and so never
		id := alice.Send("bob", "does anybody listen?")
		bob.Sees("alice", "does anybody listen?")
		alice.Waits(id, delivery.Delivered)
	})
}
