//go:build soak

package main

import (
	"testing"
	"time"
)

// The other machines of the ways without a push node die as well, and the sender when
// she comes back.
func TestSoakCrash(t *testing.T) {
	crashStory{"pointers", withoutPushNode, (*crashTown).pointers, []string{"recipient", "holder"}, 1}.run(t)
	crashStory{"provider", withBucket, (*crashTown).provider, []string{"sender again"}, 1}.run(t)
}

// The shop's stories at each of their points, with every machine that takes part; and one
// that takes half a minute a run.
func TestSoakCrashShop(t *testing.T) {
	for _, c := range []crashStory{
		{"trade", market, (*crashTown).trade, []string{"buyer", "merchant", "push node"}, 1},
		{"dispute", shipped, (*crashTown).dispute, []string{"buyer", "merchant", "moderator", "push node"}, 1},
		{"edit", ordered, (*crashTown).edit, []string{"merchant", "push node"}, 1},
		{"tickets", ticketed, (*crashTown).tickets, []string{"buyer", "push node", "merchant"}, 1},
		{"ends", workshop, (*crashTown).ends, []string{"buyer", "merchant", "push node"}, 1},
		{"returns", shipped, (*crashTown).returns, []string{"buyer", "merchant", "push node"}, 1},
		{"supply", market, (*crashTown).supply, []string{"merchant", "push node"}, 1},
	} {
		c.run(t)
	}
}

// supply runs once: Alice's computer makes tickets and brings them to the push node, where
// Bob gets one. He tries now and then until he does: the orders before have none.
func (w *crashTown) supply(victim string, k int) bool {
	w.start(w.oslo, victim == "push node", k)
	w.start(w.bob, false, 0)
	w.start(w.alice, victim == "merchant", k)
	try := time.Now()
	w.eventuallyIn(3*patience, w.bob, "a ticket", func() bool {
		if _, reserved, _ := w.alice.stock(); reserved == 0 || time.Now().Before(try) {
			return false
		}
		w.buys(1, try.String())
		try = time.Now().Add(20 * time.Second)
		return len(w.bob.order(w.order).Kept) > 0
	})
	w.reach(w.alice, "placed")
	w.says(w.alice, "orderconfirmation", confirmation()) // a stranger until then, with whom nobody compares
	w.reach(w.bob, "confirmed")
	w.agree("confirmed", "order confirm ", money{}, w.alice, w.bob)
	w.hasStock(mugs)
	w.close()
	return w.died
}
