package listing_test

import (
	"errors"
	"testing"

	. "restante/messaging/storefront/listing"
	"restante/messaging/storefront/listing/listingtest"
	"restante/node/identity/identitytest"
	"restante/node/ipfs"
)

// over is how many bytes are too many.
func over(t *testing.T, err error, most int) int {
	t.Helper()
	var bad *TooLarge
	if !errors.As(err, &bad) || bad.Most != most || !errors.Is(err, ErrTooLarge) {
		t.Fatalf("%v", err)
	}
	return bad.Size - bad.Most
}

// What fits can be signed to the last byte, and still once all of it is sold out.
func TestAListingThatFitsCanBeSigned(t *testing.T) {
	k := identitytest.New(t)
	l := listingtest.Vast(k.ID())
	must(t, l.Check())
	l.Description = l.Description[over(t, l.Fits(), MaxListing):]
	more := l
	for ; more.Fits() == nil; more.Description += "x" {
		l = more
	}
	if n := over(t, more.Fits(), MaxListing); n != 1 {
		t.Errorf("%d bytes are too many", n)
	}
	for i := range l.Variants {
		l.Variants[i].SoldOut = true
	}
	signed, _, err := Sign(k, l)
	must(t, err)
	if len(signed) != MaxListing {
		t.Errorf("it has %d bytes", len(signed))
	}
}

// A shop has room for the index of all that it may sell.
func TestAShopThatFitsCanBeSigned(t *testing.T) {
	k := identitytest.New(t)
	s := listingtest.VastShop(listingtest.Shop(t, k.ID()))
	must(t, s.Check())
	n := over(t, s.Fits(), MaxShop)
	for i := range s.Collections {
		cut := min(n, len(s.Collections[i].About))
		s.Collections[i].About = s.Collections[i].About[cut:]
		n -= cut
	}
	first := &s.Collections[0]
	for ; s.Fits() == nil; first.About += "x" {
	}
	first.About = first.About[1:]
	for i := range MaxListings / PerPage {
		s.Pages = append(s.Pages, ipfs.CID([]byte{byte(i)}))
	}
	s.Listings = MaxListings
	signed, _, err := SignShop(k, s)
	must(t, err)
	if len(signed) != MaxShop {
		t.Errorf("there was room for %d bytes", MaxShop-len(signed))
	}
}
