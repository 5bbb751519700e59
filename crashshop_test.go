package main

import (
	"bytes"
	"net/http"
	"slices"
	"testing"
	"time"
)

// TestCrashShop kills each machine of a story of the shop at some points before and after
// its durable steps, evenly spread and the same ones each time, and starts it again. The
// story goes on to its end: all have the same events, each of them once, and know that
// they do; no unit of money and no piece of the stock is lost or doubled, and visitors see
// the old shop or the new one.
func TestCrashShop(t *testing.T) {
	t.Parallel()
	for _, c := range []crashStory{
		{"trade", market, (*crashTown).trade, []string{"buyer", "merchant"}, 37},
		{"dispute", shipped, (*crashTown).dispute, []string{"buyer", "merchant", "moderator"}, 37},
		{"edit", ordered, (*crashTown).edit, []string{"merchant", "push node"}, 37},
		{"tickets", ticketed, (*crashTown).tickets, []string{"buyer", "push node", "merchant"}, 37},
		{"ends", workshop, (*crashTown).ends, []string{"buyer", "merchant"}, 73},
		{"returns", shipped, (*crashTown).returns, []string{"buyer", "merchant"}, 37},
	} {
		c.run(t)
	}
}

// mugs is how many there are in the shop at first.
const mugs = 8

// market is a town in which Alice has a shop. Carol is its moderator.
func market(t testing.TB, root string) *town {
	t.Helper()
	w := strangers(t, root)
	w.carol = w.joins(root, "carol")
	w.alice.opensShop(mugs, w.carol.ready.PeerID)
	return w
}

// ordered is a market where Bob has ordered something that Alice does not know of.
func ordered(t testing.TB, root string) *town {
	t.Helper()
	w := market(t, root)
	w.alice.stop()
	w.order = w.bob.orders(w.alice.ready.PeerID, "order", w.carol.ready.PeerID)
	w.bob.until("others to hold the order", func() bool { return w.bob.order(w.order).copies("stored") == 1 })
	return w
}

// shipped is a market where Bob has what he ordered.
func shipped(t testing.TB, root string) *town {
	t.Helper()
	w := ordered(t, root)
	w.alice.mustStart()
	w.alice.sees(w.order, "placed")
	w.alice.says(w.order, "orderconfirmation", confirmation())
	w.alice.says(w.order, "paymentconfirmed", payment())
	w.alice.says(w.order, "orderfulfillment", parcel())
	w.bob.sees(w.order, "shipped")
	return w
}

// ticketed is a market where tickets lie at the push node. Carol has used one.
func ticketed(t testing.TB, root string) *town {
	t.Helper()
	w := market(t, root)
	w.alice.until("tickets to be made", func() bool { _, reserved, _ := w.alice.stock(); return reserved > 0 })
	for kept := 0; kept == 0; {
		kept = len(w.carol.order(w.carol.orders(w.alice.ready.PeerID, time.Now().String())).Kept)
	}
	w.carol.leaves()
	return w
}

// trade runs once: Bob orders while Alice is away; she comes, and both see the order
// through until some of the money goes back.
func (w *crashTown) trade(victim string, k int) bool {
	w.start(w.oslo, victim == "push node", k)
	w.start(w.bob, victim == "buyer", k)
	w.buys(1, "order")
	w.start(w.alice, victim == "merchant", k)
	w.reach(w.alice, "placed")
	w.says(w.alice, "orderconfirmation", confirmation())
	w.reach(w.bob, "confirmed")
	w.says(w.bob, "paymentnoted", payment())
	w.eventually(w.alice, "the buyer's word", func() bool { return w.alice.order(w.order).Money.Noted == total })
	w.says(w.alice, "paymentconfirmed", payment())
	w.says(w.alice, "orderfulfillment", parcel())
	w.reach(w.bob, "shipped")
	w.says(w.bob, "ordercompletion", map[string]any{"note": "Thank you"})
	w.says(w.bob, "rating", map[string]any{"ratings": []map[string]int{{"line": 0, "stars": 4}}, "review": "A chip in the rim"})
	w.eventually(w.alice, "the rating", func() bool { return w.alice.order(w.order).last() == "rate" })
	w.says(w.alice, "refund", map[string]any{"method": "Bank", "reference": "2", "amount": 300, "reason": "for the chip"})
	w.eventually(w.bob, "money to come back", func() bool { return w.bob.order(w.order).Money.Refunded == 300 })
	w.agree("completed", "order confirm noted paid ship complete rate refund ", money{total, total, 300, total - 300, 0}, w.alice, w.bob)
	w.hasStock(mugs - 1)
	w.close()
	return w.died
}

