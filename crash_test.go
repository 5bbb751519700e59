package main

import (
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// maxPoints is more than any process of this story passes.
const maxPoints = 1000

// TestCrashAnywhere kills each machine of a story at every point before and
// after every durable step, one point a run, and starts it again. Each message
// that was accepted is shown exactly once, in order, its sender learns of it,
// and nothing is left anywhere. In the first story the two are never there at
// the same time; in the second they have not met, and both are there; in the others
// they use no push node: messages wait on a computer, or at a provider.
func TestCrashAnywhere(t *testing.T) {
	t.Parallel()
	for _, c := range []crashStory{
		{"away", newTown, (*crashTown).away, []string{"sender", "recipient", "sender again", "push node"}, 1},
		{"first contact", strangers, (*crashTown).firstContact, []string{"sender", "recipient"}, 1},
		{"pointers", withoutPushNode, (*crashTown).pointers, []string{"sender"}, 1},
		{"provider", withBucket, (*crashTown).provider, []string{"sender"}, 1},
	} {
		c.run(t)
	}
}

func (w *town) all() []*machine {
	if w.carol == nil {
		return []*machine{w.oslo, w.alice, w.bob}
	}
	return []*machine{w.oslo, w.alice, w.bob, w.carol}
}

// copy is the same town in folders of its own.
func (w *town) copy(t *testing.T) *crashTown {
	t.Helper()
	root, err := os.MkdirTemp("", "restante-crash")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(root) })
	again := func(m *machine) *machine {
		c := newMachine(t, m.bin, root, m.name, m.command)
		c.args, c.ready = m.args, m.ready
		if err := os.CopyFS(c.dir, os.DirFS(m.dir)); err != nil {
			t.Fatal(err)
		}
		return c
	}
	c := &crashTown{town: *w, root: root}
	for _, m := range []**machine{&c.oslo, &c.alice, &c.bob, &c.carol} {
		if *m != nil {
			*m = again(*m)
		}
	}
	return c
}

// crashTown is a town in which one machine dies once and is started again.
type crashTown struct {
	town
	root   string
	victim *machine
	died   bool
}

// firstContact runs once: Alice writes to somebody of whom she knows only the peer
// ID, finds his card at the push node, and he is there.
func (w *crashTown) firstContact(victim string, k int) bool {
	w.start(w.oslo, false, 0)
	w.start(w.bob, victim == "recipient", k)
	w.start(w.alice, victim == "sender", k)
	for _, text := range texts(2) {
		w.sendOnce(text)
	}
	w.eventually(w.bob, "both messages", func() bool { return len(w.bob.messages(w.alice.ready.PeerID)) >= 2 })
	w.states("delivered", "read")
	w.eventually(w.oslo, "nothing to hold", func() bool { return w.heldNow() == 0 })
	w.stopNow(w.alice)
	w.stopNow(w.bob)
	w.finish()
	return w.died
}

// away runs once; it reports whether the victim passed point k and died there.
func (w *crashTown) away(victim string, k int) bool {
	w.start(w.oslo, victim == "push node", k)
	w.start(w.alice, victim == "sender", k)
	for _, text := range texts(2) {
		w.sendOnce(text)
	}
	w.states("stored", "delivered", "read")
	w.stopNow(w.alice)

	w.start(w.bob, victim == "recipient", k)
	w.eventually(w.bob, "both messages", func() bool { return len(w.bob.messages(w.alice.ready.PeerID)) >= 2 })
	w.eventually(w.bob, "to have read", func() bool {
		status, err := w.bob.call("POST", "/ob/markchatasread/"+w.alice.ready.PeerID, nil, nil)
		return err == nil && status == http.StatusOK
	})
	w.stopNow(w.bob)
	w.handOver()

	w.start(w.alice, victim == "sender again", k)
	w.states("read")
	w.eventually(w.alice, "an empty outbox", func() bool { return len(w.alice.outboxFiles()) == 0 })
	w.eventually(w.oslo, "nothing to hold", func() bool { return w.heldNow() == 0 })
	w.stopNow(w.alice)
	w.finish()
	return w.died
}

// handOver lets Bob come back once more if the push node was away while he
// stopped: his receipt is still on his computer then.
func (w *crashTown) handOver() {
	if len(w.bob.outboxFiles()) == 0 {
		return
	}
	w.start(w.bob, false, 0)
	w.eventually(w.bob, "the receipt to be handed over", func() bool { return len(w.bob.outboxFiles()) == 0 })
	w.stopNow(w.bob)
}

