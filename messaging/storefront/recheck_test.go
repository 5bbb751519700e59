package storefront

import (
	"errors"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/listing/listingtest"
	"restante/messaging/storefront/terms"
	"restante/node/identity/identitytest"
	"restante/node/vault"
)

// counter is what a buyer has in hand: versions by hash.
func (m *merchant) counter() (listing.Shop, terms.Hash, map[terms.Hash]listing.Listing) {
	m.t.Helper()
	f, err := m.Visit(m.t.Context(), m.Key.ID())
	must(m.t, err)
	cards, err := m.Search(m.t.Context(), m.Key.ID(), Query{})
	must(m.t, err)
	all := make(map[terms.Hash]listing.Listing)
	for _, c := range cards {
		all[c.Hash], err = m.Listing(m.t.Context(), m.Key.ID(), c.Hash)
		must(m.t, err)
	}
	return f.Shop, f.Hash, all
}

// offer is the terms of two mugs and a font.
func (m *merchant) offer(codes ...string) terms.Terms {
	m.t.Helper()
	shop, hash, all := m.counter()
	t, err := terms.Quote(shop, all, terms.Cart{Shop: hash, Region: "DE", Codes: codes, Lines: []terms.CartLine{
		{Listing: m.item("blue-mug").Version, Variant: "blue-s", Quantity: 2, Profile: "Parcel", Service: "Standard"},
		{Listing: m.item("font").Version, Quantity: 1},
	}}, time.Now())
	must(m.t, err)
	return t
}

func (m *merchant) recheck(t terms.Terms, now time.Time) error {
	return m.do(func(tx *vault.Tx) error {
		_, err := m.Recheck(tx, t, now)
		return err
	})
}

func TestRecheck(t *testing.T) {
	m := opened(t)
	m.publish()
	offer := m.offer(listingtest.FiveOff)
	must(t, m.recheck(offer, time.Now()))
	b, err := terms.Encode(offer)
	must(t, err)
	offer, err = terms.Decode(b)
	must(t, err)
	must(t, m.recheck(offer, time.Now()))
}

// A buyer who computes with another price has terms that add up, and are not ours.
func TestForgedPricesAreFound(t *testing.T) {
	m := opened(t)
	m.publish()
	shop, hash, all := m.counter()
	font := m.item("font").Version
	cheap := all[font]
	cheap.Variants = []listing.Variant{{Price: 1}}
	cart := terms.Cart{Shop: hash, Lines: []terms.CartLine{{Listing: font, Quantity: 1}}}
	forged, err := terms.Quote(shop, map[terms.Hash]listing.Listing{font: cheap}, cart, time.Now())
	must(t, err)
	must(t, forged.Check())
	if err := m.recheck(forged, time.Now()); !errors.Is(err, ErrPrice) {
		t.Errorf("a cheap font: %v", err)
	}
	discounted := shop
	discounted.Discounts = []listing.Discount{{Name: "All", Off: listing.Percent, PerMillion: 1_000_000}}
	forged, err = terms.Quote(discounted, all, cart, time.Now())
	must(t, err)
	if err := m.recheck(forged, time.Now()); !errors.Is(err, ErrPrice) {
		t.Errorf("a discount of one's own: %v", err)
	}
	unknown := cart
	unknown.Lines = []terms.CartLine{{Listing: terms.Hash{1}, Quantity: 1}}
	forged, err = terms.Quote(shop, map[terms.Hash]listing.Listing{{1}: cheap}, unknown, time.Now())
	must(t, err)
	var line *terms.LineError
	if err := m.recheck(forged, time.Now()); !errors.Is(err, ErrVersion) || !errors.As(err, &line) {
		t.Errorf("a version of one's own: %v", err)
	}
	// The hash of a shop is no listing, and a listing's is no shop.
	swapped := cart
	swapped.Shop = font
	forged, err = terms.Quote(shop, all, swapped, time.Now())
	must(t, err)
	if err := m.recheck(forged, time.Now()); !errors.Is(err, ErrVersion) {
		t.Errorf("a listing as shop: %v", err)
	}
	renamed := m.offer()
	renamed.Lines[0].Title = "Golden mug"
	if err := m.recheck(renamed, time.Now()); !errors.Is(err, ErrPrice) {
		t.Errorf("another name at the same price: %v", err)
	}
	if forged.Total++; m.recheck(forged, time.Now()) == nil {
		t.Error("terms that do not add up")
	}
}

// An order on what was offered a while ago is good; one on what was long ago is not.
func TestOldVersionsAreTakenForAWhile(t *testing.T) {
	m := opened(t)
	m.publish()
	offer := m.offer()
	l := m.item("font").Listing
	l.Variants[0].Price = 9999
	m.save(l, OnSale)
	m.publish()
	must(t, m.recheck(offer, time.Now()))
	later := func(d time.Duration, at time.Time) error {
		again := offer
		again.At = at.UTC().Truncate(time.Millisecond)
		return m.recheck(again, time.Now().Add(d))
	}
	must(t, later(MaxStale-time.Hour, offer.At))
	if err := later(MaxStale+time.Hour, time.Now().Add(MaxStale)); !errors.Is(err, ErrStale) {
		t.Errorf("after five weeks: %v", err)
	}
	if err := later(0, time.Now().Add(25*time.Hour)); !errors.Is(err, ErrStale) {
		t.Errorf("of tomorrow: %v", err)
	}
	if err := later(0, time.Now().Add(-MaxStale-time.Hour)); !errors.Is(err, ErrStale) {
		t.Errorf("of long ago: %v", err)
	}
}

func TestDiscountsAreCounted(t *testing.T) {
	m := opened(t)
	shop, err := m.Shop(t.Context())
	must(t, err)
	shop.Discounts[1].Limit = 2
	must(t, m.SaveShop(t.Context(), shop))
	m.publish()
	offer := m.offer(listingtest.FiveOff)
	alice, bob, carol := identitytest.New(t).ID(), identitytest.New(t).ID(), identitytest.New(t).ID()
	for _, c := range []struct {
		order string
		who   peer.ID
		want  error
	}{{"1", alice, nil}, {"1", alice, nil}, {"2", alice, ErrUsed}, {"3", bob, nil}, {"4", carol, ErrUsed}} {
		err := m.do(func(tx *vault.Tx) error { return m.UseDiscounts(tx, c.order, c.who, offer) })
		if !errors.Is(err, c.want) || (err == nil) != (c.want == nil) {
			t.Errorf("order %s: %v, want %v", c.order, err, c.want)
		}
	}
	must(t, m.do(func(tx *vault.Tx) error { return m.ReturnDiscounts(tx, "1") }))
	must(t, m.do(func(tx *vault.Tx) error { return m.UseDiscounts(tx, "4", carol, offer) }))
}
