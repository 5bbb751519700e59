package main

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

// people starts two who use no push node and leave ways out. They find each other
// and the DHT by way of a third machine, which is the town's oslo here.
func people(t testing.TB, root, without string) *town {
	t.Helper()
	bin, err := built()
	if err != nil {
		t.Fatal(err)
	}
	serve := func(name string, args ...string) *machine {
		m := newMachine(t, bin, root, name, "serve", append(args, "--listen", freeAddr(t))...)
		m.mustStart()
		m.stays()
		return m
	}
	carol := serve("carol")
	hub := []string{"--bootstrap", carol.ready.Addrs[0], "--without", without}
	w := &town{oslo: carol, alice: serve("alice", hub...), bob: serve("bob", hub...)}
	w.alice.add(w.bob.link())
	w.bob.add(w.alice.link())
	return w
}

// stays keeps the machine's port when it starts again.
func (m *machine) stays() {
	listen, _, _ := strings.Cut(m.ready.Addrs[0], "/p2p/")
	m.args[slices.Index(m.args, "--listen")+1] = listen
}

// pointed says whether other machines know where all lies that is under way.
func (m *machine) pointed() bool {
	var all []struct{ Pointers int }
	status, err := m.call("GET", "/ob/outbox", nil, &all)
	if err != nil || status != http.StatusOK {
		return false
	}
	for _, p := range all {
		if p.Pointers == 0 {
			return false
		}
	}
	return len(all) > 0
}

// looks comes for mail now. It may find none.
func (m *machine) looks() { _, _ = m.call("POST", "/ob/scanofflinemessages", nil, nil) }

// No push node anywhere and no direct stream. Alice's computer stays on: the
// pointers lie in the DHT, and Bob fetches the blocks from her.
func TestByPointersAlone(t *testing.T) {
	t.Parallel()
	const n = 5
	w := people(t, t.TempDir(), "direct,push,pubsub")
	w.bob.stop()
	w.alice.sends(w.bob.ready.PeerID, texts(n))
	w.alice.until("pointers to all", w.alice.pointed)
	w.alice.allAre(w.bob.ready.PeerID, n, "queued")
	w.bob.mustStart()
	w.bob.hasAll(w.alice.ready.PeerID, texts(n))
	w.bob.until("pointers to the receipt", w.bob.pointed)
	w.alice.looks()
	w.alice.allAre(w.bob.ready.PeerID, n, "delivered")
	w.alice.until("an empty outbox", func() bool { return len(w.alice.outboxFiles()) == 0 })
	w.end(t)
}

// Nobody holds anything for anybody: what Alice publishes reaches Bob because he
// listens, and his receipt reaches her the same way.
func TestByPubsubAlone(t *testing.T) {
	t.Parallel()
	const n = 5
	w := people(t, t.TempDir(), "direct,push,pointer")
	w.bob.stop()
	w.alice.sends(w.bob.ready.PeerID, texts(n))
	w.bob.args = append(w.bob.args, "--bootstrap", w.alice.ready.Addrs[0])
	w.bob.mustStart()
	w.bob.hasAll(w.alice.ready.PeerID, texts(n))
	w.alice.allAre(w.bob.ready.PeerID, n, "delivered")
	w.end(t)
}

// end stops and audits all machines.
func (w *town) end(t testing.TB) {
	t.Helper()
	for _, m := range slices.Backward(w.all()) { // the people first: they may have to hand something over
		m.stop()
		m.audit()
	}
}
