package shop

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/storefront/listing"
)

// row is that of some choices, as it was typed before.
func (v *variants) row(choices []string) *variantRow {
	key := strings.Join(choices, "\n")
	if v.known[key] == nil {
		r := &variantRow{variant: listing.Variant{Choices: choices}, price: widget.NewField("0.00", "", 36, nil), sku: widget.NewField("", "", 36, nil), pieces: widget.NewField("∞", "", 36, nil)}
		r.on = widget.NewSwitch(lang.L("{{.Choices}} is on offer", words{"Choices": strings.Join(choices, ", ")}), func(bool) {})
		r.on.Set(true)
		if len(v.rows) > 0 {
			r.price.SetText(v.rows[0].price.Text())
		}
		v.known[key] = r
	}
	return v.known[key]
}

// draw makes the table of the combinations.
func (v *variants) draw() {
	v.rows, v.table.Objects = v.combinations(), nil
	for i, r := range v.rows {
		name := cmp.Or(strings.Join(r.variant.Choices, " · "), lang.L("Without options"))
		line := widget.Row(8, widget.Grow(widget.Wide(widget.Label(name, 13).Cut())), widget.Cell(priceWide, r.price), widget.Cell(skuWide, r.sku), widget.Cell(piecesWide, r.pieces))
		if len(r.variant.Choices) > 0 {
			line.Add(widget.Cell(switchWide, r.on))
		} else {
			line.Add(widget.Gap(switchWide, 0))
		}
		at := fmt.Sprintf("variants[%d]", i)
		v.table.Add(widget.Col(4, line, v.e.form.Hold(at, r.price), v.e.form.Hold(at+".pieces", r.pieces)))
	}
	if v.e.object != nil {
		v.e.object.Refresh()
	}
}

// combinations are the rows of all choices, in their order.
func (v *variants) combinations() (rows []*variantRow) {
	all := [][]string{nil}
	for _, o := range v.named() {
		var next [][]string
		for _, before := range all {
			for _, c := range o.Choices {
				next = append(next, append(slices.Clone(before), c))
			}
		}
		all = next[:min(len(next), listing.MaxVariants)]
	}
	for _, choices := range all {
		rows = append(rows, v.row(choices))
	}
	return rows
}

// named are the options that have choices.
func (v *variants) named() (all []listing.Option) {
	for _, o := range v.options {
		if choices := commas(o.choices.Text()); len(choices) > 0 {
			all = append(all, listing.Option{Name: strings.TrimSpace(o.name.Text()), Choices: choices})
		}
	}
	return all
}
