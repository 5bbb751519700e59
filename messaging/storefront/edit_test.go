package storefront

import (
	"errors"
	"slices"
	"testing"

	"restante/messaging/money"
	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/listing/listingtest"
	"restante/node/ipfs"
)

func TestNothingIsSoldWithoutAShop(t *testing.T) {
	m := newMerchant(t, newNetwork())
	_, err := m.Save(t.Context(), listingtest.Font(""), Draft)
	if _, shopErr := m.Shop(t.Context()); !errors.Is(err, ErrNoShop) || !errors.Is(shopErr, ErrNoShop) || !errors.Is(m.Publish(t.Context()), ErrNoShop) {
		t.Errorf("%v, %v", err, shopErr)
	}
}

func TestSaveFillsIn(t *testing.T) {
	m := opened(t)
	l := listingtest.Font("somebody else")
	l.Slug, l.Currency, l.Variants[0].SoldOut = "", money.Currency{Code: "USD", Decimals: 2}, true
	first, second := m.save(l, OnSale), m.save(l, OnSale)
	if first != "kiln-sans" || second != "kiln-sans-2" {
		t.Errorf("%q and %q", first, second)
	}
	it := m.item(first)
	if it.Shop != m.Key.ID() || it.Currency.Code != "EUR" || it.Updated.IsZero() || it.Variants[0].SoldOut || it.State != OnSale {
		t.Errorf("%+v", it)
	}
	items, err := m.Items(t.Context())
	must(t, err)
	if len(items) != 6 || items[0].Slug != second {
		t.Errorf("%d listings, first %s", len(items), items[0].Slug)
	}
}

func TestDraftsMayBeIncomplete(t *testing.T) {
	m := opened(t)
	slug := m.save(listing.Listing{Title: "Half a thing"}, Draft)
	if it := m.item(slug); it.Title != "Half a thing" || it.State != Draft {
		t.Errorf("%+v", it)
	}
	if err := m.SetState(t.Context(), OnSale, slug); !errors.Is(err, listing.ErrRange) {
		t.Errorf("half a thing is on sale: %v", err)
	}
	for _, bad := range []listing.Listing{{Slug: "../x"}, {Title: "\xff"}, {Title: string(make([]byte, listing.MaxListing))}} {
		if _, err := m.Save(t.Context(), bad, Draft); err == nil {
			t.Errorf("kept %.20q", bad.Title+bad.Slug)
		}
	}
}

