package visit

import (
	"context"
	"slices"

	"fyne.io/fyne/v2/lang"

	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/terms"
)

// keep keeps the cart as it is.
func (c *cart) keep() {
	if c.v.o.Own {
		return
	}
	lines := slices.Clone(c.lines)
	c.v.o.Loop.InOrder(func(ctx context.Context) func() {
		err := c.v.o.Shops.KeepCart(ctx, c.v.at.Owner, lines)
		return func() {
			if err != nil {
				c.v.o.Notice(err.Error())
			}
		}
	})
}

// restore brings the cart back that was left, once the shop is there.
func (c *cart) restore() {
	if c.restored || c.v.o.Own {
		return
	}
	c.restored = true
	v := c.v
	v.o.Loop.InOrder(func(ctx context.Context) func() {
		lines, known, err := v.kept(ctx)
		return func() {
			if err != nil || len(lines) == 0 || len(c.lines) > 0 {
				return
			}
			for h, l := range known {
				v.known[h] = l
			}
			gone := c.take(lines)
			v.renew()
			if gone > 0 {
				v.o.Notice(lang.N("{{.N}} things of your cart are not there any more", gone, words{"N": gone}))
			}
		}
	})
}

// take puts in what there still is, and tells how much there is not.
func (c *cart) take(lines []terms.CartLine) (gone int) {
	for _, l := range lines {
		variant, there := c.v.known[l.Listing].Variant(l.Variant)
		if !there || variant.SoldOut {
			gone++
			continue
		}
		c.lines = append(c.lines, l)
	}
	return gone
}

// kept is the cart that was left, with the newest version of each listing in it.
func (v *View) kept(ctx context.Context) (lines []terms.CartLine, known map[listing.Hash]listing.Listing, err error) {
	lines, err = v.o.Shops.Cart(ctx, v.at.Owner)
	if err != nil || len(lines) == 0 {
		return nil, nil, err
	}
	cards, err := v.o.Shops.Search(ctx, v.at.Owner, storefront.Query{})
	if err != nil {
		return nil, nil, err
	}
	known = make(map[listing.Hash]listing.Listing)
	for i := range lines {
		was, err := v.o.Shops.Listing(ctx, v.at.Owner, lines[i].Listing)
		at := slices.IndexFunc(cards, func(c listing.Card) bool { return c.Hash == lines[i].Listing || err == nil && c.Slug == was.Slug })
		if at < 0 {
			continue
		}
		now, err := v.o.Shops.Listing(ctx, v.at.Owner, cards[at].Hash)
		if err != nil {
			return nil, nil, err
		}
		lines[i].Listing = cards[at].Hash
		known[cards[at].Hash] = now
	}
	return lines, known, nil
}
