package orders

import (
	"time"

	"fyne.io/fyne/v2/lang"

	"restante/gui/dates"
	"restante/messaging/money"
	"restante/messaging/order"
)

// bar is what was sold in a day, a week or a month.
type bar struct {
	from    time.Time
	days    int
	orders  int
	revenue money.Amount
}

func (b bar) average() money.Amount { return b.revenue / money.Amount(max(1, b.orders)) }

// name says when it was.
func (b bar) name() string {
	if b.days == 1 {
		return lang.L(b.from.Format("Mon")) + " " + dates.Day(b.from)
	}
	return lang.L("{{.From}} to {{.Until}}", words{"From": dates.Day(b.from), "Until": dates.Day(b.from.AddDate(0, 0, b.days-1))})
}

// bars are those of the time that is chosen, without gaps.
func (f *figures) bars(s order.Sales) (all []bar) {
	now := f.p.o.Now()
	for at := begin(f.from, f.unit.Chosen()); at.Before(now); {
		next := after(at, f.unit.Chosen())
		all = append(all, bar{from: at, days: int(next.Sub(at).Hours()/24 + .5)})
		at = next
	}
	for _, d := range s.Days {
		day, err := time.ParseInLocation(time.DateOnly, d.Date, now.Location())
		if err != nil {
			continue // the core writes them so
		}
		for i := len(all) - 1; i >= 0; i-- {
			if !day.Before(all[i].from) {
				all[i].orders += d.Orders
				all[i].revenue += d.Revenue
				break
			}
		}
	}
	return all
}

// begin is the first day of the week or month that a day lies in.
func begin(t time.Time, unit int) time.Time {
	switch unit {
	case byWeek:
		return monday(t)
	case byMonth:
		return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, t.Location())
	}
	return t
}

func after(t time.Time, unit int) time.Time {
	switch unit {
	case byWeek:
		return t.AddDate(0, 0, 7)
	case byMonth:
		return t.AddDate(0, 1, 0)
	}
	return t.AddDate(0, 0, 1)
}
