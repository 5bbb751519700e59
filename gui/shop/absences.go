package shop

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/storefront/listing"
)

// absences are the times in which orders are kept and nobody answers.
type absences struct {
	several
	s    *settings
	rows []*absence
}

type absence struct{ from, until, message *widget.Field }

func newAbsences(s *settings) *absences {
	a := &absences{s: s}
	a.several = newSeveral(a.s, lang.L("Add a time away"), func() { a.add(listing.Away{}) })
	return a
}

func (a *absences) add(was listing.Away) {
	r := &absence{widget.NewField("2026-12-24", "", 36, nil), widget.NewField("2027-01-02", "", 36, nil), widget.NewField(lang.L("We are at the sea."), "", 36, nil)}
	if !was.From.IsZero() {
		r.from.SetText(was.From.In(a.zone()).Format(time.DateOnly))
		r.until.SetText(was.Until.In(a.zone()).AddDate(0, 0, -1).Format(time.DateOnly))
	}
	r.message.SetText(was.Message)
	a.rows = append(a.rows, r)
	days := widget.Row(8, widget.Grow(r.from), widget.Label("–", 13), widget.Grow(r.until))
	a.put(a.s, lang.L("Remove the time away"), widget.Col(6, days, r.message), func() {
		a.rows = slices.DeleteFunc(a.rows, func(x *absence) bool { return x == r })
	})
}

func (a *absences) zone() *time.Location { return a.s.p.o.Now().Location() }

func (a *absences) fill(all []listing.Away) {
	for _, one := range all {
		a.add(one)
	}
}

// compose reads days; the last one is part of the time.
func (a *absences) compose() (all []listing.Away, err error) {
	for _, r := range a.rows {
		from, bad := time.ParseInLocation(time.DateOnly, strings.TrimSpace(r.from.Text()), a.zone())
		until, bad2 := time.ParseInLocation(time.DateOnly, strings.TrimSpace(r.until.Text()), a.zone())
		if bad != nil || bad2 != nil || until.Before(from) {
			return nil, &listing.Invalid{Field: "away", Why: listing.ErrRange}
		}
		all = append(all, listing.Away{From: from, Until: until.AddDate(0, 0, 1), Message: strings.TrimSpace(r.message.Text())})
	}
	return all, nil
}

// payments are the ways to pay, told in words.
type payments struct {
	several
	s    *settings
	rows []*payment
}

type payment struct {
	name *widget.Field
	text *widget.Area
}

func newPayments(s *settings) *payments {
	p := &payments{s: s}
	p.several = newSeveral(p.s, lang.L("Add a way to pay"), func() { p.add(listing.Payment{}) })
	return p
}

func (p *payments) add(was listing.Payment) {
	r := &payment{widget.NewField(lang.L("Bank transfer"), "", 36, nil), widget.NewArea(lang.L("The details come with the confirmation."), 2)}
	r.name.SetText(was.Name)
	r.text.SetText(was.Text)
	p.rows = append(p.rows, r)
	p.put(p.s, lang.L("Remove the way to pay"), widget.Col(6, r.name, r.text), func() {
		p.rows = slices.DeleteFunc(p.rows, func(x *payment) bool { return x == r })
	})
}

func (p *payments) fill(all []listing.Payment) {
	for _, one := range all {
		p.add(one)
	}
}

func (p *payments) compose() (all []listing.Payment) {
	for _, r := range p.rows {
		if name := strings.TrimSpace(r.name.Text()); name != "" {
			all = append(all, listing.Payment{Name: name, Text: strings.TrimSpace(r.text.Text())})
		}
	}
	return all
}
