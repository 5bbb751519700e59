package storefront

import (
	"errors"
	"testing"
	"time"

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
		return m.do(func(tx *vault.Tx) error { return m.Recheck(tx, offer, at) })
	}
	must(t, recheck(time.Now()))
	if err := recheck(time.Now().Add(MaxStale + time.Hour)); !errors.Is(err, ErrStale) {
		t.Errorf("%v", err)
	}
	m.save(m.item("font").Listing, OnSale)
	m.publish()
	must(t, m.do(func(tx *vault.Tx) error {
		_, superseded, err := readVersion(tx, font)
		if !superseded.IsZero() || m.item("font").Version != font {
			t.Error("what is on sale again is another version, or an old one")
		}
		return err
	}))
}
