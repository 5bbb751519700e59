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
	win.click(186, 693) // Add a profile
	win.click(416, 695)
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
	win.shot("order-placed")
	win.click(1005, 788) // Confirm
	win.fills("DE89 3704 0044 0532 0130 00")
	win.click(830, 623)
	w.bob.sees(id, "confirmed")
	win.shot("order-confirmed")
	win.click(1049, 381) // Mark as received
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
