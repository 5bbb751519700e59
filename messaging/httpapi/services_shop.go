package httpapi

import (
	"context"
	"io"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
)

var _ Shop = (*storefront.Service)(nil)

// Shop is one's own shop, and those of others; see package storefront.
type Shop interface {
	OwnShop
	OwnListings
	Stock
	Goods
	Table
	Visits
	Following
}

// OwnShop is what one's shop says about itself.
type OwnShop interface {
	Shop(ctx context.Context) (listing.Shop, error)
	SaveShop(ctx context.Context, s listing.Shop) error
	Codes(ctx context.Context) (map[string]string, error)
	SetCode(ctx context.Context, discount, text string) error
	AddPhoto(ctx context.Context, file []byte, alt string) (listing.Photo, error)
	Photo(ctx context.Context, c cid.Cid) (jpeg []byte, err error)
	Publish(ctx context.Context) error
	Publication(ctx context.Context) (storefront.Publication, error)
}

// OwnListings is what one sells.
type OwnListings interface {
	Items(ctx context.Context) ([]storefront.Item, error)
	Item(ctx context.Context, slug string) (storefront.Item, error)
	// Save keeps a listing under its slug, or without one under a new one.
	Save(ctx context.Context, l listing.Listing, state storefront.State) (slug string, err error)
	Duplicate(ctx context.Context, slug string) (copied string, err error)
	BulkEdit(ctx context.Context, slugs []string, e storefront.Edit) error
	Delete(ctx context.Context, slugs ...string) error
}

// Stock is how much there is of it.
type Stock interface {
	SetPieces(ctx context.Context, slug, variant string, pieces uint32) error
	Restock(ctx context.Context, slug, variant string, pieces uint32) error
	LowStock(ctx context.Context) ([]storefront.Low, error)
	SetThreshold(ctx context.Context, t storefront.Threshold) error
	DropThreshold(ctx context.Context, slug, variant string) error
	Keys(ctx context.Context, slug string) (left, taken int, err error)
	AddKeys(ctx context.Context, slug string, texts []string) (added int, err error)
	RemoveKey(ctx context.Context, slug, text string) error
}

// Goods are files that are sold.
type Goods interface {
	Files(ctx context.Context, slug string) ([]storefront.File, error)
	AddFile(ctx context.Context, slug, name string, from io.Reader) (storefront.File, error)
	RemoveFile(ctx context.Context, slug string, c cid.Cid) error
}

// Table is all listings in one file.
type Table interface {
	Export(ctx context.Context, to io.Writer) error
	Import(ctx context.Context, from io.Reader) (listings int, err error)
}

// Visits is other people's shops.
type Visits interface {
	// Visit asks for the newest version; with an error it may be one that was seen before.
	Visit(ctx context.Context, owner peer.ID) (storefront.Front, error)
	Front(ctx context.Context, owner peer.ID) (storefront.Front, error)
	Page(ctx context.Context, owner peer.ID, n int) (listing.Page, error)
	Search(ctx context.Context, owner peer.ID, q storefront.Query) ([]listing.Card, error)
	Listing(ctx context.Context, owner peer.ID, h listing.Hash) (listing.Listing, error)
	Picture(ctx context.Context, owner peer.ID, p listing.Picture) (jpeg []byte, err error)
}

// Following is the shops that one looks at again.
type Following interface {
	Follow(ctx context.Context, owner peer.ID) error
	Unfollow(ctx context.Context, owner peer.ID) error
	Followed(ctx context.Context) ([]storefront.Front, error)
	Seen(ctx context.Context) ([]storefront.Front, error)
}
