package main

import (
	"fmt"
	"testing"
)

// town is a push node and two people, as real processes. In some Carol is there too.
type town struct {
	oslo, alice, bob, carol *machine

	blocks func() int // at the provider, if there is one
	order  string     // Bob's, of something in Alice's shop
}

// newTown starts all three and lets the people meet.
func newTown(t testing.TB, root string) *town {
	t.Helper()
	w := strangers(t, root)
	w.alice.add(w.bob.link())
	w.bob.add(w.alice.link())
	return w
}

// strangers starts all three; the people do not know each other.
func strangers(t testing.TB, root string) *town {
	t.Helper()
	bin, err := built()
	if err != nil {
		t.Fatal(err)
	}
	w := &town{oslo: newMachine(t, bin, root, "oslo", "push", "--listen", freeAddr(t))}
	w.oslo.mustStart()
	w.alice, w.bob = w.joins(root, "alice"), w.joins(root, "bob")
	return w
}

// joins starts somebody who collects at the push node.
func (w *town) joins(root, name string) *machine {
	w.oslo.t.Helper()
	m := newMachine(w.oslo.t, w.oslo.bin, root, name, "serve", "--listen", freeAddr(w.oslo.t), "--push-node", w.oslo.ready.Addrs[0])
	m.mustStart()
	m.registered()
	return m
}

// sends writes texts and gives their IDs.
func (m *machine) sends(to string, texts []string) (ids []string) {
	m.t.Helper()
	for _, text := range texts {
		var a sentAnswer
		m.must("POST", "/ob/chat", map[string]string{"peerId": to, "subject": "", "message": text}, &a)
		ids = append(ids, a.MessageID)
	}
	return ids
}

// hasAll waits until the conversation is exactly these texts, in order.
func (m *machine) hasAll(with string, texts []string) {
	m.t.Helper()
	m.until("all messages", func() bool { return len(m.messages(with)) >= len(texts) })
	got := m.messages(with)
	for i, want := range texts {
		if len(got) != len(texts) || got[i].Message != want {
			m.t.Fatalf("%s has %v, want %q", m.name, got, texts)
		}
	}
}

// allAre waits until all own messages have one of these states.
func (m *machine) allAre(with string, n int, states ...string) {
	m.t.Helper()
	m.until(fmt.Sprint("all messages ", states), func() bool {
		count := 0
		for _, msg := range m.messages(with) {
			for _, s := range states {
				if msg.Outgoing && msg.State == s {
					count++
				}
			}
		}
		return count == n
	})
}

func texts(n int) (all []string) {
	for i := range n {
		all = append(all, fmt.Sprintf("message %d", i))
	}
	return all
}

// Bob is down; Alice sends 50 and is stopped; Bob starts alone and has all 50
// once, in order; Bob stops; Alice starts and sees that they were delivered.
func TestNeverOnlineTogether(t *testing.T) {
	t.Parallel()
	newTown(t, t.TempDir()).neverTogether(t)
}

func (w *town) neverTogether(t *testing.T) {
	t.Helper()
	alice, bob := w.alice.ready.PeerID, w.bob.ready.PeerID
	w.bob.stop()

	const n = 50
	w.alice.sends(bob, texts(n))
	w.alice.allAre(bob, n, "stored")
	for _, m := range w.alice.messages(bob) {
		if len(m.Custody) != 1 || m.Custody[0].Node != w.oslo.ready.PeerID {
			t.Fatalf("a stored message is held by %v, want the push node", m.Custody)
		}
	}
	w.alice.stop()

	w.bob.mustStart()
	w.bob.hasAll(alice, texts(n))
	w.bob.stop()

	w.alice.mustStart()
	w.alice.allAre(bob, n, "delivered")
	w.alice.until("an empty outbox", func() bool { return len(w.alice.outboxFiles()) == 0 })
	w.bob.mustStart()
	w.bob.hasAll(alice, texts(n))
	w.oslo.until("all released", func() bool { return w.oslo.held() == 0 })
	w.end(t)
}
