package storefront

import (
	"errors"
	"testing"

	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/listing/listingtest"
	"restante/node/vault"
)

// What could never be signed is refused while its owner looks at it.
func TestWhatIsTooLargeIsRefusedAtOnce(t *testing.T) {
	m := opened(t)
	l := listingtest.Vast("")
	l.Photos = nil
	for _, state := range []State{OnSale, Hidden} {
		var bad *listing.TooLarge
		if _, err := m.Save(t.Context(), l, state); !errors.As(err, &bad) || bad.Size <= bad.Most {
			t.Errorf("%v", err)
		}
	}
	shop, err := m.Shop(t.Context())
	must(t, err)
	if err := m.SaveShop(t.Context(), listingtest.VastShop(shop)); !errors.Is(err, listing.ErrTooLarge) {
		t.Errorf("%v", err)
	}
	m.publish()
}

// A listing that cannot be signed, however it came there, keeps nothing else from being
// published, and its owner is told of it until it is put right.
func TestOneListingDoesNotHoldUpTheOthers(t *testing.T) {
	m := opened(t)
	m.publish()
	bad := m.item("font").Listing
	bad.Title = ""
	must(t, m.do(func(tx *vault.Tx) error { return putItem(tx, bad, OnSale) }))
	l := m.item("blue-mug").Listing
	l.Title = "A mug"
	m.save(l, OnSale)
	font, mug := m.entry("listings/font"), m.entry("listings/blue-mug")
	m.publish()
	if m.entry("listings/font") != font || m.entry("listings/blue-mug") == mug {
		t.Error("the mug is not published, or the font is")
	}
	m.publish() // and still
	p, err := m.Publication(t.Context())
	must(t, err)
	if len(p.Failed) != 1 || p.Failed[0].Slug != "font" || !errors.Is(p.Failed[0].Why, listing.ErrMissing) || p.Pending {
		t.Errorf("%+v", p)
	}
	bad.Title = "Kiln Sans, bold"
	m.save(bad, OnSale)
	m.publish()
	if p, err := m.Publication(t.Context()); err != nil || len(p.Failed) > 0 || m.entry("listings/font") == font {
		t.Errorf("%+v, %v", p, err)
	}
}

// Who waits for a change to be published hears that it is, though visitors see the same.
func TestAPublicationOfNothingNewIsTold(t *testing.T) {
	m := opened(t)
	m.publish()
	m.save(m.item("font").Listing, OnSale)
	sub := m.Bus.Subscribe(10)
	defer sub.Close()
	m.publish()
	events, _ := sub.Take()
	if len(events) != 1 || events[0] != (Published{}) {
		t.Errorf("%v", events)
	}
	m.publish()
	if events, _ := sub.Take(); len(events) > 0 {
		t.Errorf("then %v", events)
	}
}
