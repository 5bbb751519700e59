package shop

import (
	"context"
	"crypto/sha256"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/shop/visit"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/terms"
)

// asBuyer is one's own shop as it will look to visitors, whether it is published or not.
type asBuyer struct {
	shop  listing.Shop
	items []storefront.Item // on sale
}

// lookAtOwn shows the shop as a buyer sees it.
func (p *Page) lookAtOwn() {
	own := &asBuyer{shop: p.last.shop}
	for _, it := range p.last.items {
		if it.State == storefront.OnSale && len(it.Variants) > 0 {
			own.items = append(own.items, it)
		}
	}
	o := p.visitOptions(own, nil)
	o.Own = true
	p.enter(visit.New(o, storefront.Link{}))
}

func (b *asBuyer) Visit(ctx context.Context, owner peer.ID) (storefront.Front, error) {
	return b.Front(ctx, owner)
}

func (b *asBuyer) Front(context.Context, peer.ID) (storefront.Front, error) {
	front := storefront.Front{Shop: b.shop}
	front.Shop.Listings = uint32(len(b.items))
	return front, nil
}

func (b *asBuyer) Page(_ context.Context, _ peer.ID, n int) (page listing.Page, err error) {
	if n*listing.PerPage >= len(b.items) {
		return page, storefront.ErrNoPage
	}
	for _, it := range b.items[n*listing.PerPage : min(len(b.items), (n+1)*listing.PerPage)] {
		page.Cards = append(page.Cards, listing.CardOf(it.Listing, key(it)))
	}
	return page, nil
}

// key stands for the hash that a version of a listing will have.
func key(it storefront.Item) listing.Hash { return sha256.Sum256([]byte(it.Slug)) }

func (b *asBuyer) Search(_ context.Context, _ peer.ID, q storefront.Query) (all []listing.Card, err error) {
	for _, it := range b.items {
		if c := listing.CardOf(it.Listing, key(it)); q.Fits(c) {
			all = append(all, c)
		}
	}
	q.Arrange(all)
	return all, nil
}

func (b *asBuyer) Listing(_ context.Context, _ peer.ID, h listing.Hash) (listing.Listing, error) {
	for _, it := range b.items {
		if key(it) == h {
			return it.Listing, nil
		}
	}
	return listing.Listing{}, storefront.ErrNoItem
}

// Looked, Cart and KeepCart are for the shops of others: nothing is bought of oneself.
func (b *asBuyer) Looked(context.Context, peer.ID) error                     { return nil }
func (b *asBuyer) Cart(context.Context, peer.ID) ([]terms.CartLine, error)   { return nil, nil }
func (b *asBuyer) KeepCart(context.Context, peer.ID, []terms.CartLine) error { return nil }

// Follow and Unfollow are offered for the shops of others alone.
func (b *asBuyer) Follow(context.Context, peer.ID) error   { return nil }
func (b *asBuyer) Unfollow(context.Context, peer.ID) error { return nil }

var _ visit.Shops = (*asBuyer)(nil)
