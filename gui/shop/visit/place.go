package visit

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/shop/price"
	"restante/gui/widget"
	"restante/messaging/order"
	"restante/messaging/order/event"
)

// order places it; what is missing is said beside its field.
func (d *desk) order() {
	if !d.sound || d.incomplete() {
		return
	}
	o := event.Order{Merchant: d.v.at.Owner, Terms: d.quoted, Memo: strings.TrimSpace(d.memo.Text()), Contact: strings.TrimSpace(d.contact.Text()),
		Times: order.TimesOf(d.v.front.Shop)}
	if d.v.cart.shipped() {
		o.ShipTo = event.Address{Name: text(d.name), Street: text(d.street), Extra: text(d.extra), City: text(d.city), Region: text(d.part), Postcode: text(d.postcode), Country: d.to()[:2]}
	}
	if d.moderator != nil && d.moderator.Chosen() > 0 {
		o.Moderator = d.v.front.Shop.Moderators[d.moderator.Chosen()-1]
	}
	d.place.Disable()
	v, key := d.v, d.key
	v.o.Loop.InOrder(func(ctx context.Context) func() {
		id, err := v.o.Orders.Place(ctx, o, key)
		return func() {
			if err != nil {
				d.place.Enable()
				d.form.Refuse(err)
				d.object.Refresh()
				return
			}
			v.cart.lines = nil
			v.cart.keep()
			v.thank(o, id)
		}
	})
}

func text(f *widget.Field) string { return strings.TrimSpace(f.Text()) }

// incomplete says what a parcel cannot do without.
func (d *desk) incomplete() (missing bool) {
	if !d.v.cart.shipped() {
		return false
	}
	d.form.Clear()
	var first fyne.Focusable
	for _, one := range []struct {
		name string
		f    *widget.Field
	}{{"name", d.name}, {"street", d.street}, {"city", d.city}} {
		if text(one.f) == "" {
			at := d.form.Say(one.name, lang.L("This is missing."))
			if !missing {
				first, missing = at, true
			}
		}
	}
	if missing {
		d.object.Refresh()
		d.v.o.Canvas().Focus(first)
	}
	return missing
}

// thank says that the order is on its way.
func (v *View) thank(o event.Order, id event.ID) {
	v.desk = nil
	sum := price.Of(o.Terms.Currency, o.Terms.Total)
	text := lang.L("{{.Shop}} gets your order for {{.Sum}}, also if they are away now. You hear from them once they confirm it, and then you pay.", words{"Shop": v.name(), "Sum": sum})
	ways := widget.Row(8, widget.NewButton(lang.L("Back to the shop"), "store", widget.Primary, v.toShelfWith))
	if v.o.Order != nil {
		ways.Add(widget.NewButton(lang.L("See the order"), "shopping-bag", widget.Quiet, func() { v.o.Order(id) }))
	}
	body := widget.ColMid(10, widget.Mid(widget.Tile("check", widget.Good, widget.GoodSoft, 64, 30)), widget.Gap(0, 4), widget.Mid(widget.Strong(lang.L("The order is placed"), 18)),
		widget.ParaMid(text, 13.5, 440, widget.Muted), widget.Gap(0, 6), widget.Mid(ways))
	v.paint = func() {}
	v.put(widget.Col(0, head(v.toShelfWith, lang.L("Thank you"), v.name(), widget.Row(0)), widget.Grow(widget.Mid(body))))
}
