package outbox

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/p2p"
	"restante/node/vault"
)

// tired makes a world whose parcels have failed so often that they rest long.
func tired(w *world, ps ...Parcel) {
	w.add(ps...)
	w.after(24 * time.Hour)
	w.after(time.Second) // nothing is under way
	for _, p := range ps {
		for r, _ := w.row(p.Ref); time.Until(r.NextAttempt) < time.Minute; r, _ = w.row(p.Ref) {
			w.after(time.Until(r.NextAttempt) + time.Second)
		}
	}
}

func TestPeerConnected(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		node := newNode(t)
		w.push.set(node.ID, away)
		mine, other, third := w.parcel("mine", newPeer(t)), w.parcel("other", newPeer(t)), w.parcel("third", newPeer(t), node)
		tired(w, mine, other, third)
		var before []int
		attempts := func() (all []int) {
			for _, ref := range []string{"mine", "other", "third"} {
				r, _ := w.row(ref)
				all = append(all, r.Attempts)
			}
			return all
		}
		before = attempts()
		w.Bus.Publish(p2p.PeerConnected{ID: mine.Peer})
		synctest.Wait()
		if got := attempts(); got[0] != before[0]+1 || got[1] != before[1] || got[2] != before[2] {
			t.Errorf("the recipient came: %v attempts, then %v", before, got)
		}
		w.push.set(node.ID, nil)
		before = attempts()
		w.Bus.Publish(p2p.PeerConnected{ID: node.ID})
		synctest.Wait()
		if got := attempts(); got[0] != before[0] || got[1] != before[1] || got[2] != before[2]+1 || w.push.holds() != 1 {
			t.Errorf("the push node came: %v attempts, then %v", before, got)
		}
	})
}

func TestNetworkChanged(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		a, b := w.parcel("a", newPeer(t)), w.parcel("b", newPeer(t))
		tired(w, a, b)
		before := len(w.direct.sent())
		w.Bus.Publish(p2p.NetworkChanged{})
		synctest.Wait()
		if n := len(w.direct.sent()) - before; n != 2 {
			t.Errorf("%d attempts, want 2", n)
		}
		before = len(w.direct.sent())
		stranger := newPeer(t)
		for range 10_000 { // more than anybody reads in time
			w.Bus.Publish(p2p.PeerConnected{ID: stranger})
		}
		synctest.Wait()
		if n := len(w.direct.sent()) - before; n < 2 {
			t.Errorf("after events were lost: %d attempts, want 2", n)
		}
	})
}

func TestStartWakesAll(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		node := newNode(t)
		w.push.set(node.ID, away)
		a, b := w.parcel("a", newPeer(t), node), w.parcel("b", newPeer(t))
		tired(w, a, b)
		w.push.set(node.ID, nil)
		before := len(w.direct.sent())
		w.restart()
		if n := len(w.direct.sent()) - before; n != 2 || w.push.holds() != 1 {
			t.Errorf("%d direct attempts, %d deposits; want 2 and 1", n, w.push.holds())
		}
		tiredCancel(w, a, node.ID)
		w.restart()
		if w.count("cancel") != 0 || w.push.holds() != 0 {
			t.Error("a start did not take the deposit back")
		}
	})
}

// What is added before the start waits for it.
func TestAddBeforeStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.add(w.parcel("a", newPeer(t)))
		w.after(time.Hour)
		if len(w.direct.sent()) != 0 {
			t.Error("it was sent before the start")
		}
		w.start()
		if len(w.direct.sent()) != 1 {
			t.Error("it was not sent at the start")
		}
		w.Close()
		w.Close()
		w.add(w.parcel("b", newPeer(t)))
		w.after(time.Hour)
		if len(w.direct.sent()) != 1 {
			t.Error("it was sent after Close")
		}
	})
}

// tiredCancel ends a parcel whose push node is away, until the cancel rests.
func tiredCancel(w *world, p Parcel, node peer.ID) {
	w.push.set(node, away)
	w.update(func(tx *vault.Tx) error { return w.Done(tx, p.Ref) })
	w.after(24 * time.Hour)
	w.push.set(node, nil)
}

// A peer that takes a connection and drops it is not dialled in a loop.
func TestWakeFloor(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		p := w.parcel("p", newPeer(t))
		tired(w, p)
		before, _ := w.row("p")
		for range 100 {
			w.Bus.Publish(p2p.PeerConnected{ID: p.Peer})
			synctest.Wait()
		}
		if r, _ := w.row("p"); r.Attempts != before.Attempts+1 {
			t.Errorf("100 connections led to %d attempts", r.Attempts-before.Attempts)
		}
		w.after(wakeFloor + time.Second)
		if r, _ := w.row("p"); r.Attempts < before.Attempts+2 {
			t.Error("the last connection was forgotten")
		}
	})
}

// What waits goes to a push node that is added later, and to those of a newer card.
func TestExtend(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		a, b := w.parcel("a", newPeer(t)), w.parcel("b", newPeer(t))
		tired(w, a, b)
		own, theirs := newNode(t), newNode(t)
		w.update(func(tx *vault.Tx) error { return w.Extend(tx, a.Peer, []peer.AddrInfo{theirs}) })
		synctest.Wait()
		if w.push.holds() != 1 {
			t.Fatalf("%d deposits, want the one for the newer card", w.push.holds())
		}
		w.update(func(tx *vault.Tx) error { return w.Extend(tx, "", []peer.AddrInfo{own}) })
		synctest.Wait()
		if w.push.holds() != 3 {
			t.Fatalf("%d deposits, want both at one's own push node too", w.push.holds())
		}
		w.update(func(tx *vault.Tx) error { return w.Extend(tx, "", []peer.AddrInfo{own, theirs}) })
		w.after(time.Hour)
		if n := len(w.push.stores); n != 4 {
			t.Errorf("%d stores, want the fourth for b at the other's push node and none twice", n)
		}
	})
}
