package order

import (
	"context"
	"database/sql"
	"time"

	"restante/messaging/money"
	"restante/node/vault"
)

// Sales are figures of one's shop in one currency. Revenue is what was paid and not paid
// back, of the orders that were placed on a day.
type Sales struct {
	Currency money.Currency
	Days     []Day // those on which something was ordered, in their order
	Orders   int   // of which something is paid
	Revenue  money.Amount
	Average  money.Amount // of an order
	Top      []Product    // of paid orders, at most ten, the highest amount first
}

// Day is what was ordered on one.
type Day struct {
	Date    string // such as 2026-11-22, where the operator is
	Orders  int
	Revenue money.Amount
}

// Product is how much of a listing was ordered, before discounts.
type Product struct {
	Slug, Title string
	Pieces      uint64
	Amount      money.Amount
}

// Sales computes figures of the orders placed from one time until another, one entry a
// currency. Days are those of the first time's location.
func (s *Service) Sales(ctx context.Context, from, until time.Time) (all []Sales, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		all = nil
		rows, err := tx.Query(`SELECT placed, currency, decimals, paid - refunded FROM orders
			WHERE role = 2 AND placed >= ? AND placed < ? AND paid > 0 ORDER BY currency, decimals, placed`, from.UnixNano(), until.UnixNano())
		_, err = vault.Collect("reading sales", rows, err, func(r *sql.Rows) (none struct{}, err error) {
			var placed int64
			var one Sum
			if err := r.Scan(&placed, &one.Currency.Code, &one.Currency.Decimals, &one.Amount); err != nil {
				return none, err
			}
			if n := len(all); n == 0 || all[n-1].Currency != one.Currency {
				all = append(all, Sales{Currency: one.Currency})
			}
			all[len(all)-1].add(time.Unix(0, placed).In(from.Location()).Format(time.DateOnly), one.Amount)
			return none, err
		})
		for i := range all {
			if err == nil {
				err = all[i].addTop(tx, from, until)
			}
		}
		return err
	})
	return all, err
}

func (x *Sales) add(day string, a money.Amount) {
	if n := len(x.Days); n == 0 || x.Days[n-1].Date != day {
		x.Days = append(x.Days, Day{Date: day})
	}
	d := &x.Days[len(x.Days)-1]
	d.Orders++
	d.Revenue += a
	x.Orders++
	x.Revenue += a
	x.Average = x.Revenue / money.Amount(x.Orders)
}

func (x *Sales) addTop(tx *vault.Tx, from, until time.Time) error {
	rows, err := tx.Query(`SELECT l.slug, max(l.title), sum(l.quantity), sum(l.amount) FROM line l JOIN orders o ON o.row = l.of
		WHERE o.role = 2 AND o.placed >= ? AND o.placed < ? AND o.paid > 0 AND o.currency = ? AND o.decimals = ?
		GROUP BY l.slug ORDER BY sum(l.amount) DESC, l.slug LIMIT 10`, from.UnixNano(), until.UnixNano(), x.Currency.Code, x.Currency.Decimals)
	x.Top, err = vault.Collect("reading what sells", rows, err, func(r *sql.Rows) (p Product, err error) {
		err = r.Scan(&p.Slug, &p.Title, &p.Pieces, &p.Amount)
		return p, err
	})
	return err
}
