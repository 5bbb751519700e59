package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// TestShopWhileItsOwnerIsAway: Alice opens a shop and goes. Bob has never met her; he
// visits the shop at her push node, and orders. She comes back, and both see the order
// through.
func TestShopWhileItsOwnerIsAway(t *testing.T) {
	t.Parallel()
	w := strangers(t, t.TempDir())
	alice := w.alice.ready.PeerID
	w.alice.opensShop(10)
	w.alice.stop()

	id := w.bob.orders(alice, "once")
	w.bob.until("the push node to hold the order", func() bool { return w.bob.order(id).copies("stored") == 1 })
	w.alice.mustStart()
	w.alice.until("the order", func() bool { return w.alice.order(id).Order.State == "placed" })

	w.alice.says(id, "orderconfirmation", confirmation())
	w.bob.sees(id, "confirmed")
	w.bob.says(id, "paymentnoted", payment())
	w.alice.until("the buyer's word", func() bool { return w.alice.order(id).Order.Noted == total })
	w.alice.says(id, "paymentconfirmed", payment())
	w.bob.sees(id, "paid")
	w.alice.says(id, "orderfulfillment", parcel())
	w.bob.sees(id, "shipped")
	w.bob.says(id, "ordercompletion", map[string]any{"note": "Thank you"})
	w.bob.says(id, "rating", map[string]any{"ratings": []map[string]int{{"line": 0, "stars": 5}}, "review": "A fine mug"})
	w.alice.sees(id, "completed")
	w.alice.until("the rating", func() bool { return w.alice.order(id).last() == "rate" })
	if got, want := w.alice.order(id).said(), w.bob.order(id).said(); got != want {
		t.Errorf("the merchant has %s, the buyer %s", got, want)
	}
	w.alice.hasStock(9)
	w.end(t)
}

// total is what Bob pays: the mug and its parcel.
const total = 1800 + 490

// opensShop publishes a shop with so many mugs and returns when a visitor can see it.
func (m *machine) opensShop(mugs int, moderators ...string) {
	m.t.Helper()
	m.must("PUT", "/ob/profile", map[string]any{
		"name": "Hill Pottery", "currency": map[string]string{"code": "EUR"}, "moderators": append([]string{}, moderators...),
		"shippingOptions": []any{map[string]any{"name": "Parcel", "from": "DE", "zones": []any{map[string]any{
			"name": "Home", "regions": []string{"DE"}, "services": []any{map[string]any{"name": "Standard", "price": 490}},
		}}}},
	}, nil)
	m.must("POST", "/ob/listing", mug(1800), nil)
	m.must("POST", "/ob/inventory", map[string]any{"slug": "blue-mug", "variant": "", "quantity": mugs}, nil)
	m.must("POST", "/ob/publish", nil, nil)
}

// mug is the listing of the shop, with some photos.
func mug(price int, photos ...any) map[string]any {
	return map[string]any{
		"slug": "blue-mug", "state": "onSale", "contractType": "PHYSICAL_GOOD", "title": "Blue mug", "shippingOptions": []string{"Parcel"},
		"variants": []any{map[string]any{"id": "", "price": price, "counted": true}}, "images": append([]any{}, photos...),
	}
}

// orders visits a shop, finds the mug and orders one; moderator may be nobody.
func (m *machine) orders(shop, key string, moderator ...string) (id string) {
	m.t.Helper()
	var cart map[string]any
	m.until("the shop", func() bool { cart = m.fills(shop, 1, moderator...); return cart != nil })
	if cart["total"] != total {
		m.t.Fatalf("the mug costs %d, want %d", cart["total"], total)
	}
	var placed [2]struct{ OrderID string }
	for i := range placed { // as one who never saw the first answer
		if status, err := m.call("POST", "/ob/purchase", cart, &placed[i], "Idempotency-Key", key); err != nil || status != 200 {
			m.t.Fatalf("ordering: %d %v", status, err)
		}
	}
	if placed[0] != placed[1] {
		m.t.Errorf("ordered twice: %v", placed)
	}
	return placed[0].OrderID
}