func TestWhatAListingNamesHasToBeThere(t *testing.T) {
	m := opened(t)
	for name, c := range map[string]struct {
		change func(*listing.Listing)
		want   error
	}{
		"profile": {func(l *listing.Listing) { l.Shipping = []string{"Pigeon"} }, ErrProfile},
		"photo":   {func(l *listing.Listing) { l.Photos = []listing.Photo{listingtest.Photo("x")} }, ErrPhoto},
		"size":    {func(l *listing.Listing) { l.Photos = slices.Clone(l.Photos); l.Photos[0].Small.Size++ }, ErrPhoto},
		"title":   {func(l *listing.Listing) { l.Title = "" }, listing.ErrMissing},
	} {
		l := m.item("blue-mug").Listing
		c.change(&l)
		if _, err := m.Save(t.Context(), l, Hidden); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	shop, err := m.Shop(t.Context())
	must(t, err)
	other := shop
	other.Currency = money.Currency{Code: "USD", Decimals: 2}
	if err := m.SaveShop(t.Context(), other); !errors.Is(err, ErrCurrency) {
		t.Errorf("another currency: %v", err)
	}
	shop.Shipping = shop.Shipping[:1]
	if err := m.SaveShop(t.Context(), shop); !errors.Is(err, ErrProfile) {
		t.Errorf("a profile less: %v", err)
	}
	shop.Logo = listingtest.Photo("x")
	if err := m.SaveShop(t.Context(), shop); !errors.Is(err, ErrPhoto) {
		t.Errorf("a logo from nowhere: %v", err)
	}
}

func TestDuplicate(t *testing.T) {
	m := opened(t)
	slug, err := m.Duplicate(t.Context(), "blue-mug")
	must(t, err)
	it := m.item(slug)
	if slug != "blue-mug-2" || it.State != Draft || it.Title != m.item("blue-mug").Title || it.Pieces[0].Free != 0 {
		t.Errorf("%s: %+v", slug, it)
	}
	if _, err := m.Duplicate(t.Context(), "nothing"); !errors.Is(err, ErrNoItem) {
		t.Errorf("%v", err)
	}
}

func TestDelete(t *testing.T) {
	m := opened(t)
	must(t, m.Delete(t.Context(), "font", "book-of-clay"))
	if _, err := m.Item(t.Context(), "font"); !errors.Is(err, ErrNoItem) {
		t.Errorf("%v", err)
	}
	var bad *ItemError
	if err := m.Delete(t.Context(), "blue-mug", "font"); !errors.As(err, &bad) || bad.Slug != "font" {
		t.Errorf("%v", err)
	}
	m.item("blue-mug") // is still there
}

func TestBulkEdit(t *testing.T) {
	m, hidden := opened(t), Hidden
	all := []string{"blue-mug", "font"}
	must(t, m.BulkEdit(t.Context(), all, Edit{
		State: &hidden, Price: PriceChange{PerMillion: 105_000, Amount: 5}, AddTags: []string{"autumn", "clay"}, RemoveTags: []string{"mug", "font"},
	}))
	mug, font := m.item("blue-mug"), m.item("font")
	if mug.Variants[0].Price != 1800+189+5 || font.Variants[0].Price != 3333+350+5 || font.State != Hidden {
		t.Errorf("%+v, %+v", mug.Variants, font.Variants)
	}
	if !slices.Equal(mug.Tags, []string{"clay", "autumn"}) || !slices.Equal(font.Tags, []string{"autumn", "clay"}) {
		t.Errorf("%q, %q", mug.Tags, font.Tags)
	}
	must(t, m.BulkEdit(t.Context(), all, Edit{Price: PriceChange{Down: true, PerMillion: 500_000}}))
	if got := m.item("font").Variants[0].Price; got != 3688-1844 {
		t.Errorf("half the price is %d", got)
	}
	// All of them or none.
	err := m.BulkEdit(t.Context(), all, Edit{Price: PriceChange{Down: true, Amount: 1500}})
	if !errors.Is(err, money.ErrNegative) || m.item("font").Variants[0].Price != 1844 {
		t.Errorf("%v, %d", err, m.item("font").Variants[0].Price)
	}
}

func TestCodesAreKeptForTheirOwner(t *testing.T) {
	m := opened(t)
	must(t, m.SetCode(t.Context(), "Welcome", "autumn 26"))
	codes, err := m.Codes(t.Context())
	must(t, err)
	shop, err := m.Shop(t.Context())
	must(t, err)
	if codes["Welcome"] != "AUTUMN26" || !shop.Discounts[1].Code.Opens("AUTUMN26") {
		t.Errorf("%q, %+v", codes, shop.Discounts[1])
	}
	must(t, m.SetCode(t.Context(), "Welcome", ""))
	if shop, _ = m.Shop(t.Context()); !shop.Discounts[1].Code.None() {
		t.Error("the code stays")
	}
	if err := m.SetCode(t.Context(), "Nothing", "autumn"); !errors.Is(err, listing.ErrUnknown) {
		t.Errorf("%v", err)
	}
}

func TestPhotosAreMadeInThreeSizes(t *testing.T) {
	m := newMerchant(t, newNetwork())
	p, err := m.AddPhoto(t.Context(), drawing(t, "wide", 2000, 1000), "a wide one")
	must(t, err)
	for _, c := range []struct {
		of    listing.Picture
		w, h  int
		bytes uint32
	}{{p.Large, 1280, 640, listing.MaxPicture}, {p.Medium, 640, 320, 96 << 10}, {p.Small, 160, 80, 16 << 10}} {
		b, err := m.Photo(t.Context(), c.of.CID)
		must(t, err)
		w, h := sides(t, b)
		if w != c.w || h != c.h || c.of.Size > c.bytes || uint32(len(b)) != c.of.Size || ipfs.CID(b) != c.of.CID {
			t.Errorf("%d by %d, %d bytes; want %d by %d", w, h, len(b), c.w, c.h)
		}
	}
	small, err := m.AddPhoto(t.Context(), drawing(t, "small", 50, 100), "")
	must(t, err)
	if small.Large != small.Medium {
		t.Error("a small photo was made larger")
	}
	for _, bad := range [][]byte{nil, []byte("not a picture"), drawing(t, "x", 50, 50)[:60]} {
		if _, err := m.AddPhoto(t.Context(), bad, ""); err == nil {
			t.Errorf("kept %d bytes", len(bad))
		}
	}
}
