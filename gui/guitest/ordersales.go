package guitest

import (
	"cmp"
	"context"
	"slices"
	"time"

	"restante/messaging/money"
	"restante/messaging/order"
	"restante/messaging/order/machine"
)

// Sales is what was paid of the orders that were placed in a time.
func (o *Orders) Sales(_ context.Context, from, until time.Time) (all []order.Sales, err error) {
	var s order.Sales
	tops := map[string]*order.Product{}
	for _, x := range slices.Backward(o.byAge()) {
		if x.Role != machine.Merchant || x.Paid == 0 || x.Placed.Before(from) || !x.Placed.Before(until) {
			continue
		}
		s.Currency = x.Currency
		s.Orders++
		s.Revenue += x.Paid - x.Refunded
		date := x.Placed.In(from.Location()).Format(time.DateOnly)
		if n := len(s.Days); n == 0 || s.Days[n-1].Date != date {
			s.Days = append(s.Days, order.Day{Date: date})
		}
		d := &s.Days[len(s.Days)-1]
		d.Orders, d.Revenue = d.Orders+1, d.Revenue+x.Paid-x.Refunded
		x.countTop(tops)
	}
	if s.Orders == 0 {
		return nil, o.fails()
	}
	s.Average = s.Revenue / money.Amount(s.Orders)
	for _, p := range tops {
		s.Top = append(s.Top, *p)
	}
	slices.SortFunc(s.Top, func(a, b order.Product) int {
		return cmp.Or(cmp.Compare(b.Amount, a.Amount), cmp.Compare(a.Slug, b.Slug))
	})
	s.Top = s.Top[:min(10, len(s.Top))]
	return []order.Sales{s}, o.fails()
}

func (x *Order) countTop(tops map[string]*order.Product) {
	for _, l := range x.State.Placed.Terms.Lines {
		p := tops[l.Slug]
		if p == nil {
			p = &order.Product{Slug: l.Slug, Title: l.Title}
			tops[l.Slug] = p
		}
		p.Pieces += uint64(l.Quantity)
		p.Amount += l.Price * money.Amount(l.Quantity)
	}
}

// byAge are all orders, the newest first.
func (o *Orders) byAge() []*Order {
	all := slices.Clone(o.All)
	newest(all)
	return all
}

// newest puts the newest first.
func newest(all []*Order) {
	later := func(a, b *Order) int { return b.Placed.Compare(a.Placed) }
	if !slices.IsSortedFunc(all, later) {
		slices.SortStableFunc(all, later)
	}
}
