// Package visit is somebody's shop, as buyers see it.
//
//	v := visit.New(options, storefront.Link{Owner: kenji})
//	v.Open()
//
// The front has the shop's name and words, a search, and a card for each listing; a
// card leads to its listing with photos and variants. What is put into the cart gets
// its price from package terms, which the merchant computes again; the check-out asks
// for what is missing, and ends in an order.
//
// # Why
//
// What was seen before is shown at once, and then what the network has. A shop that
// cannot be reached can still be looked at, and ordered from: the order waits.
//
// The cart is kept over restarts, as the versions that were put into it. When the shop is
// opened again they give way to those that it has now; what it does not have any more goes.
//
// The price is computed again for every change of cart, region and code, so that
// nothing is added at the end that was not seen before.
package visit

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/loop"
	"restante/gui/shop/pictures"
	"restante/messaging/contact"
	"restante/messaging/order/event"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/terms"
)

// Shops are those of others.
type Shops interface {
	Visit(ctx context.Context, owner peer.ID) (storefront.Front, error)
	Front(ctx context.Context, owner peer.ID) (storefront.Front, error)
	Page(ctx context.Context, owner peer.ID, n int) (listing.Page, error)
	Search(ctx context.Context, owner peer.ID, q storefront.Query) ([]listing.Card, error)
	Listing(ctx context.Context, owner peer.ID, h listing.Hash) (listing.Listing, error)
	Follow(ctx context.Context, owner peer.ID) error
	Unfollow(ctx context.Context, owner peer.ID) error
	Looked(ctx context.Context, owner peer.ID) error
	// Cart is what was to be ordered when the shop was last left.
	Cart(ctx context.Context, owner peer.ID) ([]terms.CartLine, error)
	KeepCart(ctx context.Context, owner peer.ID, lines []terms.CartLine) error
}

// Orders takes what was decided.
type Orders interface {
	Place(ctx context.Context, o event.Order, key string) (event.ID, error)
}

// People are those whom the visitor knows.
type People interface {
	List(ctx context.Context) ([]contact.Contact, error)
}

// Options are what a View needs.
type Options struct {
	Shops    Shops
	Orders   Orders // nil: one can only look
	People   People // nil: nobody has a name
	Pictures *pictures.Pictures
	Own      bool // it is one's own shop, as buyers see it
	Loop     loop.Loop
	Now      func() time.Time
	Canvas   func() fyne.Canvas
	Notice   func(string)
	Back     func() // leaves the shop
	// Browse opens an address in the browser; nil: it is only shown.
	Browse func(address string) error
	Order  func(event.ID) // shows an order that was placed; may be nil
}

type words = map[string]any
