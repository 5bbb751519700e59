package order

import (
	"errors"
	"fmt"
	"strconv"

	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/storefront"
	"restante/messaging/storefront/terms"
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
		gone := max(h.Gone, had.gone)
		if had.reserved+had.short == h.Reserved && had.gone == gone && had.short == 0 {
			continue
		}
		if err := s.move(tx, l, had, held{line: h.Line, reserved: h.Reserved, gone: gone}); err != nil {
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

// keysAtOnce fit an event, however long they are.
const keysAtOnce = 20

// handOut delivers licence keys for what is confirmed and paid. What cannot go by itself
// is left for the operator: there are too few keys, or one is too long for an event.
func (s *Service) handOut(tx *vault.Tx, l *log) error {
	for i, t := range l.state.Placed.Terms.Lines {
		for t.Kind == terms.Digital && l.ready() && l.state.Lines[i].Left() > 0 {
			left := l.state.Lines[i]
			n := min(left.Left(), keysAtOnce)
			keys, err := s.Shop.TakeKeys(tx, fmt.Sprintf("%s/%d", holder(l.id, i), left.Sent), t.Slug, int(n))
			if errors.Is(err, storefront.ErrNoKeys) {
				break
			}
			if err != nil {
				return err
			}
			_, err = s.say(tx, l, event.Deliver{Parts: []event.Part{{Line: uint32(i), Quantity: n}}, Keys: keys})
			if unsayable(err) {
				s.Log.Warn("licence keys were not handed out", "err", err)
				break
			}
			if err != nil {
				return err
			}
			if err := s.settle(tx, l); err != nil {
				return err
			}
		}
	}
	return nil
}

// unsayable reports whether an event cannot be made, whenever it is tried.
func unsayable(err error) bool {
	var why machine.Reason
	return errors.As(err, &why) || errors.Is(err, event.ErrLimit) || errors.Is(err, event.ErrText)
}

// ready reports whether goods may go by themselves.
func (l *log) ready() bool {
	st := l.state
	return st.Confirmed != nil && st.Money.Due == 0 && !st.Stage.Over() && st.Stage != machine.Disputed
}
