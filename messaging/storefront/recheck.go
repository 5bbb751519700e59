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
// of them signed here. Another result is [ErrPrice]; a version that is none is
// [ErrVersion], and one that was superseded over [MaxStale] ago is [ErrStale].
//
// The time that an order says decides which discounts run, so that it may be neither of
// tomorrow nor older than a version may be.
//
// It asks neither what is left of the stock nor how often a discount was used: see
// Reserve and UseDiscounts.
func (s *Service) Recheck(tx *vault.Tx, t terms.Terms, now time.Time) error {
	if err := t.Check(); err != nil {
		return err
	}
	if t.At.After(now.Add(maxAhead)) || now.Sub(t.At) > MaxStale {
		return fmt.Errorf("%w: the order says %s", ErrStale, t.At)
	}
	signed, err := fresh(tx, t.Shop, now)
	if err != nil {
		return err
	}
	shop, err := listing.OpenShop(signed)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrVersion, err)
	}
	listings := make(map[terms.Hash]listing.Listing)
	for i, l := range t.Lines {
		if signed, err = fresh(tx, l.Listing, now); err != nil {
			return &terms.LineError{Line: i, Why: err}
		}
		if listings[l.Listing], err = listing.Open(signed); err != nil {
			return &terms.LineError{Line: i, Why: fmt.Errorf("%w: %w", ErrVersion, err)}
		}
	}
	again, err := terms.Quote(shop, listings, t.Cart(), t.At)
	switch {
	case err != nil:
		return fmt.Errorf("%w: %w", ErrPrice, err)
	case !again.Equal(t):
		return ErrPrice
	}
	return nil
}

// fresh is a version that was current not long ago.
func fresh(tx *vault.Tx, h listing.Hash, now time.Time) (signed []byte, err error) {
	signed, superseded, err := readVersion(tx, h)
	if err == nil && !superseded.IsZero() && now.Sub(superseded) > MaxStale {
		err = ErrStale
	}
	return signed, err
}

// Version is a signed listing or shop by its hash, for whoever asks what an order was
// placed on.
func (s *Service) Version(tx *vault.Tx, h listing.Hash) (signed []byte, err error) {
	signed, _, err = readVersion(tx, h)
	return signed, err
}
