package messagingtest

import (
	"time"

	"restante/node/p2p/p2ptest"
)

// Faults of the network; only a [Virtual] world has them.

// Lose loses a share of all packets, from 0 to 1.
func (w *World) Lose(share float64) { w.virtual().Lose(share) }

// Jitter lets packets overtake each other.
func (w *World) Jitter(d time.Duration) { w.virtual().Jitter(d) }

// Far is how long packets between two machines take from now on, one way.
func (w *World) Far(a, b string, oneWay time.Duration) {
	w.t.Helper()
	w.virtual().Latency(w.located(a), w.located(b), oneWay)
}

// Cut parts these machines, running or not, from all others until [World.Heal].
// What is under way still arrives.
func (w *World) Cut(names ...string) {
	w.t.Helper()
	var group []p2ptest.Located
	for _, n := range names {
		group = append(group, w.located(n))
	}
	w.virtual().Part(group...)
}

// Heal joins all that was cut.
func (w *World) Heal() { w.virtual().Heal() }

func (w *World) virtual() *p2ptest.World {
	w.t.Helper()
	if w.net == nil {
		w.t.Fatal("only a virtual network has faults")
	}
	return w.net
}

func (w *World) located(name string) p2ptest.Listen {
	w.t.Helper()
	if p := w.nodes[name]; p != nil {
		return p.place.listen
	}
	return w.As(name).place.listen
}

// Dies stops machines that cannot tell anybody: nothing is handed over. Whatever
// is cut from the others is joined again after that.
func (w *World) Dies(names ...string) {
	w.t.Helper()
	w.Cut(names...)
	w.Stop(names...)
	w.Heal()
}

// Running says whether a machine is on.
func (w *World) Running(name string) bool {
	if u := w.users[name]; u != nil {
		return u.node != nil
	}
	return w.nodes[name].node != nil
}
