package orders

import (
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/dates"
	"restante/gui/widget"
	"restante/messaging/order"
)

var errDays = errors.New("these are no days, or the last one lies before the first")

// dayForm is how days are typed, as elsewhere in the window.
const dayForm = time.DateOnly

// daySpan are the days on which orders were placed; the last one is part of it.
type daySpan struct {
	p           *Page
	from, until *widget.Field
}

func (s *sheet) days(f order.Filter) *daySpan {
	day := func(t time.Time, back int) string {
		if t.IsZero() {
			return ""
		}
		return t.In(s.p.zone()).AddDate(0, 0, back).Format(dayForm)
	}
	return &daySpan{s.p, s.field(day(f.From, 0), "2026-01-01"), s.field(day(f.Until, -1), "2026-12-31")}
}

func (p *Page) zone() *time.Location { return p.o.Now().Location() }

// face has the two fields beside each other.
func (d *daySpan) face() fyne.CanvasObject {
	return widget.Row(8, widget.Grow(d.from), widget.Label("–", 13), widget.Grow(d.until))
}

// days reads both; an empty one is no limit.
func (d *daySpan) days() (from, until time.Time, err error) {
	day := func(f *widget.Field) (t time.Time) {
		text := strings.TrimSpace(f.Text())
		if text == "" {
			return t
		}
		one, bad := time.ParseInLocation(dayForm, text, d.p.zone())
		err = errors.Join(err, bad)
		return one
	}
	from, until = day(d.from), day(d.until)
	if !until.IsZero() {
		until = until.AddDate(0, 0, 1)
	}
	if err != nil || !until.IsZero() && !from.Before(until) {
		return from, until, errDays
	}
	return from, until, nil
}

// sayDays tells the days of a filter.
func (p *Page) sayDays(f order.Filter) string {
	from, last := f.From.In(p.zone()), f.Until.In(p.zone()).AddDate(0, 0, -1)
	switch {
	case f.From.IsZero() && f.Until.IsZero():
		return ""
	case f.Until.IsZero():
		return lang.L("from {{.Date}}", words{"Date": dates.Past(from, p.o.Now())})
	case f.From.IsZero():
		return lang.L("until {{.Date}}", words{"Date": dates.Past(last, p.o.Now())})
	}
	return lang.L("{{.From}} to {{.Until}}", words{"From": dates.Past(from, p.o.Now()), "Until": dates.Past(last, p.o.Now())})
}

// paymentsOf are how much of an order may be paid; the first asks for nothing.
var paymentsOf = []order.Payment{0, order.Unpaid, order.PartlyPaid, order.FullyPaid}

func paymentNames() []string {
	return []string{lang.L("Any"), lang.L("Unpaid"), lang.L("Partly paid"), lang.L("Paid")}
}
