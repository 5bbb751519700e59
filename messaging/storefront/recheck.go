package storefront

import (
	"fmt"
	"time"

	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/terms"
	"restante/node/vault"
)

const maxAhead = 24 * time.Hour // of somebody else's clock

// Recheck computes the terms of an order again from the versions that they name, all
// of them signed here, and gives the shop that it was placed in, a version that is kept
// from then on. Another result is [ErrPrice]; a version that is none is [ErrVersion], and
// one that was superseded over [MaxStale] ago is [ErrStale].
//
// The time that an order says decides which discounts run, so that it may be neither of
// tomorrow nor older than a version may be.
//
// It asks neither what is left of the stock nor how often a discount was used: see
// Reserve and UseDiscounts.
func (s *Service) Recheck(tx *vault.Tx, t terms.Terms, now time.Time) (shop listing.Shop, err error) {
	if err := t.Check(); err != nil {
		return shop, err
	}
	if t.At.After(now.Add(maxAhead)) || now.Sub(t.At) > MaxStale {
		return shop, fmt.Errorf("%w: the order says %s", ErrStale, t.At)
	}
	if shop, err = fresh(tx, t.Shop, now, s.ShopAt); err != nil {
		return shop, err
	}
	listings := make(map[terms.Hash]listing.Listing)
	for i, l := range t.Lines {
		if listings[l.Listing], err = fresh(tx, l.Listing, now, s.ListingAt); err != nil {
			return shop, &terms.LineError{Line: i, Why: err}
		}
	}
	again, err := terms.Quote(shop, listings, t.Cart(), t.At)
	switch {
	case err != nil:
		return shop, fmt.Errorf("%w: %w", ErrPrice, err)
	case !again.Equal(t):
		return shop, ErrPrice
	}
	return shop, keepVersion(tx, t.Shop)
}

// fresh is a version that was current not long ago.
func fresh[V any](tx *vault.Tx, h listing.Hash, now time.Time, at func(*vault.Tx, listing.Hash) (V, error)) (v V, err error) {
	superseded, err := supersededAt(tx, h)
	if err == nil && !superseded.IsZero() && now.Sub(superseded) > MaxStale {
		err = ErrStale
	}
	if err != nil {
		return v, err
	}
	return at(tx, h)
}
