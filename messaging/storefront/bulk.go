package storefront

import (
	"context"
	"slices"

	"restante/messaging/money"
	"restante/messaging/storefront/listing"
	"restante/node/vault"
)

// Edit is what [Service.BulkEdit] changes; zero values change nothing.
type Edit struct {
	State      *State
	Price      PriceChange
	AddTags    []string
	RemoveTags []string
}

// PriceChange raises prices, or lowers them: by a part of each, and then by an amount.
type PriceChange struct {
	Down       bool
	PerMillion uint32
	Amount     money.Amount
}

// BulkEdit changes many listings, or with an [ItemError] none of them.
func (s *Service) BulkEdit(ctx context.Context, slugs []string, e Edit) error {
	return s.update(ctx, "listings edit", "", func(tx *vault.Tx) error {
		for _, slug := range slugs {
			if err := s.edit(tx, slug, e); err != nil {
				return &ItemError{slug, err}
			}
		}
		return nil
	})
}

func (s *Service) edit(tx *vault.Tx, slug string, e Edit) error {
	r, err := readRow(tx, slug)
	if err != nil {
		return err
	}
	l := r.edited
	for i, v := range l.Variants {
		if l.Variants[i].Price, err = e.Price.apply(v.Price); err != nil {
			return err
		}
	}
	l.Tags = slices.DeleteFunc(l.Tags, func(tag string) bool { return slices.Contains(e.RemoveTags, tag) })
	for _, tag := range e.AddTags {
		if !slices.Contains(l.Tags, tag) {
			l.Tags = append(l.Tags, tag)
		}
	}
	if e.State != nil {
		r.state = *e.State
	}
	_, err = s.save(tx, l, r.state)
	return err
}

func (c PriceChange) apply(price money.Amount) (money.Amount, error) {
	part := money.Share(price, uint64(c.PerMillion), listing.PerMillion)
	change, err := money.Add(part, c.Amount)
	switch {
	case err != nil:
		return 0, err
	case c.Down:
		return money.Sub(price, change)
	}
	return money.Add(price, change)
}

// SetState puts listings on sale, hides them or makes drafts of them.
func (s *Service) SetState(ctx context.Context, state State, slugs ...string) error {
	return s.BulkEdit(ctx, slugs, Edit{State: &state})
}
