package listing

import (
	"crypto/ed25519"
	"fmt"
	"slices"

	"github.com/ipfs/go-cid"

	"restante/node/ipfs"
)

// TooLarge says how many bytes something has, and how many it may have.
type TooLarge struct{ Size, Most int }

func (e *TooLarge) Error() string { return fmt.Sprintf("%v: %d of %d", ErrTooLarge, e.Size, e.Most) }

func (e *TooLarge) Unwrap() error { return ErrTooLarge }

func fit(size, most int) error {
	if size > most {
		return &TooLarge{size, most}
	}
	return nil
}

// Fits reports, as a [TooLarge], a listing that cannot be signed, as it is or once all of
// it is sold out.
func (l Listing) Fits() error {
	l.Variants = slices.Clone(l.Variants)
	for i := range l.Variants {
		l.Variants[i].SoldOut = true
	}
	body, err := l.toWire()
	if err != nil {
		return err
	}
	return fit(ed25519.SignatureSize+len(body), MaxListing)
}

// Fits reports, as a [TooLarge], a shop that cannot be signed once it has all the pages
// that it may have.
func (s Shop) Fits() error {
	s.Pages, s.Listings = slices.Repeat([]cid.Cid{ipfs.CIDOf(Hash{})}, MaxListings/PerPage), MaxListings
	body, err := s.toWire()
	if err != nil {
		return err
	}
	return fit(ed25519.SignatureSize+len(body), MaxShop)
}
