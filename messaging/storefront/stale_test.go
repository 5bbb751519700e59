package storefront

import (
	"errors"
	"testing"
	"time"

	"restante/messaging/storefront/listing/listingtest"
	"restante/messaging/storefront/terms"
	"restante/node/vault"
)

// What is not on sale any more can be ordered for a while by who was away, and not for
// ever, though the shop is that of today.
func TestHiddenListingsGoStale(t *testing.T) {
	m := opened(t)
	m.publish()
	_, _, all := m.counter()
	font := m.item("font").Version
	must(t, m.SetState(t.Context(), Hidden, "font"))
	m.publish()
	shop, hash, _ := m.counter()
	recheck := func(at time.Time) error {
		t.Helper()
		offer, err := terms.Quote(shop, all, terms.Cart{Shop: hash, Lines: []terms.CartLine{{Listing: font, Quantity: 1}}}, at)
		must(t, err)
		return m.recheck(offer, at)
	}
	must(t, recheck(time.Now()))
	if err := recheck(time.Now().Add(MaxStale + time.Hour)); !errors.Is(err, ErrStale) {
		t.Errorf("%v", err)
	}
	m.save(m.item("font").Listing, OnSale)
	m.publish()
	must(t, m.do(func(tx *vault.Tx) error {
		superseded, err := supersededAt(tx, font)
		if !superseded.IsZero() || m.item("font").Version != font {
			t.Error("what is on sale again is another version, or an old one")
		}
		return err
	}))
}

// What an order was placed on can be read for good; versions of the shop that nobody
// ordered from go.
func TestVersionsOfOrdersStay(t *testing.T) {
	m := opened(t)
	m.publish()
	offer := m.offer(listingtest.FiveOff)
	must(t, m.recheck(offer, time.Now()))
	shop, _, _ := m.counter()
	shop.Tagline = "Nobody orders now"
	must(t, m.SaveShop(t.Context(), shop))
	m.publish()
	_, idle, _ := m.counter()
	shop.Tagline = "Open again"
	must(t, m.SaveShop(t.Context(), shop))
	m.publish()
	again := New(m.Options) // which has nothing opened yet
	must(t, m.do(func(tx *vault.Tx) error {
		must(t, pruneShops(tx, time.Now().Add(time.Hour)))
		if _, err := again.ShopAt(tx, offer.Shop); err != nil {
			t.Errorf("the shop of an order: %v", err)
		}
		if _, err := again.ShopAt(tx, idle); !errors.Is(err, ErrVersion) {
			t.Errorf("a shop of no order: %v", err)
		}
		return nil
	}))
}
