package messagingtest

import (
	"testing"

	"restante/messaging/delivery"
)

// Alice knows only Bob's peer ID; he is there, and his card is at the push node.
// Nothing stays behind anywhere.
func TestFirstContact(t *testing.T) {
	w := New(t)
	w.PushNode("oslo")
	w.User("alice", "oslo")
	w.User("bob", "oslo")
	for _, text := range []string{"one", "two"} {
		w.As("alice").Waits(w.As("alice").Send("bob", text), delivery.Delivered)
	}
	w.As("bob").Sees("alice", "one", "two")
	w.As("alice").Clean()
	w.As("bob").Clean()
	w.Node("oslo").Empty()
}
