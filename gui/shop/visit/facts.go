package visit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/shop/pictures"
	"restante/gui/shop/price"
	"restante/gui/widget"
	"restante/messaging/storefront/listing"
)

// facts are how it comes and what holds for it.
func (i *item) facts() fyne.CanvasObject {
	col := widget.Col(12)
	fact := func(icon, name, text string) {
		if text != "" {
			col.Add(widget.RowFill(12, widget.Col(0, widget.NewIcon(icon, widget.Muted, 17)), widget.Grow(widget.Col(2, widget.Strong(name, 13).Cut(), widget.Flow(text, 12.5, widget.Muted)))))
		}
	}
	shop := i.v.front.Shop
	fact("truck", lang.L("Shipping"), i.ways(shop))
	fact("clock", lang.L("Ready after"), daysOf(i.l.Processing))
	fact("rotate-ccw", lang.L("Returns"), orElse(i.l.Returns, shop.Returns))
	fact("scroll-text", lang.L("Terms"), strings.TrimSpace(i.l.Terms+"\n"+shop.Terms))
	fact("banknote", lang.L("Payment"), paysOf(shop))
	fact("tag", lang.L("Tags"), strings.Join(i.l.Tags, ", "))
	return widget.CardOf(18, 20, col)
}

// ways says where it is shipped, and for how much.
func (i *item) ways(shop listing.Shop) string {
	var all []string
	for _, name := range i.l.Shipping {
		p, _ := shop.Profile(name)
		for _, z := range p.Zones {
			for _, s := range z.Services {
				all = append(all, strings.Join(z.Regions, ", ")+": "+widget.Clean(s.Name)+", "+price.Of(shop.Currency, s.Price))
			}
		}
	}
	return strings.Join(all, "\n")
}

// daysOf says a time; nothing where nothing is known.
func daysOf(d listing.Days) string {
	switch {
	case d.Max == 0:
		return ""
	case d.Min == d.Max:
		return lang.N("{{.N}} days", int(d.Max), words{"N": d.Max})
	}
	return lang.L("{{.From}} to {{.To}} days", words{"From": d.Min, "To": d.Max})
}

func paysOf(shop listing.Shop) string {
	var all []string
	for _, p := range shop.Payments {
		all = append(all, widget.Clean(p.Name))
	}
	return strings.Join(all, ", ")
}

func orElse(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// ratio is a place as wide as it is, and as high as a card's photo.
type ratio struct{}

func (ratio) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(200, max(150, o[0].Size().Width*pictures.CardHigh))
}

func (ratio) Layout(o []fyne.CanvasObject, s fyne.Size) {
	widget.Place(o[0], 0, 0, s.Width, s.Height)
}

// halves lays two columns side by side, or one below the other where it is narrow.
type halves struct{ wide bool }

const halvesFrom = float32(720)

func (h *halves) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	size := fyne.NewSize(max(a.Width, b.Width), a.Height+gap+b.Height)
	if h.wide {
		size.Height = max(a.Height, b.Height)
	}
	return size
}

func (h *halves) Layout(o []fyne.CanvasObject, s fyne.Size) {
	h.wide = s.Width >= widget.Larger(halvesFrom)
	left, x, y := s.Width, float32(0), float32(0)
	right := s.Width
	if h.wide {
		left = (s.Width - gap) * .56
		x, right = left+gap, s.Width-left-gap
	}
	for range 2 { // the height of words, and of the photo, follows from the width
		o[0].Resize(fyne.NewSize(left, o[0].MinSize().Height))
		o[1].Resize(fyne.NewSize(right, o[1].MinSize().Height))
	}
	widget.Place(o[0], 0, 0, left, o[0].MinSize().Height)
	if !h.wide {
		y = o[0].MinSize().Height + gap
	}
	widget.Place(o[1], x, y, right, o[1].MinSize().Height)
}
