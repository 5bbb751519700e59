package shop

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"restante/gui/shop/price"
	"restante/gui/widget"
	"restante/messaging/storefront/listing"
)

// taxes are lines of the bill, by region, and by class where there are several rates.
type taxes struct {
	several
	s        *settings
	rows     []*tax
	shipping *classes // of which shipping is
}

// tax is one of them.
type tax struct {
	name, rate, regions, class *widget.Field
	included                   *widget.Switch
}

func newTaxes(s *settings) *taxes {
	t := &taxes{s: s}
	t.several = newSeveral(t.s, lang.L("Add a tax"), func() { t.add(listing.TaxRate{Included: true}) })
	t.shipping = newClasses(lang.L("Shipping is taxed as"))
	t.object.Add(t.shipping.object)
	return t
}

func (t *taxes) fill(all []listing.TaxRate, shipping string) {
	t.shipping.class = shipping
	for _, one := range all {
		t.add(one)
	}
	t.offer()
}

// offer lets shipping be of any class that is there now.
func (t *taxes) offer() {
	var all []listing.TaxRate
	for _, r := range t.rows {
		all = append(all, listing.TaxRate{Class: text(r.class)})
	}
	t.shipping.offer(all)
	if t.s.object != nil {
		t.s.object.Refresh()
	}
}

func (t *taxes) add(was listing.TaxRate) {
	r := &tax{name: widget.NewField(lang.L("VAT"), "", 36, nil), rate: widget.NewField("19", "", 36, nil), regions: widget.NewField("DE, AT", "", 36, nil), class: widget.NewField(lang.L("Books; empty: all others"), "", 36, nil)}
	r.included = widget.NewSwitch(lang.L("In the prices"), func(bool) {})
	r.name.SetText(was.Name)
	r.regions.SetText(strings.Join(was.Regions, ", "))
	if was.PerMillion > 0 {
		r.rate.SetText(price.Hundredths(was.PerMillion))
	}
	r.included.Set(was.Included)
	r.class.SetText(was.Class)
	r.class.OnChanged = func(string) { t.offer() }
	t.rows = append(t.rows, r)
	place := t.s.form.Hold(fmt.Sprintf("taxes[%d]", len(t.rows)-1), r.name)
	first := widget.Row(6, widget.Grow(r.name), widget.Fixed(72, 36, r.rate), widget.Label("%", 13))
	switched := widget.Row(8, widget.Grow(widget.Wide(widget.Label(lang.L("In the prices"), 13).Cut())), r.included)
	t.put(t.s, lang.L("Remove the tax"), widget.Col(6, first, widget.RowFill(6, widget.Grow(named(lang.L("Where it is paid"), r.regions)), widget.Grow(named(lang.L("On what class"), r.class))), switched, place), func() {
		t.rows = slices.DeleteFunc(t.rows, func(x *tax) bool { return x == r })
		t.offer()
	})
}

func (t *taxes) compose() (all []listing.TaxRate, err error) {
	for i, r := range t.rows {
		one := listing.TaxRate{Name: text(r.name), Class: text(r.class), Included: r.included.On()}
		for _, region := range commas(r.regions.Text()) {
			one.Regions = append(one.Regions, strings.ToUpper(region))
		}
		if one.PerMillion, err = perMillion(r.rate.Text()); err != nil {
			return nil, &listing.Invalid{Field: fmt.Sprintf("taxes[%d]", i), Why: err}
		}
		all = append(all, one)
	}
	return all, nil
}

func text(f *widget.Field) string { return strings.TrimSpace(f.Text()) }
