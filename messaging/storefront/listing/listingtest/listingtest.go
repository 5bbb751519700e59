// Package listingtest is a small shop for the tests of other packages: mugs that are
// shipped, books with a tax of their own, a font to download, and a day of work.
package listingtest

import (
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/money"
	"restante/messaging/storefront/listing"
	"restante/node/ipfs"
)

// Codes of the shop's discounts.
const (
	FiveOff      = "WELCOME5"
	FreeShipping = "SHIPFREE"
)

// At is when everything here was made.
var At = time.Date(2026, 11, 2, 9, 30, 0, 0, time.UTC)

var euro = money.Currency{Code: "EUR", Decimals: 2}

// Shop ships parcels, has taxes in Germany and California, and takes a tenth off mugs.
func Shop(t testing.TB, of peer.ID) listing.Shop {
	t.Helper()
	return listing.Shop{
		Peer: of, Updated: At, Name: "Kiln & Co", Tagline: "Pots for every day", About: "We burn clay.\nSince 1998.",
		Location: "Köln", Contact: "hello@kiln.example", Website: "https://kiln.example/", Logo: Photo("logo"),
		Terms: "By the law.", Returns: "30 days.", Privacy: "We keep your address for ten years.",
		Payments:    []listing.Payment{{Name: "Bank transfer", Text: "IBAN DE02 1203 0000 0000 2020 51"}, {Name: "Cash"}},
		Collections: []listing.Collection{{Slug: "mugs", Title: "Mugs"}, {Slug: "new", Title: "New", About: "This month."}},
		Away:        []listing.Away{{From: At.AddDate(0, 1, 0), Until: At.AddDate(0, 1, 14), Message: "We are at the sea."}},
		Answers:     24 * time.Hour, Currency: euro, Shipping: profiles(), ShippingTaxClass: "shipping", Taxes: taxes(),
		Discounts: []listing.Discount{
			{Name: "A tenth off mugs", Off: listing.Percent, PerMillion: 100_000, Collections: []string{"mugs"}},
			{Name: "Welcome", Code: code(t, FiveOff), Off: listing.Fixed, Amount: 500, Minimum: 2000, Limit: 100, OncePerBuyer: true},
			{Name: "Free shipping", Code: code(t, FreeShipping), Off: listing.FreeShipping, Until: At.AddDate(0, 3, 0)},
		},
	}
}

func code(t testing.TB, text string) listing.Code {
	t.Helper()
	c, err := listing.NewCode(text)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func profiles() []listing.Profile {
	standard := listing.ShippingService{Name: "Standard", Price: 490, Extra: 100, Days: listing.Days{Min: 2, Max: 4}}
	express := listing.ShippingService{Name: "Express", Price: 990, Extra: 250, Days: listing.Days{Min: 1, Max: 1}}
	abroad := listing.ShippingService{Name: "Standard", Price: 1890, Extra: 900, Days: listing.Days{Min: 7, Max: 20}}
	return []listing.Profile{
		{Name: "Parcel", From: "DE", Zones: []listing.Zone{
			{Name: "Home", Regions: []string{"DE"}, Services: []listing.ShippingService{standard, express}},
			{Regions: []string{listing.Everywhere}, Services: []listing.ShippingService{abroad}},
		}},
		{Name: "Letter", From: "DE", Zones: []listing.Zone{
			{Name: "Home", Regions: []string{"DE", "AT"}, Services: []listing.ShippingService{{Name: "Book post", Price: 195}}},
		}},
	}
}

func taxes() []listing.TaxRate {
	german, californian := []string{"DE"}, []string{"US-CA"}
	return []listing.TaxRate{
		{Name: "VAT", Regions: german, PerMillion: 190_000, Included: true},
		{Name: "VAT", Class: "books", Regions: german, PerMillion: 70_000, Included: true},
		{Name: "VAT", Class: "shipping", Regions: german, PerMillion: 190_000, Included: true},
		{Name: "Sales tax", Regions: californian, PerMillion: 72_500},
		{Name: "City tax", Regions: californian, PerMillion: 12_500},
	}
}

// Mug comes in two sizes and two colours; one combination there is not, and one is
// sold out.
func Mug(of peer.ID) listing.Listing {
	return listing.Listing{
		Shop: of, Updated: At, Slug: "blue-mug", Kind: listing.Physical, Title: "Mug, thrown by hand",
		Description: "Holds tea.\n\nAnd coffee.", Category: "Kitchen", Condition: listing.New,
		Tags: []string{"mug", "clay"}, Collections: []string{"mugs", "new"}, Photos: []listing.Photo{Photo("mug"), Photo("mug from above")},
		Currency: euro, Options: []listing.Option{{Name: "Colour", Choices: []string{"Blue", "Red"}}, {Name: "Size", Choices: []string{"S", "L"}}},
		Variants: []listing.Variant{
			{ID: "blue-s", Choices: []string{"Blue", "S"}, Price: 1800, SKU: "MUG-B-S", Counted: true},
			{ID: "blue-l", Choices: []string{"Blue", "L"}, Price: 2200, SKU: "MUG-B-L", Counted: true, SoldOut: true},
			{ID: "red-l", Choices: []string{"Red", "L"}, Price: 2250},
		},
		Shipping: []string{"Parcel"}, Processing: listing.Days{Min: 1, Max: 3}, Returns: "Unused, within 14 days.",
	}
}

// Book is taxed less and may come by letter.
func Book(of peer.ID) listing.Listing {
	return listing.Listing{
		Shop: of, Updated: At, Slug: "book-of-clay", Kind: listing.Physical, Title: "The book of clay", Condition: listing.Used,
		Currency: euro, Variants: []listing.Variant{{Price: 2495, Counted: true}}, Shipping: []string{"Letter", "Parcel"}, TaxClass: "books",
	}
}

// Font is delivered by itself.
func Font(of peer.ID) listing.Listing {
	return listing.Listing{
		Shop: of, Updated: At, Slug: "font", Kind: listing.Digital, Title: "Kiln Sans", Tags: []string{"font"},
		Currency: euro, Variants: []listing.Variant{{Price: 3333}}, Delivery: listing.ByKey, Terms: "Five desks.",
	}
}

// Day is a day of work.
func Day(of peer.ID) listing.Listing {
	return listing.Listing{
		Shop: of, Updated: At, Slug: "day-at-the-wheel", Kind: listing.Service, Title: "A day at the wheel",
		Currency: euro, Variants: []listing.Variant{{Price: 12000}}, Processing: listing.Days{Min: 7, Max: 30},
	}
}

// Photo is one whose bytes are nowhere.
func Photo(of string) listing.Photo {
	return listing.Photo{Alt: of, Large: picture(of + " large"), Medium: picture(of + " medium"), Small: picture(of + " small")}
}

func picture(text string) listing.Picture {
	return listing.Picture{CID: ipfs.CID([]byte(text)), Size: uint32(len(text))}
}
