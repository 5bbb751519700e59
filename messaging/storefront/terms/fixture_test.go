package terms

import (
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/listing/listingtest"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// counter is a shop with a buyer in front of it.
type counter struct {
	shop     listing.Shop
	listings map[Hash]listing.Listing
}

// Hashes of the listings on the counter.
var mug, book, font, day = Hash{1}, Hash{2}, Hash{3}, Hash{4}

func newCounter(t testing.TB) counter {
	owner := peer.ID("the shop")
	return counter{listingtest.Shop(t, owner), map[Hash]listing.Listing{
		mug: listingtest.Mug(owner), book: listingtest.Book(owner), font: listingtest.Font(owner), day: listingtest.Day(owner),
	}}
}

func cart(region string, lines ...CartLine) Cart {
	return Cart{Shop: Hash{9}, Region: region, Lines: lines}
}

func (c counter) quote(t testing.TB, of Cart) Terms {
	t.Helper()
	q, err := Quote(c.shop, c.listings, of, listingtest.At)
	must(t, err)
	return q
}

var (
	twoMugs  = CartLine{mug, "blue-s", 2, "Parcel", "Standard"}
	redMug   = CartLine{mug, "red-l", 1, "Parcel", "Standard"}
	oneBook  = CartLine{book, "", 1, "Letter", "Book post"}
	oneFont  = CartLine{Listing: font, Quantity: 1}
	threeDay = CartLine{Listing: day, Quantity: 3}
)
