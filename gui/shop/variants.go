package shop

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/shop/form"
	"restante/gui/shop/price"
	"restante/gui/widget"
	"restante/messaging/money"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
)

// variants are the options of a listing, and a row for each combination of them.
type variants struct {
	e       *editor
	options [listing.MaxOptions]optionRow
	rows    []*variantRow
	known   map[string]*variantRow // by its choices: what was typed comes back with them
	table   *fyne.Container
	opened  []storefront.Pieces
}

// optionRow is a name, and choices with commas between them.
type optionRow struct{ name, choices *widget.Field }

// variantRow is what one combination costs, and how many there are.
type variantRow struct {
	variant            listing.Variant
	price, sku, pieces *widget.Field
	on                 *widget.Switch
}

// options is the section of prices, options and stock.
func (e *editor) options() fyne.CanvasObject {
	v := &variants{e: e, known: map[string]*variantRow{}, table: widget.Col(8)}
	e.variants = v
	rows := widget.Col(8)
	examples := [][2]string{{lang.L("Colour"), lang.L("Blue, Red")}, {lang.L("Size"), "S, M, L"}, {lang.L("Material"), lang.L("Oak, Walnut")}}
	for i := range v.options {
		o := &v.options[i]
		o.name, o.choices = widget.NewField(examples[i][0], "", 36, nil), widget.NewField(examples[i][1], "", 36, nil)
		o.name.OnChanged = func(string) { v.draw() }
		o.choices.OnChanged = func(string) { v.draw() }
		rows.Add(widget.Row(8, widget.Fixed(130, 36, o.name), widget.Grow(o.choices)))
	}
	sign := lang.L("Price, {{.Currency}}", words{"Currency": price.Sign(e.it.Currency)})
	head := widget.Row(8, widget.Grow(widget.Caption("", 12).Cut()), widget.Cell(priceWide, widget.Caption(sign, 12).Cut()), widget.Cell(skuWide, widget.Caption(lang.L("SKU"), 12).Cut()), widget.Cell(piecesWide, widget.Caption(lang.L("In stock"), 12).Cut()), widget.Gap(switchWide, 0))
	return section("banknote", lang.L("Price, options and stock"), head, v.table, e.form.Hold("variants", nil),
		widget.Flow(lang.L("Without a number it is always there."), 12, widget.Muted), widget.Line(),
		e.form.Put("options", lang.L("Options"), lang.L("What buyers choose from. Each combination gets a line above."), rows))
}

const (
	priceWide  = float32(96)
	skuWide    = float32(110)
	piecesWide = float32(72)
	switchWide = float32(46)
)

func (v *variants) fill(it storefront.Item) {
	v.opened = it.Pieces
	for i, o := range it.Options {
		v.options[i].name.SetText(o.Name)
		v.options[i].choices.SetText(strings.Join(o.Choices, ", "))
	}
	for _, one := range it.Variants {
		row := v.row(one.Choices)
		row.variant = one
		row.price.SetText(it.Currency.Format(one.Price))
		if it.Slug == "" && one.Price == 0 {
			row.price.SetText("")
		}
		row.sku.SetText(one.SKU)
		if one.Counted {
			row.pieces.SetText(strconv.FormatUint(uint64(free(it.Pieces, one.ID)), 10))
		}
	}
	v.draw()
	for _, row := range v.rows { // combinations that there are not
		has := func(one listing.Variant) bool { return slices.Equal(one.Choices, row.variant.Choices) }
		row.on.Set(slices.ContainsFunc(it.Variants, has))
	}
}

// free is how many pieces there are of a variant.
func free(all []storefront.Pieces, id string) uint32 {
	for _, p := range all {
		if p.Variant == id {
			return p.Free
		}
	}
	return 0
}

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
		v.table.Add(widget.Col(4, line, v.e.form.Hold(fmt.Sprintf("variants[%d]", i), r.price)))
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

// compose reads the rows that are on offer.
func (v *variants) compose() (options []listing.Option, all []listing.Variant, err error) {
	options = v.named()
	for i, r := range v.rows {
		if len(options) > 0 && !r.on.On() {
			continue
		}
		one := r.variant
		if one.ID == "" && len(options) > 0 {
			one.ID = listing.SlugOf(strings.Join(one.Choices, " "))
		}
		one.SKU, one.Counted = strings.TrimSpace(r.sku.Text()), strings.TrimSpace(r.pieces.Text()) != ""
		if one.Price, err = readPrice(v.e.it.Currency, r.price.Text()); err != nil {
			return options, all, &listing.Invalid{Field: fmt.Sprintf("variants[%d].price", i), Why: err}
		}
		all = append(all, one)
	}
	return options, all, nil
}

// readPrice reads a price; none is missing, as it could mean that it costs nothing.
func readPrice(c money.Currency, s string) (money.Amount, error) {
	if strings.TrimSpace(s) == "" {
		return 0, listing.ErrMissing
	}
	return amountOf(c, s)
}

// counts are how many pieces there are to be of what is counted.
func (v *variants) counts(all []listing.Variant) (counts []storefront.Pieces, err error) {
	for _, one := range all {
		i := slices.IndexFunc(v.rows, func(r *variantRow) bool { return slices.Equal(r.variant.Choices, one.Choices) })
		if !one.Counted || i < 0 {
			continue
		}
		n, bad := strconv.ParseUint(strings.TrimSpace(v.rows[i].pieces.Text()), 10, 32)
		if bad != nil || n > storefront.MaxPieces {
			return nil, &listing.Invalid{Field: fmt.Sprintf("variants[%d].pieces", i), Why: form.ErrAmount}
		}
		counts = append(counts, storefront.Pieces{Variant: one.ID, Free: uint32(n)})
	}
	return counts, nil
}

// countsChanged tells whether other numbers of pieces were typed.
func (v *variants) countsChanged() bool {
	_, all, err := v.compose()
	counts, bad := v.counts(all)
	if err != nil || bad != nil {
		return true
	}
	for _, c := range counts {
		if free(v.opened, c.Variant) != c.Free {
			return true
		}
	}
	return false
}
