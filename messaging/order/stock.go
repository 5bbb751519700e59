package order

import (
	"errors"
	"fmt"
	"strconv"

	"restante/messaging/order/event"
	"restante/messaging/storefront"
	"restante/node/vault"
)

// reserve takes an order's tickets in, and then its pieces from the stock.
func (s *Service) reserve(tx *vault.Tx, l *log) error {
	good, bad, err := s.tickets(tx, l.state.People.Buyer, l.state.Placed)
	if err != nil {
		return err
	}
	for _, t := range good {
		if err := s.useTicket(tx, t, l.id); err != nil {
			return err
		}
	}
	for _, h := range l.state.Holds() {
		err := s.Shop.Reserve(tx, holder(l.id, h.Line), s.want(l, h.Line, h.Reserved))
		if errors.Is(err, storefront.ErrSoldOut) && bad[h.Line] {
			err = fmt.Errorf("%w, and nothing is left: %w", errBadTicket, err)
		}
		if err == nil {
			err = putHeld(tx, l.id, held{line: h.Line, reserved: h.Reserved})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// holder names a line of an order in the stock.
func holder(id event.ID, line int) string { return id.String() + "/" + strconv.Itoa(line) }

func (s *Service) want(l *log, line int, pieces uint32) []storefront.Want {
	t := l.state.Placed.Terms.Lines[line]
	return []storefront.Want{{Slug: t.Slug, Variant: t.Variant, Pieces: pieces}}
}

// settle moves the stock by the difference between what an order took and what it has
// to hold now. It can be called any number of times.
func (s *Service) settle(tx *vault.Tx, l *log) error {
	all, err := readHeld(tx, l.id)
	if err != nil {
		return err
	}
	for _, h := range l.state.Holds() {
		had := all[h.Line]
		gone, back := max(h.Gone, had.gone), max(h.Back, had.back)
		if had.reserved+had.short == h.Reserved && had.gone == gone && had.back == back && had.short == 0 {
			continue
		}
		if err := s.move(tx, l, had, held{line: h.Line, reserved: h.Reserved, gone: gone, back: back}); err != nil {
			return err
		}
	}
	return nil
}

// move brings one line's part of the stock from one state to another. Pieces that have
// gone are gone, whatever the stock says; pieces that are not there are noted as short.
func (s *Service) move(tx *vault.Tx, l *log, had, now held) error {
	name := holder(l.id, now.line)
	if err := s.Shop.Release(tx, name); err != nil {
		return err
	}
	left := name + "/gone"
	err := s.Shop.Reserve(tx, left, s.want(l, now.line, now.gone-had.gone))
	if err = bare(err); err != nil {
		return err
	}
	if err := s.Shop.Take(tx, left); err != nil {
		return err
	}
	if n := now.back - had.back; n > 0 {
		t := l.state.Placed.Terms.Lines[now.line]
		if err := s.Shop.TakeBack(tx, t.Slug, t.Variant, n); err != nil {
			return err
		}
	}
	err = s.Shop.Reserve(tx, name, s.want(l, now.line, now.reserved))
	if errors.Is(err, storefront.ErrSoldOut) {
		now.reserved, now.short = 0, now.reserved
	}
	return errors.Join(bare(err), putHeld(tx, l.id, now))
}

// bare forgives what is no fault of this computer: nothing is left, or the listing is
// gone and its pieces are not counted any more.
func bare(err error) error {
	if errors.Is(err, storefront.ErrSoldOut) || errors.Is(err, storefront.ErrNoItem) {
		return nil
	}
	return err
}
