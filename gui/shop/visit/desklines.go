package visit

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/shop/pictures"
	"restante/gui/shop/price"
	"restante/gui/widget"
	"restante/messaging/storefront/terms"
)

func (d *desk) drawLines() {
	c := &d.v.cart
	d.lines.Objects = nil
	clear(d.frames)
	for i, l := range c.lines {
		d.lines.Add(d.line(i, l))
	}
	if len(c.lines) == 0 {
		d.lines.Add(widget.Flow(lang.L("There is nothing in the cart."), 13.5, widget.Muted))
	}
	d.repaint()
}

func (d *desk) line(i int, l terms.CartLine) fyne.CanvasObject {
	sold := d.v.known[l.Listing]
	variant, _ := sold.Variant(l.Variant)
	d.frames[i] = pictures.NewFrame(8)
	change := func(by int) func() {
		return func() { d.v.cart.change(i, by); d.v.cart.keep(); d.draw() }
	}
	title := widget.Clean(sold.Title)
	less := widget.NewRoundButton(lang.L("One less: {{.Title}}", words{"Title": title}), "minus", widget.Muted, widget.FieldFill, 28, 14, change(-1))
	more := widget.NewRoundButton(lang.L("One more: {{.Title}}", words{"Title": title}), "plus", widget.Muted, widget.FieldFill, 28, 14, change(1))
	sum, err := variant.Price.Times(l.Quantity)
	cost := price.Of(sold.Currency, sum)
	if err != nil {
		cost = "–"
	}
	name := widget.Col(2, widget.Strong(title, 13.5).Cut())
	if len(variant.Choices) > 0 {
		name.Add(widget.Caption(strings.Join(variant.Choices, " · "), 12).Cut())
	}
	many := widget.Fixed(26, 0, widget.Strong(strconv.Itoa(int(l.Quantity)), 13).Middle())
	return widget.Row(12, widget.Fixed(48, 48, d.frames[i].Object), widget.Grow(widget.Wide(name)), widget.Row(4, less, many, more), widget.Cell(84, widget.Strong(cost, 13.5).End()))
}

func (d *desk) repaint() {
	for i, f := range d.frames {
		if sold := d.v.known[d.v.cart.lines[i].Listing]; len(sold.Photos) > 0 {
			f.Set(d.v.o.Pictures.Of(d.v.key(sold.Photos[0].Small, pictures.Square)), false)
		}
	}
}
