package messagingtest

import (
	"errors"
	"os"
	"testing"

	"restante/messaging"
	"restante/messaging/delivery"
)

// Alice puts back an older copy of her data folder. What she writes then is
// numbered anew, so Bob does not take it for what he has already.
func TestCopyOfAFolder(t *testing.T) {
	w := New(t)
	w.PushNode("oslo")
	w.User("alice", "oslo")
	w.User("bob", "oslo")
	w.Meet("alice", "bob")
	w.Stop("alice")
	copied := t.TempDir()
	if err := os.CopyFS(copied, os.DirFS(w.As("alice").place.dir)); err != nil {
		t.Fatal(err)
	}
	w.Start("alice")
	for _, text := range []string{"one", "two", "three"} {
		w.As("alice").Waits(w.As("alice").Send("bob", text), delivery.Delivered)
	}
	w.Stop("alice")
	w.As("alice").place.dir = copied
	w.Start("alice")
	w.Stop("bob")
	var ids []string
	for _, text := range []string{"four", "five", "six", "seven"} {
		ids = append(ids, w.As("alice").Send("bob", text))
	}
	for _, id := range ids {
		w.As("alice").Waits(id, delivery.Stored)
	}
	w.Start("bob")
	w.As("bob").Sees("alice", "one", "two", "three", "four", "five", "six", "seven")
	for _, id := range ids {
		w.As("alice").Waits(id, delivery.Delivered)
	}
	w.As("alice").Clean()
}

// A push node that is added while a message waits takes it, and so it arrives
// when its sender is gone.
func TestNodeAddedLater(t *testing.T) {
	w := New(t)
	w.PushNode("oslo")
	w.User("alice")
	w.User("bob", "oslo")
	w.As("alice").Adds(w.As("bob").Link())
	w.As("bob").Adds(w.As("alice").Link())
	w.PushNode("lima")
	w.Stop("bob", "oslo")
	id := w.As("alice").Send("bob", "are you there?")
	w.As("alice").Uses("lima")
	w.As("alice").Waits(id, delivery.Stored)
	w.As("alice").Forgets("bob")
	w.Node("lima").Empty()
	w.Start("oslo")
}

func TestOwnPushNode(t *testing.T) {
	w := New(t)
	alice := w.User("alice")
	for _, text := range []string{alice.node.Host.Addrs()[0], alice.Link()} {
		if _, err := alice.API().Network.AddPushNode(t.Context(), text); !errors.Is(err, messaging.ErrOwnNode) {
			t.Errorf("%.40s: %v, want %v", text, err, messaging.ErrOwnNode)
		}
	}
}

// The path of a message that is under way ends with its last attempt.
func TestPathTellsTheLastAttempt(t *testing.T) {
	w := New(t)
	w.User("alice")
	w.User("bob")
	w.Meet("alice", "bob")
	w.Stop("bob")
	id := w.As("alice").Send("bob", "hi")
	var steps []delivery.Step
	w.As("alice").Until("an attempt", func() (tried bool) {
		var err error
		steps, err = w.As("alice").API().Chats.Path(t.Context(), id)
		return err != nil || len(steps) == 3 && !steps[2].At.IsZero()
	})
	if len(steps) != 3 || steps[0].What != delivery.StepAccepted || steps[1].What != delivery.StepSealed || steps[2].What != delivery.StepAttempt {
		t.Errorf("%+v; want accepted, sealed, attempt", steps)
	}
}
