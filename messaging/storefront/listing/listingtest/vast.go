package listingtest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/storefront/listing"
)

// Vast is a mug with all texts and variants that a listing may have, each of them valid,
// and together too large.
func Vast(of peer.ID) listing.Listing {
	l := Mug(of)
	l.Description, l.Returns, l.Terms = long(listing.MaxDescription), long(listing.MaxText), long(listing.MaxText)
	l.Options, l.Variants = nil, nil
	for i := range listing.MaxOptions {
		o := listing.Option{Name: fmt.Sprint(i, long(listing.MaxName-1))}
		for j := range 10 {
			o.Choices = append(o.Choices, fmt.Sprint(j, long(listing.MaxName-1)))
		}
		l.Options = append(l.Options, o)
	}
	for i := range listing.MaxVariants {
		choices := []string{l.Options[0].Choices[i/10], l.Options[1].Choices[i%10], l.Options[2].Choices[0]}
		l.Variants = append(l.Variants, listing.Variant{Choices: choices, Price: 1800, SKU: long(listing.MaxSKU)})
	}
	listing.NameVariants(l.Variants, nil)
	return l
}

// VastShop is a shop with all collections that there may be, and as much to say of each.
func VastShop(of listing.Shop) listing.Shop {
	of.Collections = slices.Clone(of.Collections)
	for i := len(of.Collections); i < listing.MaxCollections; i++ {
		of.Collections = append(of.Collections, listing.Collection{Slug: fmt.Sprint("shelf-", i), Title: "Shelf", About: long(listing.MaxText)})
	}
	return of
}

func long(bytes int) string { return strings.Repeat("x", bytes) }
