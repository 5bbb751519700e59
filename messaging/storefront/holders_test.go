package storefront

import (
	"errors"
	"testing"
	"testing/fstest"
	"time"

	"github.com/ipfs/go-cid"

	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/listing/listingtest"
	"restante/node/identity/identitytest"
	"restante/node/ipfs"
)

// Whoever holds the blocks can do no more than keep them back.
func TestHostileHolders(t *testing.T) {
	shop, v := street(t)
	ctx, owner, net := t.Context(), shop.Key.ID(), shop.net
	other := newMerchant(t, net)
	other.open()
	other.publish()
	old := shop.root()
	for name, c := range map[string]struct {
		root   cid.Cid
		change func(cid.Cid, []byte) []byte
	}{
		"other bytes":         {old, func(_ cid.Cid, b []byte) []byte { return append(b[:len(b):len(b)], 0) }},
		"nothing":             {old, func(cid.Cid, []byte) []byte { return nil }},
		"another shop's root": {other.root(), func(c cid.Cid, _ []byte) []byte { b, _ := other.Store.Get(ctx, c); return b }},
		"no folder":           {shop.entry("shop"), nil},
		"no shop in it":       {shop.entry("listings"), nil},
	} {
		net.roots[owner], net.change = c.root, c.change
		if _, err := v.Visit(ctx, owner); !errors.Is(err, ErrForeign) {
			t.Errorf("%s: %v", name, err)
		}
	}
	net.roots[owner], net.change = old, nil
	_, err := v.Visit(ctx, owner)
	must(t, err)
	page, err := other.Page(ctx, owner, 0)
	if !errors.Is(err, ErrNotHere) {
		t.Errorf("%+v, %v", page, err)
	}
	theirs := other.item("font").Version
	net.change = func(c cid.Cid, _ []byte) []byte { b, _ := other.Store.Get(ctx, c); return b }
	if _, err := v.Listing(ctx, owner, theirs); !errors.Is(err, ErrForeign) {
		t.Errorf("another shop's listing: %v", err)
	}
	net.change = func(cid.Cid, []byte) []byte { b, _ := shop.Store.Get(ctx, shop.entry("listings/font")); return b }
	if l, err := v.Listing(ctx, owner, shop.item("blue-mug").Version); !errors.Is(err, ErrForeign) {
		t.Errorf("another listing, %s: %v", l.Slug, err)
	}
	stale, _, err := listing.EncodePage(listing.Page{Shop: owner, Cards: []listing.Card{{Slug: "gone", Title: "Gone", Kind: listing.Digital, Hash: listing.Hash{1}}}})
	must(t, err)
	net.change = func(cid.Cid, []byte) []byte { return stale }
	if page, err := v.Page(ctx, owner, 0); !errors.Is(err, ErrForeign) {
		t.Errorf("another page: %+v, %v", page, err)
	}
	text := []byte("no picture")
	net.change = func(cid.Cid, []byte) []byte { return text }
	if _, err := v.Picture(ctx, owner, listing.Picture{CID: ipfs.CID(text), Size: 10}); !errors.Is(err, ErrForeign) {
		t.Errorf("no picture: %v", err)
	}
}

// An old version that a holder shows again is not believed to be the newest.
func TestRollbackIsNotSeen(t *testing.T) {
	shop, v := street(t)
	ctx, owner, old := t.Context(), shop.Key.ID(), shop.root()
	must(t, shop.Delete(ctx, "font"))
	shop.publish()
	_, err := v.Visit(ctx, owner)
	must(t, err)
	shop.net.roots[owner] = old
	f, err := v.Visit(ctx, owner)
	must(t, err)
	if f.Shop.Listings != 3 {
		t.Errorf("%d listings: the font is back", f.Shop.Listings)
	}
}

// A shop of next week would keep out all those of this week.
func TestAShopOfTheFutureIsNotBelieved(t *testing.T) {
	net, k := newNetwork(), identitytest.New(t)
	v, store := newMerchant(t, net), newMerchant(t, net).Store
	net.stores[k.ID()] = store
	for ahead, want := range map[time.Duration]error{maxAhead + time.Hour: ErrForeign, maxAhead - time.Hour: nil} {
		shop := listingtest.Shop(t, k.ID())
		shop.Updated = now().Add(ahead)
		signed, _, err := listing.SignShop(k, shop)
		must(t, err)
		net.roots[k.ID()], _, err = store.AddFolder(t.Context(), fstest.MapFS{"shop": {Data: signed}})
		must(t, err)
		if _, err := v.Visit(t.Context(), k.ID()); !errors.Is(err, want) {
			t.Errorf("%v ahead: %v", ahead, err)
		}
	}
}
