package shop

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/storefront/listing"
)

// taxes are lines of the bill, by region.
type taxes struct {
	several
	s    *settings
	rows []*tax
}

// tax is one of them; its class stays as it was.
type tax struct {
	was                 listing.TaxRate
	name, rate, regions *widget.Field
	included            *widget.Switch
}

func newTaxes(s *settings) *taxes {
	t := &taxes{s: s}
	t.several = newSeveral(lang.L("Add a tax"), func() { t.add(listing.TaxRate{Included: true}) })
	return t
}

func (t *taxes) fill(all []listing.TaxRate) {
	for _, one := range all {
		t.add(one)
	}
}

func (t *taxes) add(was listing.TaxRate) {
	r := &tax{was: was, name: widget.NewField(lang.L("VAT"), "", 36, nil), rate: widget.NewField("19", "", 36, nil), regions: widget.NewField("DE, AT", "", 36, nil)}
	r.included = widget.NewSwitch(lang.L("In the prices"), func(bool) {})
	r.name.SetText(was.Name)
	r.regions.SetText(strings.Join(was.Regions, ", "))
	if was.PerMillion > 0 {
		r.rate.SetText(strconv.FormatFloat(float64(was.PerMillion)*100/listing.PerMillion, 'f', -1, 64))
	}
	r.included.Set(was.Included)
	t.rows = append(t.rows, r)
	place := t.s.form.Hold(fmt.Sprintf("taxes[%d]", len(t.rows)-1), r.name)
	first := widget.Row(6, widget.Grow(r.name), widget.Fixed(72, 36, r.rate), widget.Label("%", 13))
	switched := widget.Row(8, widget.Grow(widget.Wide(widget.Label(lang.L("In the prices"), 13).Cut())), r.included)
	t.put(t.s, lang.L("Remove the tax"), widget.Col(6, first, named(lang.L("Where it is paid"), r.regions), switched, place), func() {
		t.rows = slices.DeleteFunc(t.rows, func(x *tax) bool { return x == r })
	})
}

func (t *taxes) compose() (all []listing.TaxRate, err error) {
	for i, r := range t.rows {
		one := r.was
		one.Name, one.Included, one.Regions = strings.TrimSpace(r.name.Text()), r.included.On(), nil
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
