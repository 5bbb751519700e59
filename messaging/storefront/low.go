package storefront

import (
	"cmp"
	"context"
	"slices"

	"restante/node/vault"
)

// SetThreshold says at how many pieces they are low. The nearest counts: that of the
// variant, else of its listing, else of the shop, else [UsualFew].
func (s *Service) SetThreshold(ctx context.Context, t Threshold) error {
	if t.Pieces > MaxPieces {
		return ErrPieces
	}
	return s.update(ctx, "stock threshold", t.Slug, func(tx *vault.Tx) error {
		if err := t.check(tx); err != nil {
			return err
		}
		return putFew(tx, t)
	})
}

// DropThreshold takes one back.
func (s *Service) DropThreshold(ctx context.Context, slug, variant string) error {
	return s.update(ctx, "stock threshold drop", slug, func(tx *vault.Tx) error { return deleteFew(tx, slug, variant) })
}

// check looks for what a threshold is about.
func (t Threshold) check(tx *vault.Tx) error {
	if t.Variant != "" {
		_, err := counted(tx, t.Slug, t.Variant)
		return err
	}
	if t.Slug == "" {
		return nil
	}
	_, err := readRow(tx, t.Slug)
	return err
}

// Thresholds are those that were set.
func (s *Service) Thresholds(ctx context.Context) (all []Threshold, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		all, err = readFew(tx)
		return err
	})
	return all, err
}

// LowStock is what is on sale and low, the fewest pieces first.
func (s *Service) LowStock(ctx context.Context) (all []Low, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		shown, _, err := lowStock(tx)
		all = shown
		return err
	})
	slices.SortStableFunc(all, func(a, b Low) int { return cmp.Compare(a.Free, b.Free) })
	return all, err
}

// lowStock is what is low: on sale, or else shown to nobody.
func lowStock(tx *vault.Tx) (shown, unseen []Low, err error) {
	rows, err := readRows(tx, `ORDER BY place DESC`)
	if err != nil {
		return nil, nil, err
	}
	stock, err := readStock(tx, "")
	for _, r := range rows {
		if few := r.item(stock).low(); r.state == OnSale {
			shown = append(shown, few...)
		} else {
			unseen = append(unseen, few...)
		}
	}
	return shown, unseen, err
}

// low are its variants of which there are few.
func (it Item) low() (all []Low) {
	for _, p := range it.Pieces {
		if v, _ := it.Listing.Variant(p.Variant); p.Low() {
			all = append(all, Low{it.Slug, it.Title, v.ID, v.SKU, p.Free, p.Threshold})
		}
	}
	return all
}

// tellLow tells of what has become low since it last looked. It looks after the
// transactions and not within them: there an order gives back what it takes again.
func (s *Service) tellLow(ctx context.Context) error {
	return s.Vault.Update(ctx, "stock low", func(tx *vault.Tx) error {
		shown, unseen, err := lowStock(tx)
		if err != nil {
			return err
		}
		told, err := readTold(tx)
		if err != nil {
			return err
		}
		for _, l := range append(shown, unseen...) {
			delete(told, pieceKey{l.Slug, l.Variant})
		}
		for k := range told { // there are enough again
			if err := markTold(tx, k, false); err != nil {
				return err
			}
		}
		return s.tell(tx, shown)
	})
}

func (s *Service) tell(tx *vault.Tx, all []Low) error {
	told, err := readTold(tx)
	for _, l := range all {
		if k := (pieceKey{l.Slug, l.Variant}); err == nil && !told[k] {
			tx.AfterCommit(func() { s.Bus.Publish(RanLow{l.Slug, l.Variant}) })
			err = markTold(tx, k, true)
			if err == nil && s.Watcher != nil {
				err = s.Watcher.Low(tx, l)
			}
		}
	}
	return err
}
