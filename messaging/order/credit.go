package order

import (
	"slices"

	"restante/messaging/money"
	"restante/messaging/order/event"
	"restante/messaging/order/paper"
	"restante/node/vault"
)

// credits are the credit notes of an order, one for each time that money went back; those
// that are missing are made, and an invoice before them if there is none.
func (s *Service) credits(tx *vault.Tx, id event.ID) ([]paper.Bill, error) {
	of, err := s.invoice(tx, id)
	if err != nil {
		return nil, err
	}
	l, err := s.knownLog(tx, id)
	if err != nil {
		return nil, err
	}
	for _, e := range l.state.Timeline {
		if r, ok := e.Body.(event.Refund); ok && e.Void == "" {
			if err := credit(tx, id, e.Hash, of, r); err != nil {
				return nil, err
			}
		}
	}
	all, err := madeCredits(tx, id)
	if err == nil && len(all) == 0 {
		err = ErrPaper
	}
	return all, err
}

func madeCredits(tx *vault.Tx, id event.ID) ([]paper.Bill, error) {
	return bills(tx, `SELECT made FROM credit WHERE of = ? ORDER BY number`, id)
}

// credit makes the one for a refund, if it is missing. More than the invoice comes to is
// no part of a sale: for that there is none.
func credit(tx *vault.Tx, id event.ID, h event.Hash, of paper.Bill, r event.Refund) error {
	made, err := tx.One("looking for a credit note", `SELECT 1 FROM credit WHERE event = ?`, []any{h[:]}, new(int))
	if made || err != nil {
		return err
	}
	before, err := madeCredits(tx, id)
	if err != nil {
		return err
	}
	left := uncredited(of, before)
	b := paper.Bill{
		Kind: paper.CreditNote, Issued: today(), Of: of.Number, Order: of.Order, Reason: r.Reason,
		Seller: of.Seller, Buyer: of.Buyer, Currency: of.Currency, Total: min(r.Amount, gross(left)),
	}
	if b.Total == 0 {
		return nil
	}
	if b.Rates, err = part(b.Total, left); err != nil {
		return err
	}
	return number(tx, "credit", &b, `INSERT INTO credit (number, of, event, made, at) VALUES (?, ?, ?, ?, ?)`, id[:], h[:])
}

// uncredited is what is left of an invoice.
func uncredited(of paper.Bill, before []paper.Bill) []paper.Rate {
	left := slices.Clone(of.Rates)
	for i := range left {
		left[i].Taxes = slices.Clone(left[i].Taxes)
		for _, b := range before {
			if len(b.Rates) == len(left) { // as they are made
				add(&left[i], b.Rates[i], -1)
			}
		}
	}
	return left
}

func gross(all []paper.Rate) (sum money.Amount) {
	for _, r := range all {
		sum += r.Gross
	}
	return sum
}

// part divides an amount among what is left, in proportion and to the unit, so that the
// last credit note takes exactly the rest of each tax.
func part(total money.Amount, left []paper.Rate) (all []paper.Rate, err error) {
	weights := make([]money.Amount, len(left))
	for i, r := range left {
		weights[i] = r.Gross
	}
	shares, err := money.Split(total, weights)
	if err != nil {
		return nil, err
	}
	for i, r := range left {
		one := paper.Rate{Net: shares[i], Gross: shares[i], Taxes: slices.Clone(r.Taxes)}
		for k, x := range r.Taxes {
			one.Taxes[k].Amount = money.Share(x.Amount, uint64(shares[i]), uint64(max(r.Gross, 1)))
			one.Net -= one.Taxes[k].Amount
		}
		all = append(all, one)
	}
	return all, nil
}
