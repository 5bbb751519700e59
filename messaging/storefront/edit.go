package storefront

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"restante/messaging/storefront/listing"
	"restante/node/vault"
)

// Items are all listings, the newest first.
func (s *Service) Items(ctx context.Context) (items []Item, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		rows, err := readRows(tx, `ORDER BY place DESC`)
		if err != nil {
			return err
		}
		stock, err := readStock(tx, "")
		for _, r := range rows {
			items = append(items, r.item(stock))
		}
		return err
	})
	return items, err
}

// Item is one listing.
func (s *Service) Item(ctx context.Context, slug string) (it Item, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		r, err := readRow(tx, slug)
		if err != nil {
			return err
		}
		stock, err := readStock(tx, slug)
		it = r.item(stock)
		return err
	})
	return it, err
}

func (r row) item(s stock) Item {
	it := Item{Listing: r.edited, State: r.state, Changed: r.changed, Version: r.version}
	for i, v := range it.Variants {
		if v.Counted {
			p := s.pieces[pieceKey{r.edited.Slug, v.ID}]
			p.Variant, p.Threshold = v.ID, s.threshold(r.edited.Slug, v.ID)
			it.Pieces = append(it.Pieces, p)
			it.Variants[i].SoldOut = p.Free == 0
		}
	}
	return it
}

// Save keeps a listing, under its slug or, without one, under a new one of its title.
// A draft may be incomplete; on sale or hidden it has to pass [listing.Listing.Check],
// and what it names has to be there. Shop, currency, time and what is sold out are
// filled in.
func (s *Service) Save(ctx context.Context, l listing.Listing, state State) (slug string, err error) {
	err = s.update(ctx, "listing save", l.Slug, func(tx *vault.Tx) error {
		slug, err = s.save(tx, l, state)
		return err
	})
	return slug, err
}

func (s *Service) save(tx *vault.Tx, l listing.Listing, state State) (slug string, err error) {
	shop, _, err := readShop(tx)
	if err != nil {
		return "", err
	}
	if l.Slug == "" {
		l.Slug, err = freeSlug(tx, listing.SlugOf(l.Title))
	}
	known, err2 := hasItem(tx, l.Slug)
	n, err3 := countItems(tx)
	if err := errors.Join(err, err2, err3); err != nil {
		return "", err
	}
	if !known && n >= MaxItems {
		return "", ErrFull
	}
	l.Shop, l.Currency, l.Updated = s.Key.ID(), shop.Currency, now()
	l.Variants = slices.Clone(l.Variants)
	for i := range l.Variants {
		l.Variants[i].SoldOut = false
	}
	if err := check(tx, shop, l, state); err != nil {
		return "", err
	}
	return l.Slug, putItem(tx, l, state)
}

// check looks at what a listing says, and at what it names.
func check(tx *vault.Tx, shop listing.Shop, l listing.Listing, state State) error {
	if state == Draft {
		return draftError(l)
	}
	if err := l.Check(); err != nil {
		return err
	}
	for _, name := range l.Shipping {
		if _, ok := shop.Profile(name); !ok {
			return fmt.Errorf("%w: %q", ErrProfile, name)
		}
	}
	for _, p := range l.Photos {
		if err := checkPhoto(tx, p); err != nil {
			return err
		}
	}
	return l.Fits()
}

func draftError(l listing.Listing) error {
	b, err := l.Draft()
	switch {
	case err != nil:
		return &listing.Invalid{Field: "draft", Why: listing.ErrText}
	case len(b) > listing.MaxListing:
		return &listing.TooLarge{Size: len(b), Most: listing.MaxListing}
	case !listing.IsSlug(l.Slug):
		return &listing.Invalid{Field: "slug", Why: listing.ErrSlug}
	}
	return nil
}

func freeSlug(tx *vault.Tx, slug string) (string, error) {
	for n := 1; ; n++ {
		next := listing.Numbered(slug, n)
		if taken, err := hasItem(tx, next); err != nil || !taken {
			return next, err
		}
	}
}

// Duplicate makes a draft like a listing, without its pieces and keys.
func (s *Service) Duplicate(ctx context.Context, slug string) (copied string, err error) {
	err = s.update(ctx, "listing duplicate", "", func(tx *vault.Tx) error {
		r, err := readRow(tx, slug)
		if err != nil {
			return err
		}
		l := r.edited
		if l.Slug, err = freeSlug(tx, slug); err != nil {
			return err
		}
		copied, err = s.save(tx, l, Draft)
		return err
	})
	return copied, err
}

// Delete takes listings away for good; what was ordered of them stays verifiable.
func (s *Service) Delete(ctx context.Context, slugs ...string) error {
	return s.update(ctx, "listing delete", "", func(tx *vault.Tx) error {
		for _, slug := range slugs {
			r, err := readRow(tx, slug)
			if err != nil {
				return &ItemError{slug, err}
			}
			if err := errors.Join(supersede(tx, r.version, now()), deleteItem(tx, slug)); err != nil {
				return err
			}
		}
		return nil
	})
}

// ItemError says what is wrong with which of several listings.
type ItemError struct {
	Slug string
	Why  error
}

func (e *ItemError) Error() string { return e.Slug + ": " + e.Why.Error() }

func (e *ItemError) Unwrap() error { return e.Why }
