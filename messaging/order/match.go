package order

import (
	"context"
	"io"
	"slices"
	"time"

	"restante/messaging/money"
	"restante/messaging/order/event"
	"restante/messaging/order/statement"
	"restante/node/vault"
)

// Match is one payment on a bank statement, and the order that it seems to be for.
type Match struct {
	Row       int // of the file, from 1
	When      time.Time
	Amount    money.Amount
	Currency  string
	Text      string       // what the bank says of it: who, and what for
	Order     event.ID     // zero: none
	Sure      bool         // nothing speaks against it
	Why       Why          // Order is this one, or is none
	Due       money.Amount // what the order still has to be paid
	Reference string       // for [event.Paid], so that the payment counts once
}

// Why is what speaks for an order, or against it.
type Why string

const (
	ByReference   Why = "reference"          // and the amount is what is due
	ByAmount      Why = "amount and name"    // exactly what is due, and the buyer's name
	OtherAmount   Why = "another amount"     // the reference is right, the amount is not what is due
	OnlyAmount    Why = "only the amount"    // nothing else speaks for it
	OtherCurrency Why = "another currency"   // the reference is right, the currency is not the order's
	SeveralFit    Why = "several orders fit" // Order is one of them
	PaidAlready   Why = "paid already"       // it was confirmed before
	NothingDue    Why = "nothing is due"     // the reference is right, the order is paid or over
	NothingFits   Why = "no order fits"      // Order is none
)

// MatchStatement reads a bank's statement and says which order each payment in it is for.
// Nothing is noted: who agrees acts with [event.Paid], naming the match's Reference. Then
// the same file again has nothing new. What cannot be read is an error of package
// statement.
func (s *Service) MatchStatement(ctx context.Context, csv io.Reader) (all []Match, err error) {
	entries, err := statement.Read(csv)
	if err != nil {
		return nil, err
	}
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		m, err := s.matcher(tx)
		if err != nil {
			return err
		}
		for _, e := range entries {
			one, err := m.match(e)
			if err != nil {
				return err
			}
			all = append(all, one)
		}
		return nil
	})
	return all, err
}

// payment is what the bank says.
func (m *matcher) payment(e statement.Entry) Match {
	p := Match{Row: e.Row, When: e.When, Currency: e.Currency, Text: e.Text, Why: NothingFits}
	p.Reference = e.When.Format(time.DateOnly) + " " + e.Key
	if p.Currency == "" {
		p.Currency = m.usual
	}
	c, err := money.Known(p.Currency)
	if err != nil {
		c = money.Currency{Code: p.Currency, Decimals: 2}
	}
	p.Amount, err = e.Value.In(c)
	if err != nil {
		p.Amount = 0 // what nobody owes
	}
	return p
}

// match looks for what was noted before, then for references, then for amounts.
func (m *matcher) match(e statement.Entry) (Match, error) {
	p := m.payment(e)
	found, noted, err := m.noted(p)
	if noted || err != nil {
		p.Order, p.Why = found, PaidAlready
		return p, err
	}
	all := m.named(foldings(p.Text)[0])
	if some := slices.DeleteFunc(slices.Clone(all), func(id event.ID) bool { return !m.owes(id, p) }); len(some) > 0 {
		all = some
	}
	switch len(all) {
	case 0:
		return m.byAmount(p), nil
	case 1:
		p.Order = all[0]
		return m.byReference(p)
	}
	p.Order, p.Why = all[0], SeveralFit
	return p, nil
}

// byReference judges a payment that names its order.
func (m *matcher) byReference(p Match) (Match, error) {
	d, open := m.open[p.Order]
	if !open {
		p.Why = NothingDue
		again, err := m.paidLike(p)
		if again {
			p.Why = PaidAlready
		}
		return p, err
	}
	p.Due = d.due
	switch {
	case d.currency.Code != p.Currency:
		p.Why = OtherCurrency
	case d.due != p.Amount:
		p.Why = OtherAmount
	default:
		p.Why, p.Sure = ByReference, true
		m.settle(d)
	}
	return p, nil
}

// byAmount judges a payment that names no order.
func (m *matcher) byAmount(p Match) Match {
	all := m.owing[sumOf{p.Currency, p.Amount}]
	text := wordsIn(p.Text)
	named := slices.DeleteFunc(slices.Clone(all), func(d *debt) bool { return !d.isNamed(text) })
	one := named
	if len(named) == 0 {
		one = all
	}
	switch {
	case p.Amount == 0 || len(one) == 0:
		return p
	case len(one) > 1:
		p.Why = SeveralFit
	case len(named) == 1:
		p.Why, p.Sure = ByAmount, true
	default:
		p.Why = OnlyAmount
	}
	p.Order, p.Due = one[0].id, one[0].due
	if p.Sure {
		m.settle(one[0])
	}
	return p
}