// fills a cart with mugs, as they cost now. It is nil while the shop cannot be visited.
func (m *machine) fills(shop string, pieces int, moderator ...string) map[string]any {
	var page struct {
		Listings []struct{ Hash, Title string }
	}
	if !m.gets("/ob/profile/"+shop, nil) || !m.gets("/ob/listings/"+shop+"?q=mug", &page) || len(page.Listings) != 1 {
		return nil
	}
	cart := map[string]any{"peerId": shop, "region": "DE", "items": []any{map[string]any{
		"listingHash": page.Listings[0].Hash, "quantity": pieces, "shipping": map[string]string{"name": "Parcel", "service": "Standard"},
	}}}
	var quote struct{ Total int }
	if status, err := m.call("POST", "/ob/estimatetotal", cart, &quote); err != nil || status != http.StatusOK {
		return nil
	}
	cart["total"], cart["moderator"] = quote.Total, strings.Join(moderator, "")
	cart["shipTo"] = map[string]string{"name": "Bob", "address": "Hill 1", "city": "Kassel", "postalCode": "34117", "countryCode": "DE"}
	return cart
}

// gets reports whether there was an answer.
func (m *machine) gets(path string, into any) bool {
	status, err := m.call("GET", path, nil, into)
	return err == nil && status == http.StatusOK
}

// says calls one of the paths that move an order on.
func (m *machine) says(id, path string, what map[string]any) {
	m.t.Helper()
	what["orderId"] = id
	m.must("POST", "/ob/"+path, what, nil)
}

func (m *machine) sees(id, state string) {
	m.t.Helper()
	m.until("the order to be "+state, func() bool { return m.order(id).Order.State == state })
}

// What a merchant says in its turn.
func confirmation() map[string]any {
	return map[string]any{"ways": []map[string]string{{"method": "Bank", "to": "DE02", "reference": "1"}}}
}

func payment() map[string]any {
	return map[string]any{"method": "Bank", "reference": "1", "amount": total}
}

func parcel() map[string]any { return map[string]any{"shipper": "DHL", "trackingNumber": "00340"} }

// hasStock looks how many mugs are neither sold nor lost; tickets may keep some of them.
func (m *machine) hasStock(want int) {
	m.t.Helper()
	if free, reserved, ok := m.stock(); !ok || free+reserved != want {
		m.t.Errorf("%d mugs are free and %d reserved, want %d", free, reserved, want)
	}
}

// stock is not told while the process is gone.
func (m *machine) stock() (free, reserved int, ok bool) {
	var all []struct{ Quantity, Reserved int }
	if !m.gets("/ob/inventory", &all) || len(all) != 1 {
		return 0, 0, false
	}
	return all[0].Quantity, all[0].Reserved, true
}

// orderPage is what the story looks at.
type orderPage struct {
	Order struct {
		State string
		Noted int
	}
	Money    money
	Timeline []struct {
		Kind   string
		Void   string
		Copies []struct{ State string }
	}
	Kept    []struct{ Quantity int }
	Agreed  []struct{ PeerID string }
	Waiting int
	Forks   []struct{ By string }
}

// money is how much of what is paid.
type money struct{ Noted, Paid, Refunded, Held, Owed int }

// order is empty where there is none, and while the process is gone.
func (m *machine) order(id string) (p orderPage) {
	m.gets("/ob/order/"+id, &p)
	return p
}

func (p orderPage) copies(state string) (n int) {
	for _, e := range p.Timeline {
		for _, c := range e.Copies {
			if c.State == state {
				n++
			}
		}
	}
	return n
}

func (p orderPage) last() string {
	if len(p.Timeline) == 0 {
		return ""
	}
	return p.Timeline[len(p.Timeline)-1].Kind
}

// said is all that was said, in its order.
func (p orderPage) said() (all string) {
	for _, e := range p.Timeline {
		all += fmt.Sprint(e.Kind, e.Void, " ")
	}
	return all
}
