//go:build e2e

package main

import "testing"

// TestWindowShop is a merchant's first day at the window: an empty shop is set up and
// opened, a listing goes on sale, Bob orders, and the order is confirmed, paid, shipped
// and completed.
func TestWindowShop(t *testing.T) {
	w := newTown(t, t.TempDir())
	shop := w.alice.ready.PeerID
	w.alice.stop()
	win := openAt(t, w.alice)

	win.xdotool("key", "ctrl+b")
	win.shot("shop-empty")
	win.click(610, 411) // Set up your shop
	win.fills("Hill Pottery", "EUR", "Mugs and bowls from the hill")
	win.tabs(6) // to Add a profile
	win.xdotool("key", "space")
	win.fills("Parcel", "DE", "DE, AT", "Standard", "4.90", "1.00")
	win.shot("shop-settings")
	win.click(1184, 85) // Open the shop
	win.shot("shop-open")
	win.click(604, 469) // Make the first listing
	win.fills("Blue mug")
	win.click(559, 811) // its price
	win.fills("18.00", "BM", "10")
	win.shot("listing")
	win.click(1195, 85) // Put on sale
	win.shot("shop-listing")

	w.bob.until("the mug to be published", func() bool { return w.bob.visits(shop) == 1 })
	id := w.bob.orders(shop, "once")
	win.xdotool("key", "ctrl+o")
	win.shot("today")
	win.click(216, 327) // the order, among those to confirm
	win.shot("order-placed")
	win.click(1005, 788) // Confirm
	win.fills("DE89 3704 0044 0532 0130 00")
	win.click(830, 623)
	w.bob.sees(id, "confirmed")
	win.shot("order-confirmed")
	win.click(1049, 514) // Mark as received
	win.shot("order-paying")
	win.click(799, 565)
	w.bob.sees(id, "paid")
	win.shot("order-paid")
	win.click(1062, 788) // Ship
	win.click(640, 444)
	win.fills("00340434161094027318")
	win.shot("order-shipping")
	win.click(841, 589)
	w.bob.sees(id, "shipped")
	w.bob.says(id, "ordercompletion", map[string]any{"note": "Thank you"})
	w.bob.says(id, "rating", map[string]any{"ratings": []map[string]int{{"line": 0, "stars": 5}}, "review": "A fine mug"})
	win.shot("order-completed")
	win.close()

	w.alice.mustStart()
	w.alice.sees(id, "completed")
	w.alice.until("the rating", func() bool { return w.alice.order(id).last() == "rate" })
	if got, want := w.alice.order(id).said(), w.bob.order(id).said(); got != want {
		t.Errorf("the merchant has %s, the buyer %s", got, want)
	}
	w.alice.hasStock(9)
	w.end(t)
}

// fills types into one field after another.
func (w *window) fills(texts ...string) {
	w.t.Helper()
	for _, text := range texts {
		w.xdotool("type", "--delay", "20", text)
		w.xdotool("key", "Tab")
	}
}

// tabs goes on to the n-th thing that the keyboard reaches.
func (w *window) tabs(n int) {
	for range n {
		w.xdotool("key", "Tab")
	}
}

// visits looks at a shop anew, and counts what is on sale.
func (m *machine) visits(shop string) int {
	m.t.Helper()
	var page struct{ Count int }
	if status, err := m.call("GET", "/ob/profile/"+shop, nil, nil); err != nil || status != 200 {
		return 0
	}
	m.must("GET", "/ob/listings/"+shop, nil, &page)
	return page.Count
}

// TestWindowBuyer is Bob at the window: he visits a shop while its owner sleeps, from
// her push node, orders, is told how to pay, pays, and has the last word.
func TestWindowBuyer(t *testing.T) {
	w := newTown(t, t.TempDir())
	w.alice.opensShop(10)
	w.alice.stop()
	w.bob.stop()
	win := openAt(t, w.bob)

	win.click(245, 216)  // Alice
	win.click(1249, 71)  // what can be done with her
	win.click(1180, 257) // Visit the shop
	win.shot("visit")
	win.click(209, 380) // the mug
	win.shot("visit-listing")
	win.click(1068, 251) // Put into the cart
	win.shot("visit-cart")
	win.click(1216, 85) // Cart
	win.shot("check-out")
	win.click(420, 482) // the name: the only place that it is shipped to is there already
	win.fills("Bob Miller", "Hill 1", "", "34117", "Kassel")
	win.shot("check-out-filled")
	win.click(1004, 353) // Place the order
	win.shot("thank-you")
	w.oslo.until("the order", func() bool { return w.oslo.held() >= 1 })

	w.alice.mustStart()
	id := w.alice.firstSale()
	w.alice.says(id, "orderconfirmation", map[string]any{"ways": []map[string]string{{"method": "Bank transfer", "to": "DE89", "reference": "1"}}})
	w.alice.until("Bob to know", func() bool { return w.alice.order(id).copies("delivered")+w.alice.order(id).copies("read") == 1 })
	win.click(743, 567) // See the order
	win.shot("purchase-to-pay")
	win.click(1062, 788) // I have paid
	win.click(830, 573)
	w.alice.until("the buyer's word", func() bool { return w.alice.order(id).Order.Noted == total })
	w.alice.says(id, "paymentconfirmed", map[string]any{"method": "Bank transfer", "reference": "1", "amount": total})
	w.alice.says(id, "orderfulfillment", map[string]any{"shipper": "DHL", "trackingNumber": "00340"})
	w.alice.until("Bob to know", func() bool { return w.alice.order(id).copies("stored")+w.alice.order(id).copies("sent") == 0 })
	win.shot("purchase-shipped")
	win.click(1120, 788) // Complete
	win.click(833, 508)
	w.alice.sees(id, "completed")
	win.shot("purchase-completed")
	win.close()
	w.bob.mustStart()
	w.bob.sees(id, "completed")
	w.end(t)
}

// firstSale waits for the first order of a shop.
func (m *machine) firstSale() string {
	m.t.Helper()
	var sales struct{ Orders []struct{ OrderID string } }
	m.until("an order", func() bool {
		m.must("GET", "/ob/sales", nil, &sales)
		return len(sales.Orders) > 0
	})
	return sales.Orders[0].OrderID
}
