package order

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/order/paper"
	"restante/messaging/storefront/terms"
	"restante/node/vault"
)

// Paper is one of the merchant's papers as a PDF file, in English, German or Arabic: "en",
// "de", "ar". An invoice and credit notes are of one order; packing slips are one a page,
// and a pick list is one over all of them. There are at most [MaxPage].
//
// An invoice gets its number with this, and an order's credit notes theirs. From then on
// they are printed again as they were, whatever has changed; but for the language.
func (s *Service) Paper(ctx context.Context, k paper.Kind, language string, ids []event.ID) (pdf []byte, err error) {
	if len(ids) == 0 || len(ids) > MaxPage || !paper.Speaks(language) {
		return nil, ErrPaper
	}
	switch one := len(ids) == 1; {
	case k == paper.Invoice && one, k == paper.CreditNote && one:
		return s.writeBills(ctx, k, language, ids[0])
	case k == paper.PackingSlip:
		return s.writeSlips(ctx, language, ids)
	case k == paper.PickList:
		return s.writePick(ctx, language, ids)
	}
	return nil, ErrPaper
}

func (s *Service) writeBills(ctx context.Context, k paper.Kind, language string, id event.ID) ([]byte, error) {
	var all []paper.Bill
	err := s.change(ctx, "order paper", id, func(tx *vault.Tx) (err error) {
		if k == paper.CreditNote {
			all, err = s.credits(tx, id)
			return err
		}
		b, err := s.invoice(tx, id)
		all = []paper.Bill{b}
		return err
	})
	if err != nil {
		return nil, err
	}
	return paper.WriteBills(language, all...)
}

// sales reads orders that one's shop got.
func (s *Service) sales(ctx context.Context, ids []event.ID, f func(tx *vault.Tx, l *log) error) error {
	return s.Vault.View(ctx, func(tx *vault.Tx) error {
		for _, id := range ids {
			l, err := s.knownLog(tx, id)
			if err == nil && l.role != machine.Merchant {
				err = ErrPaper
			}
			if err == nil {
				err = f(tx, l)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *Service) writeSlips(ctx context.Context, language string, ids []event.ID) ([]byte, error) {
	var all []paper.Slip
	err := s.sales(ctx, ids, func(tx *vault.Tx, l *log) (err error) {
		o := l.state.Placed
		slip := paper.Slip{Order: l.id.Number(), Placed: l.state.At.Local(), Memo: o.Memo, Goods: l.goods()}
		for _, ship := range o.Terms.Shipping {
			slip.Sends = append(slip.Sends, ship.Profile+", "+ship.Service)
		}
		if slip.To, err = s.addressee(tx, l); err != nil {
			return err
		}
		slip.Seller, err = s.seller(tx, o.Terms.Shop)
		all = append(all, slip)
		return err
	})
	if err != nil {
		return nil, err
	}
	return paper.WriteSlips(language, all...)
}

// goods are what is still to be shipped; all of it, where nothing is.
func (l *log) goods() (left []paper.Goods) {
	var all []paper.Goods
	for i, line := range l.state.Placed.Terms.Lines {
		if line.Kind != terms.Physical {
			continue
		}
		g := paper.Goods{Title: line.Title, Options: options(line), SKU: line.SKU, Pieces: line.Quantity, Ordered: uint64(line.Quantity)}
		all = append(all, g)
		if g.Pieces = l.state.Lines[i].Left(); g.Pieces > 0 {
			left = append(left, g)
		}
	}
	if len(left) == 0 {
		return all
	}
	return left
}

func (s *Service) writePick(ctx context.Context, language string, ids []event.ID) ([]byte, error) {
	p := paper.Pick{Made: dayOf(time.Now())}
	err := s.sales(ctx, ids, func(_ *vault.Tx, l *log) error {
		p.Orders = append(p.Orders, l.id.Number())
		for _, g := range l.toPick() {
			p.Goods = pick(p.Goods, g)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(p.Goods, func(a, b paper.Goods) int {
		return cmp.Or(cmp.Compare(a.SKU, b.SKU), cmp.Compare(a.Title, b.Title), slices.Compare(a.Options, b.Options))
	})
	return paper.WritePick(language, p)
}

func dayOf(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}

// toPick are the goods that an order still has to be sent.
func (l *log) toPick() (all []paper.Goods) {
	for i, line := range l.state.Placed.Terms.Lines {
		left := l.state.Lines[i].Left()
		if line.Kind == terms.Physical && left > 0 {
			of := []string{fmt.Sprintf("%s\u00a0×\u00a0%d", l.id.Number(), left)}
			all = append(all, paper.Goods{Title: line.Title, Options: options(line), SKU: line.SKU, Pieces: left, Of: of})
		}
	}
	return all
}

// pick puts the same goods of several orders together.
func pick(all []paper.Goods, g paper.Goods) []paper.Goods {
	for i := range all {
		a := &all[i]
		if a.SKU == g.SKU && a.Title == g.Title && slices.Equal(a.Options, g.Options) {
			a.Pieces += g.Pieces
			a.Of = append(a.Of, g.Of...)
			return all
		}
	}
	return append(all, g)
}
