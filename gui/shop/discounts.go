package shop

import (
	"fmt"
	"slices"
	"time"

	"fyne.io/fyne/v2/lang"

	"restante/gui/shop/price"
	"restante/gui/widget"
	"restante/messaging/money"
	"restante/messaging/storefront/listing"
)

// discounts are what is taken off, for everybody or for those who know a code.
type discounts struct {
	several
	s    *settings
	rows []*discount
}

// discount is one of them.
type discount struct {
	was                     listing.Discount
	knew                    string // its code until now
	off                     *widget.Select
	name, much, code, until *widget.Field
	more                    *conditions
}

// offs are in the order of the control.
var offs = []listing.Off{listing.Percent, listing.Fixed, listing.FreeShipping}

func newDiscounts(s *settings) *discounts {
	d := &discounts{s: s}
	d.several = newSeveral(d.s, lang.L("Add a discount"), func() { d.add(listing.Discount{Off: listing.Percent}, "", money.Currency{}) })
	return d
}

func (d *discounts) fill(all []listing.Discount, codes map[string]string, c money.Currency) {
	for _, one := range all {
		d.add(one, codes[one.Name], c)
	}
}

func (d *discounts) add(was listing.Discount, code string, c money.Currency) {
	r := &discount{was: was, knew: code, name: widget.NewField(lang.L("Welcome"), "", 36, nil), much: widget.NewField("10", "", 36, nil),
		code: widget.NewField(lang.L("Without a code it is for everybody"), "", 36, nil), until: widget.NewField("2026-12-31", "", 36, nil)}
	r.off = widget.NewSelect(lang.L("What is taken off"), []string{lang.L("Percent"), lang.L("An amount"), lang.L("Free shipping")}, func(i int) {
		r.more.fit(offs[i])
		d.s.object.Refresh()
	})
	r.more = newConditions(d.s, was, c)
	r.off.Choose(max(0, slices.Index(offs, was.Off)))
	r.more.fit(was.Off)
	r.name.SetText(was.Name)
	r.code.SetText(code)
	switch {
	case was.Off == listing.Percent && was.PerMillion > 0:
		r.much.SetText(price.Hundredths(was.PerMillion))
	case was.Off == listing.Fixed:
		r.much.SetText(price.Local().Plain(c, was.Amount))
	}
	if !was.Until.IsZero() {
		r.until.SetText(was.Until.In(d.zone()).AddDate(0, 0, -1).Format(time.DateOnly))
	}
	d.rows = append(d.rows, r)
	place := d.s.form.Hold(fmt.Sprintf("discounts[%d]", len(d.rows)-1), r.name)
	d.put(d.s, lang.L("Remove the discount"), widget.Col(6, r.name, widget.Row(6, r.off, widget.Grow(r.much)), r.code, named(lang.L("Until, or always"), r.until), r.more.object, place), func() {
		d.rows = slices.DeleteFunc(d.rows, func(x *discount) bool { return x == r })
	})
}

func (d *discounts) zone() *time.Location { return d.s.p.o.Now().Location() }
