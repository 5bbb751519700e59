package main

import (
	"testing"
	"time"
)

// lesson is what a day at the wheel costs.
const lesson = 2500

// workshop is a market where days at the wheel are sold too.
func workshop(t testing.TB, root string) *town {
	t.Helper()
	w := market(t, root)
	w.alice.must("POST", "/ob/listing", map[string]any{
		"slug": "wheel", "state": "onSale", "contractType": "SERVICE", "title": "A day at the wheel",
		"variants": []any{map[string]any{"id": "", "price": lesson}},
	}, nil)
	w.alice.must("POST", "/ob/publish", nil, nil)
	return w
}

// books has Bob order a day at the wheel.
func (w *crashTown) books(key string) {
	w.bob.t.Helper()
	var page struct{ Listings []struct{ Hash string } }
	w.eventually(w.bob, "the wheel", func() bool {
		return w.bob.gets("/ob/listings/"+w.alice.ready.PeerID+"?q=wheel", &page) && len(page.Listings) == 1
	})
	items := []any{map[string]any{"listingHash": page.Listings[0].Hash, "quantity": 1}}
	var placed struct{ OrderID string }
	w.once(w.bob, "/ob/purchase", key, map[string]any{"peerId": w.alice.ready.PeerID, "region": "DE", "items": items, "total": lesson}, &placed)
	w.order = placed.OrderID
}

// ends runs once: Bob orders something that Alice does not make, something that he takes
// back, something that he does not pay, and more than there is, which fails. At last he is
// taught what he paid for.
func (w *crashTown) ends(victim string, k int) bool {
	w.start(w.oslo, victim == "push node", k)
	w.start(w.alice, victim == "merchant", k)
	w.start(w.bob, victim == "buyer", k)
	w.buys(1, "declined")
	w.reach(w.alice, "placed")
	w.says(w.alice, "orderdecline", map[string]any{"reason": "The kiln is cold"})
	w.agree("declined", "order decline ", money{}, w.alice, w.bob)
	w.buys(1, "cancelled")
	w.says(w.bob, "ordercancel", map[string]any{"reason": "I found one"})
	w.agree("cancelled", "order cancel ", money{}, w.alice, w.bob)
	w.buys(1, "unpaid")
	w.reach(w.alice, "placed")
	w.says(w.alice, "orderconfirmation", map[string]any{"payBy": time.Now().Add(-time.Hour).UTC()})
	w.reach(w.bob, "cancelled")
	w.agree("cancelled", "order confirm unpaid ", money{}, w.alice, w.bob)
	w.buys(mugs+1, "too many")
	w.agree("failed", "order failure ", money{}, w.alice, w.bob)
	w.books("delivered")
	w.reach(w.alice, "placed")
	w.says(w.alice, "orderconfirmation", confirmation())
	w.says(w.alice, "paymentconfirmed", map[string]any{"method": "Bank", "reference": "1", "amount": lesson})
	w.says(w.alice, "digitaldelivery", map[string]any{"text": "That was a fine bowl"})
	w.agree("shipped", "order confirm paid deliver ", money{0, lesson, 0, lesson, 0}, w.alice, w.bob)
	w.close()
	return w.died
}

// returns runs once: Alice does not take Bob's mug back at first, and then she does, and
// has it; and the two say what they think of it.
func (w *crashTown) returns(victim string, k int) bool {
	mug := []map[string]int{{"line": 0, "quantity": 1}}
	w.start(w.oslo, victim == "push node", k)
	w.start(w.bob, victim == "buyer", k)
	w.start(w.alice, victim == "merchant", k)
	w.says(w.bob, "ordermessage", map[string]any{"message": "It is chipped"})
	first := w.says(w.bob, "return", map[string]any{"items": mug, "reason": "chipped"})
	w.hears(w.alice, "return")
	w.says(w.alice, "returnrefuse", map[string]any{"return": first, "text": "It was whole"})
	w.hears(w.bob, "refuse")
	second := w.saysAs(w.bob, "return", "second", map[string]any{"items": mug, "reason": "See the photo"})
	w.eventually(w.alice, "the second return", func() bool { return len(w.alice.order(w.order).Timeline) == 8 })
	w.says(w.alice, "returnallow", map[string]any{"return": second, "text": "To the workshop, please"})
	w.says(w.alice, "returnreceive", map[string]any{"return": second, "items": mug, "restock": true})
	w.hears(w.bob, "receive")
	rating := w.says(w.bob, "rating", map[string]any{"ratings": []map[string]int{{"line": 0, "stars": 4}}, "review": "Kind in the end"})
	w.hears(w.alice, "rate")
	w.says(w.alice, "ratingreply", map[string]any{"rating": rating, "text": "Thank you"})
	w.agree("shipped", "order confirm paid ship message return refuse return allow receive rate reply ", money{0, total, 0, total, 0}, w.alice, w.bob)
	w.hasStock(mugs)
	w.close()
	return w.died
}
