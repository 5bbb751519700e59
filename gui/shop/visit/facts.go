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

// facts are sentences under their names.
type facts struct{ *fyne.Container }

func newFacts() facts { return facts{widget.Col(12)} }

// put adds one; nothing where there is nothing to say.
func (f facts) put(icon, name, text string) {
	if text == "" {
		return
	}
	f.row(icon, name, widget.Flow(text, 12.5, widget.Muted))
}

// row adds anything under a name.
func (f facts) row(icon, name string, o fyne.CanvasObject) {
	words := widget.Col(2, widget.Strong(name, 13).Cut(), o)
	f.Add(widget.RowFill(12, widget.Col(0, widget.NewIcon(icon, widget.Muted, 17)), widget.Grow(words)))
}

// facts are how it comes and what holds for it.
func (i *item) facts() fyne.CanvasObject {
	f, shop := newFacts(), i.v.front.Shop
	f.put("truck", lang.L("Shipping"), waysOf(shop, i.l.Shipping))
	f.put("clock", lang.L("Ready after"), daysOf(i.l.Processing))
	f.put("rotate-ccw", lang.L("Returns"), orElse(i.l.Returns, shop.Returns))
	f.put("scroll-text", lang.L("Terms"), strings.TrimSpace(i.l.Terms+"\n"+shop.Terms))
	f.put("banknote", lang.L("Payment"), paysOf(shop))
	f.put("tag", lang.L("Tags"), strings.Join(i.l.Tags, ", "))
	return widget.CardOf(18, 20, f.Container)
}

// waysOf says where some profiles of a shop lead, and for how much.
func waysOf(shop listing.Shop, profiles []string) string {
	var all []string
	for _, name := range profiles {
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

// paysOf says how one pays, a line for each way.
func paysOf(shop listing.Shop) string {
	var all []string
	for _, p := range shop.Payments {
		line := widget.Clean(p.Name)
		if text := strings.TrimSpace(p.Text); text != "" {
			line += ": " + text
		}
		all = append(all, line)
	}
	return strings.Join(all, "\n")
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
