package shop

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/shop/price"
	"restante/gui/widget"
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
	few     threshold
}

// optionRow is a name, and choices with commas between them.
type optionRow struct{ name, choices *widget.Field }

// variantRow is what one combination costs, and how many there are.
type variantRow struct {
	variant            listing.Variant
	price, sku, pieces *widget.Field
	seen               *uint32 // how many pieces there were; nil: they were not counted
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
	var few fyne.CanvasObject
	v.few, few = newThreshold(e.form, lang.L("Without a number: as the shop says."))
	sign := lang.L("Price, {{.Currency}}", words{"Currency": price.Sign(e.it.Currency)})
	head := widget.Row(8, widget.Grow(widget.Caption("", 12).Cut()), widget.Cell(priceWide, widget.Caption(sign, 12).Cut()), widget.Cell(skuWide, widget.Caption(lang.L("SKU"), 12).Cut()), widget.Cell(piecesWide, widget.Caption(lang.L("In stock"), 12).Cut()), widget.Gap(switchWide, 0))
	return section("banknote", lang.L("Price, options and stock"), head, v.table, e.form.Hold("variants", nil),
		widget.Flow(lang.L("Without a number it is always there."), 12, widget.Muted), few, widget.Line(),
		e.form.Put("options", lang.L("Options"), lang.L("What buyers choose from. Each combination gets a line above."), rows))
}

const (
	priceWide  = float32(96)
	skuWide    = float32(110)
	piecesWide = float32(72)
	switchWide = float32(46)
)

func (v *variants) fill(it storefront.Item) {
	if it.Slug != "" {
		v.few.fill(v.e.p.last.few, it.Slug)
	}
	for i, o := range it.Options {
		v.options[i].name.SetText(o.Name)
		v.options[i].choices.SetText(strings.Join(o.Choices, ", "))
	}
	for _, one := range it.Variants {
		row := v.row(one.Choices)
		row.variant = one
		row.price.SetText(price.Local().Plain(it.Currency, one.Price))
		if it.Slug == "" && one.Price == 0 {
			row.price.SetText("")
		}
		row.sku.SetText(one.SKU)
		if one.Counted {
			row.see(free(it.Pieces, one.ID))
		}
	}
	v.draw()
	for _, row := range v.rows { // combinations that there are not
		has := func(one listing.Variant) bool { return slices.Equal(one.Choices, row.variant.Choices) }
		row.on.Set(slices.ContainsFunc(it.Variants, has))
	}
}
