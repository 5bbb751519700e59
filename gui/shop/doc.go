// Package shop is the page of one's own shop, and of those of others.
//
// It opens with the listings as cards: all, or those that a chip names, or a search.
// Above them stands whether visitors can see the shop while its owner is away. A card
// leads to the editor of its listing; the settings hold what all listings share. A
// shop of somebody else, found by a link or on their page, takes the place of one's
// own until it is left: see package [restante/gui/shop/visit].
//
// Views are one above the other: home, then perhaps an editor, the settings, or a
// visit. Each has a way back.
//
// # Vocabulary
//
//   - listing, shop, variant: as in package listing
//   - card: a listing on the page, see package [restante/gui/shop/grid]
//   - low: of what is counted there are few pieces left; at how many, the shop says, or
//     the listing
//   - table: all listings as a CSV file
//   - view: what takes the whole page
//
// # Why
//
// The editor saves when it is told to, not while one types: a half-written price must
// not be published. What the core refuses stands beside the field that it is about.
package shop

import (
	"context"
	"io"
	"time"

	"fyne.io/fyne/v2"
	"github.com/ipfs/go-cid"

	"restante/gui/loop"
	"restante/gui/portrait"
	"restante/gui/shop/pictures"
	"restante/gui/shop/visit"
	"restante/messaging"
	"restante/messaging/order/event"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
)

// Shop is one's own shop as a whole.
type Shop interface {
	Shop(ctx context.Context) (listing.Shop, error)
	SaveShop(ctx context.Context, shop listing.Shop) error
	Publication(ctx context.Context) (storefront.Publication, error)
	Publish(ctx context.Context) error
	Codes(ctx context.Context) (codes map[string]string, err error)
	SetCode(ctx context.Context, discount, text string) error
}

// Listings are what it sells.
type Listings interface {
	Items(ctx context.Context) ([]storefront.Item, error)
	Save(ctx context.Context, l listing.Listing, state storefront.State) (slug string, err error)
	SetPieces(ctx context.Context, slug, variant string, pieces uint32) error
	Recount(ctx context.Context, slug, variant string, seen, pieces uint32) error
	Thresholds(ctx context.Context) ([]storefront.Threshold, error)
	SetThreshold(ctx context.Context, t storefront.Threshold) error
	DropThreshold(ctx context.Context, slug, variant string) error
	AddPhoto(ctx context.Context, data []byte, alt string) (listing.Photo, error)
	Duplicate(ctx context.Context, slug string) (copied string, err error)
	Delete(ctx context.Context, slugs ...string) error
}

// Goods are what digital listings hand over by themselves.
type Goods interface {
	Keys(ctx context.Context, slug string) (left, taken int, err error)
	AddKeys(ctx context.Context, slug string, texts []string) (added int, err error)
	RemoveKey(ctx context.Context, slug, text string) error
	Files(ctx context.Context, slug string) ([]storefront.File, error)
	AddFile(ctx context.Context, slug, name string, from io.Reader) (storefront.File, error)
	RemoveFile(ctx context.Context, slug string, c cid.Cid) error
}

// Many changes several listings at once.
type Many interface {
	SetState(ctx context.Context, state storefront.State, slugs ...string) error
	BulkEdit(ctx context.Context, slugs []string, e storefront.Edit) error
	Export(ctx context.Context, to io.Writer) error
	Import(ctx context.Context, from io.Reader) (listings int, err error)
}

// Core is what the page needs of the storefront.
type Core interface {
	Shop
	Listings
	Goods
	Many
	Followed(ctx context.Context) ([]storefront.Front, error)
	visit.Shops
	pictures.Reader
}

// Nodes are those that show the shop while its owner is away.
type Nodes interface {
	PushNodes(ctx context.Context) ([]messaging.PushNode, error)
}

// Policy is what becomes of orders that nobody answers.
type Policy interface {
	Patience(ctx context.Context) (after time.Duration, err error)
	SetPatience(ctx context.Context, after time.Duration) error
}

// Options are what a Page needs.
type Options struct {
	Core    Core
	Nodes   Nodes
	Orders  visit.Orders   // nil: one can only look
	Order   func(event.ID) // shows an order that was placed; may be nil
	Policy  Policy         // nil: it is not asked for
	People  visit.People   // nil: nobody has a name
	Faces   *portrait.Portraits
	Loop    loop.Loop
	Now     func() time.Time // in the zone that times are shown in
	Canvas  func() fyne.Canvas
	Notice  func(string)
	Network func() // turns to the page of push nodes
	// Browse opens an address in the browser; nil: it is only shown.
	Browse func(address string) error
	// Choose lets the user choose a picture's file, and calls take if they do.
	Choose func(take func(io.ReadCloser))
	// File lets them choose any file; nil: there are none to be sold.
	File func(take func(name string, from io.ReadCloser))
	// Table lets them choose a table's file; nil: there is no import.
	Table func(take func(io.ReadCloser))
	// Save lets them choose where a file of this name goes; nil: there is no export.
	Save func(name string, take func(path string))
}

type words = map[string]any
