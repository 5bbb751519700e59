package storefront

import (
	"context"
	"errors"
	"fmt"

	"restante/node/vault"
)

// SetPieces says how many pieces of a variant there are, those reserved not among
// them.
func (s *Service) SetPieces(ctx context.Context, slug, variant string, pieces uint32) error {
	return s.update(ctx, "stock set", slug, func(tx *vault.Tx) error {
		if _, err := counted(tx, slug, variant); err != nil {
			return err
		}
		return s.setFree(tx, slug, variant, int64(pieces))
	})
}

// Restock adds pieces that came in.
func (s *Service) Restock(ctx context.Context, slug, variant string, pieces uint32) error {
	return s.update(ctx, "stock add", slug, func(tx *vault.Tx) error {
		if _, err := counted(tx, slug, variant); err != nil {
			return err
		}
		return s.addFree(tx, slug, variant, int64(pieces))
	})
}

// TakeBack adds pieces that an order sent and that came back. Where they are not counted
// any more there is nothing to add.
func (s *Service) TakeBack(tx *vault.Tx, slug, variant string, pieces uint32) error {
	count, err := counted(tx, slug, variant)
	if errors.Is(err, ErrNoItem) || err == nil && !count {
		return nil
	}
	if err != nil {
		return err
	}
	s.moved(tx)
	return s.addBack(tx, slug, variant, pieces)
}

// counted reports whether a variant's pieces are counted; a listing or variant that is
// not there is an error.
func counted(tx *vault.Tx, slug, variant string) (bool, error) {
	r, err := readRow(tx, slug)
	if err != nil {
		return false, err
	}
	v, found := r.edited.Variant(variant)
	if !found {
		return false, fmt.Errorf("%w: %s, %q", ErrNoItem, slug, variant)
	}
	return v.Counted, nil
}

// Reserve keeps pieces for an order or a ticket, all of them or with [ErrSoldOut] none.
// What is not counted needs no place. A holder that has pieces keeps those: the same
// order again changes nothing.
func (s *Service) Reserve(tx *vault.Tx, holder string, wants []Want) error {
	if held, err := isHeld(tx, holder); held || err != nil {
		return err
	}
	for _, w := range wants {
		count, err := counted(tx, w.Slug, w.Variant)
		if err != nil {
			return err
		}
		if !count || w.Pieces == 0 {
			continue
		}
		if err := s.addFree(tx, w.Slug, w.Variant, -int64(w.Pieces)); err != nil {
			return &ItemError{w.Slug, err}
		}
		if err := putReserved(tx, holder, w); err != nil {
			return err
		}
	}
	s.moved(tx)
	return nil
}

// Release gives what a holder has back to the stock.
func (s *Service) Release(tx *vault.Tx, holder string) error {
	wants, err := readReserved(tx, holder)
	if err != nil || len(wants) == 0 {
		return err
	}
	for _, w := range wants {
		if err := s.addBack(tx, w.Slug, w.Variant, w.Pieces); err != nil {
			return err
		}
	}
	s.moved(tx)
	return deleteReserved(tx, holder)
}

// Take takes what a holder has out of the shop: it was shipped or handed over.
func (s *Service) Take(tx *vault.Tx, holder string) error {
	s.moved(tx)
	return deleteReserved(tx, holder)
}

// Reserved is what a holder has.
func (s *Service) Reserved(tx *vault.Tx, holder string) ([]Want, error) {
	return readReserved(tx, holder)
}

func (s *Service) moved(tx *vault.Tx) { tx.AfterCommit(func() { s.Bus.Publish(Changed{}) }) }

// addFree changes the number of pieces. When the last one goes, or the first one comes,
// the listing says something else and has to be published again.
func (s *Service) addFree(tx *vault.Tx, slug, variant string, by int64) error {
	free, err := readFree(tx, slug, variant)
	switch {
	case err != nil:
		return err
	case free+by < 0:
		return ErrSoldOut
	}
	return s.setFree(tx, slug, variant, free+by)
}

// addBack adds what an order had. It never fails for what the stock is: there are at most
// [MaxPieces] then, since whoever said that there are so many has not counted the last ones.
func (s *Service) addBack(tx *vault.Tx, slug, variant string, pieces uint32) error {
	free, err := readFree(tx, slug, variant)
	if err != nil {
		return err
	}
	return s.setFree(tx, slug, variant, min(free+int64(pieces), MaxPieces))
}

func (s *Service) setFree(tx *vault.Tx, slug, variant string, free int64) error {
	if free > MaxPieces {
		return ErrPieces
	}
	was, err := readFree(tx, slug, variant)
	if err != nil {
		return err
	}
	if (was == 0) != (free == 0) {
		err = markDirty(tx, slug)
	}
	return errors.Join(err, putFree(tx, slug, variant, free), s.tellStock(tx, slug, variant, was, free))
}