// dispute runs once: Bob is not content, Carol decides, and Alice pays back what she must.
func (w *crashTown) dispute(victim string, k int) bool {
	w.start(w.oslo, victim == "push node", k)
	w.start(w.bob, victim == "buyer", k)
	w.start(w.alice, victim == "merchant", k)
	w.says(w.bob, "opendispute", map[string]any{"claim": "It is broken"})
	w.reach(w.alice, "disputed")
	w.says(w.alice, "disputeanswer", map[string]any{"message": "It was not"})
	w.start(w.carol, victim == "moderator", k)
	w.eventually(w.carol, "both sides of it", func() bool { return w.carol.order(w.order).last() == "answer" })
	w.says(w.carol, "closedispute", map[string]any{"buyerAmount": 1000, "vendorAmount": total - 1000, "resolution": "Half of the mug is left"})
	w.reach(w.alice, "decided")
	w.says(w.alice, "refund", map[string]any{"method": "Bank", "reference": "2", "amount": 1000, "reason": "as decided"})
	w.agree("decided", "order confirm paid ship dispute answer decision refund ", money{0, total, 1000, total - 1000, 0}, w.alice, w.bob, w.carol)
	w.hasStock(mugs - 1)
	w.close()
	return w.died
}

// edit runs once: Alice makes her mugs dearer and adds a photo, and goes. Bob, who ordered
// before, sees all of the new shop, and gets what he ordered at the old price.
func (w *crashTown) edit(victim string, k int) bool {
	w.start(w.oslo, victim == "push node", k)
	w.start(w.alice, victim == "merchant", k)
	w.reach(w.alice, "placed")
	var photo photo
	w.once(w.alice, "/ob/images", "photo", drawing(0), &photo)
	w.eventually(w.alice, "the edit to be accepted", func() bool { return w.alice.puts(mug(2000, photo)) })
	w.eventually(w.alice, "the edit to be published", func() bool {
		status, err := w.alice.call("POST", "/ob/publish", nil, nil)
		return err == nil && status == http.StatusOK
	})
	var shown [][]byte
	w.eventually(w.alice, "her photo", func() bool { shown = w.alice.photos("", photo); return shown != nil })
	if victim != "push node" { // it may not have all of the shop before it comes back
		w.stopNow(w.alice)
	}
	w.start(w.bob, false, 0)
	w.eventually(w.bob, "the dearer mug", func() bool {
		cart := w.bob.fills(w.alice.ready.PeerID, 1)
		if cart != nil && cart["total"] != total && cart["total"] != total+200 {
			w.bob.t.Fatalf("a mug costs %d", cart["total"])
		}
		return cart != nil && cart["total"] == total+200
	})
	w.eventually(w.bob, "the photo", func() bool {
		return slices.EqualFunc(w.bob.photos(w.alice.ready.PeerID+"/", photo), shown, bytes.Equal)
	})
	if victim != "push node" {
		w.start(w.alice, false, 0)
	}
	w.says(w.alice, "orderconfirmation", confirmation())
	w.agree("confirmed", "order confirm ", money{}, w.alice, w.bob)
	w.hasStock(mugs)
	w.close()
	return w.died
}

// tickets runs once: Bob gets tickets for what he orders, and Alice takes them for what
// they are. Tickets that nobody can use any more keep their pieces: there are never more
// mugs sold than there are.
func (w *crashTown) tickets(victim string, k int) bool {
	w.start(w.oslo, victim == "push node", k)
	w.start(w.bob, victim == "buyer", k)
	w.buys(2, "order")
	if kept := w.bob.order(w.order).Kept; victim == "merchant" && (len(kept) != 1 || kept[0].Quantity != 2) {
		w.bob.t.Errorf("what is kept for the order: %v", kept)
	}
	w.start(w.alice, victim == "merchant", k)
	w.reach(w.alice, "placed")
	w.says(w.alice, "orderconfirmation", confirmation())
	w.says(w.alice, "paymentconfirmed", payment())
	w.says(w.alice, "orderfulfillment", parcel())
	w.agree("shipped", "order confirm paid ship ", money{0, total, 0, total, 0}, w.alice, w.bob)
	w.hasStock(mugs - 2)
	w.close()
	return w.died
}