// finish lets both fetch and take back what is left, and audits all folders.
func (w *crashTown) finish() {
	w.start(w.bob, false, 0)
	w.start(w.alice, false, 0)
	w.bob.hasAll(w.alice.ready.PeerID, texts(2))
	w.eventually(w.oslo, "nothing to hold", func() bool { return w.heldNow() == 0 })
	w.close()
}

// close stops all machines and audits their folders.
func (w *crashTown) close() {
	for _, m := range slices.Backward(w.all()) { // the push node last: the others may have to hand something over
		w.stopNow(m)
	}
	for _, m := range w.all() {
		m.audit()
	}
	if w.bob.t.Failed() {
		w.bob.t.FailNow()
	}
	os.RemoveAll(w.root)
}

func (w *crashTown) heldNow() int {
	var h struct{ Deposits int }
	if status, err := w.oslo.call("GET", "/ob/holdings", nil, &h); err != nil || status != http.StatusOK {
		return -1
	}
	return h.Deposits
}

// start runs a machine; as the victim it dies at its point.
func (w *crashTown) start(m *machine, victim bool, k int) {
	m.t.Helper()
	if !victim {
		m.mustStart()
		return
	}
	w.victim = m
	if err := m.start(fmt.Sprint("RESTANTE_CRASH_AT=", k)); err != nil {
		w.again()
	}
}

// again starts the victim after its death.
func (w *crashTown) again() {
	w.victim.t.Helper()
	if code := w.victim.cmd.ProcessState.String(); !strings.Contains(code, "killed") {
		w.victim.t.Fatalf("%s died by itself: %s\n%s", w.victim.name, code, w.victim.errors.String())
	}
	w.died = true
	w.victim.mustStart()
}

// eventually is until, with the victim started again when it died.
func (w *crashTown) eventually(m *machine, what string, ok func() bool) {
	m.t.Helper()
	w.eventuallyIn(patience, m, what, ok)
}

func (w *crashTown) eventuallyIn(limit time.Duration, m *machine, what string, ok func() bool) {
	m.t.Helper()
	m.within(limit, what, func() bool {
		w.revive(nil)
		return ok()
	})
}

// stopNow stops a machine; a victim that dies meanwhile is started again, and
// if it was this machine it is stopped once more.
func (w *crashTown) stopNow(m *machine) {
	m.t.Helper()
	if m.cmd == nil { // it was never there
		return
	}
	if m.running() {
		if err := m.terminate(); err != nil {
			m.t.Logf("%s died just now: %v", m.name, err)
		}
	}
	m.until("to stop", func() bool { w.revive(m); return !m.running() })
	if m == w.victim && !w.died && !m.cmd.ProcessState.Success() {
		w.again()
		if err := m.end(); err != nil {
			m.t.Fatalf("stopping %s: %v", m.name, err)
		}
	}
	if !m.cmd.ProcessState.Success() {
		m.t.Fatalf("stopping %s: %v\n%s", m.name, m.cmd.ProcessState, m.errors.String())
	}
	if m == w.victim {
		w.victim = nil // it lived through its part
	}
}

// revive starts the victim again if it died and is not the machine that stops.
func (w *crashTown) revive(stopping *machine) {
	if v := w.victim; v != nil && v != stopping && !w.died && !v.running() {
		w.again()
	}
}

// sendOnce accepts a text exactly once, however often the call must be made.
func (w *crashTown) sendOnce(text string) {
	w.alice.t.Helper()
	w.once(w.alice, "/ob/chat", text, map[string]string{"peerId": w.bob.ready.PeerID, "subject": "", "message": text}, nil)
}

// once makes a call that counts once by its key, however often it must be made.
func (w *crashTown) once(m *machine, path, key string, body, into any) {
	m.t.Helper()
	w.eventually(m, path+" to be accepted", func() bool {
		status, err := m.call("POST", path, body, into, "Idempotency-Key", key)
		if err == nil && status != http.StatusOK {
			m.t.Fatalf("%s: %s is answered with %d\n%s", m.name, path, status, m.errors.String())
		}
		return err == nil
	})
}

// states waits until both messages have one of these states.
func (w *crashTown) states(states ...string) {
	w.alice.t.Helper()
	w.eventually(w.alice, "messages "+states[0], func() bool {
		ms := w.alice.messages(w.bob.ready.PeerID)
		for _, m := range ms {
			if !slices.Contains(states, m.State) {
				return false
			}
		}
		return len(ms) == 2
	})
}
