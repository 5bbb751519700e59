package messagingtest

import (
	"fmt"
	"testing"

	"restante/messaging/delivery"
)

// Both are there: the message goes straight across and is read.
func TestDirect(t *testing.T) {
	w := New(t)
	w.User("alice")
	w.User("bob")
	w.Meet("alice", "bob")
	id := w.As("alice").Send("bob", "are you there?")
	w.As("bob").Sees("alice", "are you there?")
	w.As("alice").Waits(id, delivery.Delivered)
	w.As("bob").Reads("alice")
	w.As("alice").Waits(id, delivery.Read)
	w.As("alice").Clean()
	w.As("bob").Clean()
}

// The two are never there at the same time, and nothing is lost or doubled.
func TestNeverAtTheSameTime(t *testing.T) {
	w := New(t)
	w.PushNode("oslo")
	w.User("alice", "oslo")
	w.User("bob", "oslo")
	w.Meet("alice", "bob")
	w.Stop("bob")

	var texts, ids []string
	for i := range 50 {
		texts = append(texts, fmt.Sprintf("message %d", i))
		ids = append(ids, w.As("alice").Send("bob", texts[i]))
	}
	for _, id := range ids {
		w.As("alice").Waits(id, delivery.Stored)
	}
	w.Stop("alice")
	w.Start("bob")
	w.As("bob").Sees("alice", texts...)
	w.As("bob").Reads("alice")
	w.Stop("bob")
	w.Start("alice")
	for _, id := range ids {
		w.As("alice").Waits(id, delivery.Read)
	}
	w.As("alice").Clean()
	w.Start("bob") // takes back its receipt, which was cancelled on the way
	w.As("bob").Sees("alice", texts...)
	w.As("bob").Clean()
	w.Node("oslo").Empty()
}
