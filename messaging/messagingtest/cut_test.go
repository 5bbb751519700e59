package messagingtest

import (
	"testing"
	"time"

	"restante/messaging"
	"restante/messaging/delivery"
)

// The network parts after the message and before the answer: the recipient has
// it, and the sender cannot know.
func TestPartedDuringTheAnswer(t *testing.T) {
	virtually(t, func(w *World) {
		w.PushNode("oslo")
		alice, bob := w.User("alice", "oslo"), w.User("bob", "oslo")
		w.Meet("alice", "bob")
		alice.Waits(alice.Send("bob", "one"), delivery.Delivered)
		id := w.cutBehind(alice, bob, "two")
		bob.Sees("alice", "one", "two")
		pass(time.Hour)
		if s := alice.State(id); s != delivery.Stored {
			t.Errorf("while the answer is lost it is %s", s)
		}
		w.Heal()
		alice.Waits(id, delivery.Delivered)
		bob.Sees("alice", "one", "two")
		alice.Clean()
		bob.Clean()
		w.Node("oslo").Empty()
	})
}

// cutBehind sends a message directly and cuts its recipient off before it can
// answer.
func (w *World) cutBehind(from, to *User, text string) (id string) {
	w.t.Helper()
	w.Far(from.Name, to.Name, 2*time.Second)
	id = from.Send(to.Name, text)
	pass(time.Second)
	w.Cut(to.Name)
	w.Far(from.Name, to.Name, 20*time.Millisecond)
	return id
}

// And both restart while they are apart. Nobody holds mail for them.
func TestPartedDuringTheAnswerAndRestarted(t *testing.T) {
	virtually(t, func(w *World) {
		alice, bob := w.User("alice"), w.User("bob")
		w.Meet("alice", "bob")
		alice.Waits(alice.Send("bob", "one"), delivery.Delivered)
		id := w.cutBehind(alice, bob, "two")
		bob.Sees("alice", "one", "two")
		bob.Reads("alice")
		w.Stop("alice", "bob")
		pass(day)
		w.Start("alice", "bob")
		pass(time.Hour)
		if s := alice.State(id); s != delivery.Queued {
			t.Errorf("while the answer is lost it is %s", s)
		}
		w.Heal()
		alice.Waits(id, delivery.Read)
		bob.Sees("alice", "one", "two")
		alice.Clean()
		bob.Clean()
	})
}

// The network parts while the receipt is under way by the offline ways, and the
// push node that was to hold it is not reached either.
func TestPartedDuringTheReceipt(t *testing.T) {
	virtually(t, func(w *World) {
		w.PushNode("oslo")
		only := messaging.Without{Direct: true}
		alice, bob := w.UserWithout("alice", only, "oslo"), w.UserWithout("bob", only, "oslo")
		w.Meet("alice", "bob")
		w.Stop("bob")
		id := alice.Send("bob", "hello")
		alice.Waits(id, delivery.Stored)
		w.Start("bob")
		bob.Sees("alice", "hello")
		w.Cut("bob") // within the 200 ms in which receipts gather
		w.Stop("bob")
		w.Start("bob")
		pass(time.Hour)
		if s := alice.State(id); s != delivery.Stored {
			t.Errorf("without a receipt it is %s", s)
		}
		w.Heal()
		alice.Waits(id, delivery.Delivered)
		bob.Sees("alice", "hello")
		alice.Clean()
		w.Node("oslo").HoldsUntil(0)
	})
}

// All ways at once, and each brings the message: the recipient was cut off while
// its sender tried everything.
func TestEveryWayAtOnce(t *testing.T) {
	virtually(t, func(w *World) {
		w.PushNode("oslo")
		w.PushNode("rome")
		w.User("carol")
		w.Hub("carol")
		alice, bob := w.User("alice", "oslo", "rome"), w.User("bob", "oslo", "rome")
		w.Meet("alice", "bob")
		w.Cut("bob")
		var texts []string
		for range 20 {
			texts = append(texts, "again and again")
			alice.Send("bob", "again and again")
		}
		alice.pointed("bob")
		pass(time.Hour)
		w.Heal()
		pass(time.Second)
		bob.Calls("alice")
		bob.Sees("alice", texts...)
		pass(time.Hour)
		bob.Sees("alice", texts...)
		if n := bob.Unread("alice"); n != len(texts) {
			t.Errorf("%d are unread, want %d", n, len(texts))
		}
		alice.Clean()
		bob.Clean()
		for _, n := range []string{"oslo", "rome"} {
			w.Node(n).Empty()
		}
	})
}

// A machine that was cut off for hours, but never slept, is back when its push node
// is tried again: within five minutes, and the time of an attempt.
func TestBackAfterACut(t *testing.T) {
	virtually(t, func(w *World) {
		w.PushNode("oslo")
		alice, bob := w.User("alice", "oslo"), w.User("bob", "oslo")
		w.Meet("alice", "bob")
		w.Cut("bob")
		id := alice.Send("bob", "where are you?")
		alice.Waits(id, delivery.Stored)
		pass(3 * time.Hour)
		w.Stop("alice")
		w.Heal()
		within(t, 6*time.Minute, func() { bob.Sees("alice", "where are you?") })
		w.Start("alice")
		alice.Waits(id, delivery.Delivered)
	})
}
