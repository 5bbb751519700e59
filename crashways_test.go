package main

import (
	"fmt"
	"testing"
)

// crashStory is told again and again, and in each run one machine dies.
type crashStory struct {
	name    string
	begin   func(testing.TB, string) *town
	story   func(w *crashTown, victim string, k int) bool
	victims []string
}

func (c crashStory) run(t *testing.T) {
	w := c.begin(t, t.TempDir())
	w.oslo.stays()
	for _, m := range w.all() {
		m.stop()
	}
	for _, victim := range c.victims {
		t.Run(c.name+"/"+victim, func(t *testing.T) {
			k := 1
			for ; k < maxPoints && c.story(w.copy(t), victim, k); k++ {
			}
			t.Logf("%d points", k-1)
			if k < 10 || k == maxPoints {
				t.Errorf("the loop ended after %d points", k-1)
			}
		})
	}
}

// withoutPushNode is a town for the way by pointers and topics.
func withoutPushNode(t testing.TB, root string) *town {
	t.Helper()
	return people(t, root, "direct,push")
}

// pointers runs once: Bob is away, Alice leaves pointers with Carol and stays; he
// comes, fetches the blocks from her, and his receipt takes the same way. It
// reports whether the victim passed point k and died there.
func (w *crashTown) pointers(victim string, k int) bool {
	at := fmt.Sprint("RESTANTE_CRASH_AT=", k)
	w.start(w.oslo, victim == "holder", at)
	w.start(w.alice, victim == "sender", at)
	for _, text := range texts(2) {
		w.sendOnce(text)
	}
	w.eventually(w.alice, "pointers", w.alice.pointed)
	w.start(w.bob, victim == "recipient", at)
	w.eventually(w.bob, "both messages", func() bool { return len(w.bob.messages(w.alice.ready.PeerID)) >= 2 })
	w.eventually(w.alice, "the receipt", func() bool {
		w.alice.looks()
		return w.alice.outgoing(w.bob.ready.PeerID, "delivered") == 2
	})
	w.eventually(w.alice, "an empty outbox", func() bool { return len(w.alice.outboxFiles()) == 0 })
	w.stopNow(w.alice)
	w.stopNow(w.bob)
	w.start(w.alice, false, "")
	w.start(w.bob, false, "")
	w.bob.hasAll(w.alice.ready.PeerID, texts(2))
	w.close()
	return w.died
}

// withBucket is a town in which two have talked, and Alice has a bucket.
func withBucket(t testing.TB, root string) *town {
	t.Helper()
	s := bucket(t)
	w := people(t, root, "push,pubsub")
	w.blocks = s.blocks
	w.converse()
	w.alice.must("POST", "/ob/storage/accounts", s.account, nil)
	w.alice.until("an empty outbox", func() bool { return len(w.alice.outboxFiles()) == 0 })
	return w
}

// provider runs once: Bob is away, Alice's messages wait in her bucket, and she is gone
// when he comes. She comes back and learns of it; the bucket is as empty as it was.
func (w *crashTown) provider(victim string, k int) bool {
	at := fmt.Sprint("RESTANTE_CRASH_AT=", k)
	bob := w.bob.ready.PeerID
	w.start(w.oslo, false, "")
	w.start(w.alice, victim == "sender", at)
	for _, text := range texts(2) {
		w.sendOnce(text)
	}
	w.eventually(w.alice, "both to be stored", func() bool { return w.alice.outgoing(bob, "stored") == 2 })
	w.stopNow(w.alice)
	w.start(w.bob, false, "")
	w.eventually(w.bob, "both messages", func() bool { return len(w.bob.messages(w.alice.ready.PeerID)) == 6 })
	w.start(w.alice, victim == "sender again", at)
	w.eventually(w.alice, "both to be delivered", func() bool { return w.alice.outgoing(bob, "stored") == 0 })
	w.eventually(w.alice, "an empty outbox", func() bool { return len(w.alice.outboxFiles()) == 0 })
	w.eventually(w.alice, "an empty bucket", func() bool { return w.blocks() == 0 })
	w.stopNow(w.alice)
	w.close()
	return w.died
}

// outgoing counts one's own messages in a state.
func (m *machine) outgoing(to, state string) (n int) {
	for _, msg := range m.messages(to) {
		if msg.Outgoing && msg.State == state {
			n++
		}
	}
	return n
}
