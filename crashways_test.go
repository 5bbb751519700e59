package main

import (
	"fmt"
	"slices"
	"sync"
	"testing"
)

// crashStory is told again and again, and in each run one machine dies.
type crashStory struct {
	name    string
	begin   func(testing.TB, string) *town
	story   func(w *crashTown, victim string, k int) bool
	victims []string
	stride  int // 1: at every point; 7: at each seventh one
}

// crashTowns is how many towns one story is told in at the same time.
const crashTowns = 3

func (c crashStory) run(t *testing.T) {
	t.Run(c.name, func(t *testing.T) {
		t.Parallel()
		left := &deaths{crashStory: c, passed: make([]int, len(c.victims))}
		t.Cleanup(func() { left.counted(t) })
		for i := range crashTowns {
			t.Run(fmt.Sprint("town ", i), func(t *testing.T) {
				t.Parallel()
				left.die(t)
			})
		}
	})
}

// deaths are those of a story that are to be died yet: the first victim at one point
// after the other until a run ends without having passed its point, then the next one.
type deaths struct {
	crashStory
	mu     sync.Mutex
	victim int // the place of the one whose turn it is
	next   int // how many of its points are under way or behind
	passed []int
}

// die takes one death after the other for one town.
func (d *deaths) die(t *testing.T) {
	w := d.begin(t, t.TempDir())
	w.oslo.stays()
	for _, m := range slices.Backward(w.all()) {
		m.stop()
	}
	for v, k, more := d.take(); more; v, k, more = d.take() {
		t.Run(fmt.Sprint(d.victims[v], " at ", k), func(t *testing.T) { d.note(v, d.story(w.copy(t), d.victims[v], k)) })
	}
}

func (d *deaths) take() (victim, k int, more bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	k = d.stride/2 + 1 + d.next*d.stride
	if d.victim == len(d.victims) || k > maxPoints {
		return 0, 0, false
	}
	d.next++
	return d.victim, k, true
}

func (d *deaths) note(victim int, died bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if died {
		d.passed[victim]++
	} else if victim == d.victim {
		d.victim, d.next = victim+1, 0
	}
}

// counted fails if the victims died too seldom for all of their points.
func (d *deaths) counted(t *testing.T) {
	for i, n := range d.passed {
		t.Logf("%s died at %d points, each %d. from the %d.", d.victims[i], n, d.stride, d.stride/2+1)
		if n*d.stride < 10 || n*d.stride >= maxPoints {
			t.Errorf("%s died at %d points", d.victims[i], n)
		}
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
	w.start(w.oslo, victim == "holder", k)
	w.start(w.alice, victim == "sender", k)
	for _, text := range texts(2) {
		w.sendOnce(text)
	}
	w.eventually(w.alice, "pointers", w.alice.pointed)
	w.start(w.bob, victim == "recipient", k)
	w.eventually(w.bob, "both messages", func() bool { return len(w.bob.messages(w.alice.ready.PeerID)) >= 2 })
	w.eventually(w.alice, "the receipt", func() bool {
		w.alice.looks()
		return w.alice.outgoing(w.bob.ready.PeerID, "delivered") == 2
	})
	w.eventually(w.alice, "an empty outbox", func() bool { return len(w.alice.outboxFiles()) == 0 })
	w.stopNow(w.alice)
	w.stopNow(w.bob)
	w.start(w.alice, false, 0)
	w.start(w.bob, false, 0)
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
	bob := w.bob.ready.PeerID
	w.start(w.oslo, false, 0)
	w.start(w.alice, victim == "sender", k)
	for _, text := range texts(2) {
		w.sendOnce(text)
	}
	w.eventually(w.alice, "both to be stored", func() bool { return w.alice.outgoing(bob, "stored") == 2 })
	w.stopNow(w.alice)
	w.start(w.bob, false, 0)
	w.eventually(w.bob, "both messages", func() bool { return len(w.bob.messages(w.alice.ready.PeerID)) == 6 })
	w.start(w.alice, victim == "sender again", k)
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
