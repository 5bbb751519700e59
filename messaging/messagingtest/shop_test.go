package messagingtest

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"testing"
	"time"

	"restante/messaging/money"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/terms"
	"restante/node/vault"
)

// sells opens a shop with one listing that has a photo.
func (u *User) sells(title string) {
	u.w.t.Helper()
	ctx, shop := context.Background(), u.core.Shop
	u.must("opening a shop", shop.SaveShop(ctx, listing.Shop{Name: "Kiln & Co", Currency: money.Currency{Code: "EUR", Decimals: 2}}))
	var b bytes.Buffer
	u.must("drawing", png.Encode(&b, image.NewGray(image.Rect(0, 0, 300, 200))))
	photo, err := shop.AddPhoto(ctx, b.Bytes(), "as grey as it gets")
	u.must("adding a photo", err)
	_, err = shop.Save(ctx, listing.Listing{
		Kind: listing.Service, Title: title, Photos: []listing.Photo{photo}, Variants: []listing.Variant{{Price: 12000}},
	}, storefront.OnSale)
	u.must("putting a listing on sale", err)
	u.Until("the shop to be published", func() bool {
		p, err := shop.Publication(ctx)
		u.must("looking at one's own shop", err)
		return !p.Pending
	})
}

// visits waits until the user sees somebody's shop with so many listings.
func (u *User) visits(of string, listings uint32) storefront.Front {
	u.w.t.Helper()
	var f storefront.Front
	u.Until("the shop of "+of, func() bool {
		var err error
		f, err = u.core.Shop.Visit(context.Background(), u.w.As(of).id)
		return err == nil && f.Shop.Listings == listings
	})
	return f
}

// A shop is open while its owner sleeps: a push node has all of it. What a visitor
// computes there is what the owner computes when back.
func TestAShopIsOpenWhileItsOwnerSleeps(t *testing.T) {
	w := New(t)
	w.PushNode("oslo")
	alice, bob := w.User("alice", "oslo"), w.User("bob", "oslo")
	alice.sells("A day at the wheel")
	bob.visits("alice", 1)
	alice.sells("Another day")
	bob.visits("alice", 2)
	w.Stop("alice")
	carol, ctx := w.User("carol", "oslo"), context.Background()
	front := carol.visits("alice", 2)
	page, err := carol.core.Shop.Page(ctx, alice.id, 0)
	carol.must("turning to the first page", err)
	card := page.Cards[0]
	l, err := carol.core.Shop.Listing(ctx, alice.id, card.Hash)
	carol.must("looking at a listing", err)
	_, err = carol.core.Shop.Picture(ctx, alice.id, l.Photos[0].Large)
	carol.must("looking at a photo", err)
	offer, err := terms.Quote(front.Shop, map[terms.Hash]listing.Listing{card.Hash: l},
		terms.Cart{Shop: front.Hash, Lines: []terms.CartLine{{Listing: card.Hash, Quantity: 2}}}, time.Now())
	carol.must("adding up", err)
	if offer.Total != 24000 || card.Title != "Another day" {
		t.Errorf("%+v", offer)
	}
	w.Start("alice")
	alice.must("adding up again", alice.node.Vault.Update(ctx, "test", func(tx *vault.Tx) error {
		_, err := alice.core.Shop.Recheck(tx, offer, time.Now())
		return err
	}))
}
