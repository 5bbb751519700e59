package storefront

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"restante/messaging/storefront/listing"
	"restante/node/vault"
)

// Shop is what one's shop says about itself, as it is edited; [ErrNoShop] before it
// was first saved.
func (s *Service) Shop(ctx context.Context) (shop listing.Shop, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		shop, _, err = readShop(tx)
		return err
	})
	return shop, err
}

// SaveShop keeps it. Listings that are on sale or hidden keep the currency and the
// shipping profiles that they name from going away.
func (s *Service) SaveShop(ctx context.Context, shop listing.Shop) error {
	shop.Peer, shop.Updated, shop.Pages, shop.Listings = s.Key.ID(), now(), nil, 0
	if err := cmp.Or(shop.Check(), shop.Fits()); err != nil {
		return err
	}
	return s.update(ctx, "shop save", "", func(tx *vault.Tx) error {
		return errors.Join(s.fits(tx, shop), putShop(tx, shop))
	})
}

// fits checks a shop against its listings and photos.
func (s *Service) fits(tx *vault.Tx, shop listing.Shop) error {
	for _, p := range []listing.Photo{shop.Logo, shop.Banner} {
		if err := checkPhoto(tx, p); err != nil && p != (listing.Photo{}) {
			return err
		}
	}
	rows, err := readRows(tx, `WHERE state <> ?`, Draft)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if r.edited.Currency != shop.Currency {
			return fmt.Errorf("%w: %s", ErrCurrency, r.edited.Slug)
		}
		for _, name := range r.edited.Shipping {
			if _, ok := shop.Profile(name); !ok {
				return &ItemError{r.edited.Slug, fmt.Errorf("%w: %q", ErrProfile, name)}
			}
		}
	}
	return nil
}

// SetCode gives a discount of the shop another code, or with no text none: then
// everybody gets it.
func (s *Service) SetCode(ctx context.Context, discount, text string) error {
	return s.update(ctx, "discount code", "", func(tx *vault.Tx) error {
		shop, _, err := readShop(tx)
		if err != nil {
			return err
		}
		for i, d := range shop.Discounts {
			if d.Name == discount {
				if shop.Discounts[i].Code, err = newCode(text); err != nil {
					return err
				}
				return errors.Join(shop.Fits(), putShop(tx, shop), putCode(tx, discount, listing.NormalCode(text)))
			}
		}
		return &listing.Invalid{Field: "discount", Why: listing.ErrUnknown}
	})
}

func newCode(text string) (listing.Code, error) {
	if text == "" {
		return listing.Code{}, nil
	}
	return listing.NewCode(text)
}

// Codes are the texts of the codes that were set, by discount.
func (s *Service) Codes(ctx context.Context) (codes map[string]string, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		codes, err = readCodes(tx)
		return err
	})
	return codes, err
}
