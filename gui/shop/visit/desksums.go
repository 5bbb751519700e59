package visit

import (
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/shop/form"
	"restante/gui/shop/price"
	"restante/gui/widget"
	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/terms"
)

// drawWays offers the services where there are several.
func (d *desk) drawWays() {
	d.ways.Objects = nil
	for _, profile := range d.v.cart.profiles(d.to()) {
		p, _ := d.v.front.Shop.Profile(profile)
		services := p.To(d.to())
		var all []string
		for _, s := range services {
			word := widget.Clean(s.Name) + " · " + price.Of(d.v.front.Shop.Currency, s.Price)
			if days := daysOf(s.Days); days != "" {
				word += " · " + days
			}
			all = append(all, word)
		}
		pick := widget.NewSelect(lang.L("Shipping: {{.Profile}}", words{"Profile": widget.Clean(profile)}), all, func(i int) {
			d.v.cart.ways[profile] = services[i].Name
			d.drawSums()
			d.object.Refresh()
		})
		pick.Choose(max(0, slices.IndexFunc(services, func(s listing.ShippingService) bool { return s.Name == d.v.cart.ways[profile] })))
		d.ways.Add(widget.Left(pick))
	}
}

// drawSums computes the price.
func (d *desk) drawSums() {
	d.form.Clear()
	d.sums.Objects, d.sound = nil, false
	d.place.Disable()
	switch {
	case len(d.v.cart.lines) == 0:
		return
	case d.v.cart.shipped() && d.to() == "":
		d.sums.Add(widget.Flow(lang.L("Say where it goes, and you see what it costs."), 13, widget.Muted))
		return
	}
	var codes []string
	if code := strings.TrimSpace(d.code.Text()); code != "" {
		codes = []string{code}
	}
	t, err := d.v.cart.quote(d.to(), codes)
	if errors.Is(err, terms.ErrCode) {
		d.form.Say("code", form.Problem(err))
		t, err = d.v.cart.quote(d.to(), nil)
	}
	if err != nil {
		d.form.Say("region", form.Problem(err))
		return
	}
	d.quoted, d.sound = t, true
	d.place.Enable()
	d.sum(t)
}

func (d *desk) sum(t terms.Terms) {
	row := func(name, amount string, size float32, ink fyne.ThemeColorName, bold bool) {
		d.sums.Add(widget.Row(8, widget.Grow(widget.Wide(widget.NewText(name, size, bold, ink).Cut())), widget.NewText(amount, size, bold, widget.Foreground)))
	}
	row(lang.L("Items"), price.Of(t.Currency, t.Items), 13, widget.Muted, false)
	for _, s := range t.Shipping {
		row(lang.L("Shipping")+", "+widget.Clean(s.Service), price.Of(t.Currency, s.Price), 13, widget.Muted, false)
	}
	for _, x := range t.Discounts {
		row(widget.Clean(x.Name), "− "+price.Of(t.Currency, x.Amount), 13, widget.Good, false)
	}
	for _, x := range t.Taxes {
		name := taxName(x)
		if x.Included {
			name = lang.L("{{.Tax}}, included", words{"Tax": name})
		}
		row(name, price.Of(t.Currency, x.Amount), 13, widget.Muted, false)
	}
	d.sums.Add(widget.Line())
	row(lang.L("Total"), price.Of(t.Currency, t.Total), 16, widget.Foreground, true)
}

// taxName is what a tax is called, with its rate: several may have one name.
func taxName(x terms.Tax) string {
	name := widget.Clean(x.Name)
	if strings.Contains(name, "%") {
		return name
	}
	return name + " " + price.Percent(x.PerMillion)
}
