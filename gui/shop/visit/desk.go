package visit

import (
	"crypto/rand"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"restante/gui/shop/form"
	"restante/gui/shop/pictures"
	"restante/gui/widget"
	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/terms"
)

// desk is the check-out: what is in the cart, where it goes, and what it costs.
type desk struct {
	v      *View
	key    string // of the order: placing it twice is placing it once
	object fyne.CanvasObject
	lines  *fyne.Container
	ways   *fyne.Container
	sums   *fyne.Container
	judges *fyne.Container // among whom one is chosen
	form   *form.Form
	place  *widget.Button
	frames map[int]*pictures.Frame
	quoted terms.Terms
	sound  bool // that is what the cart costs

	region, code, name, street, extra, postcode, city, part, contact *widget.Field
	memo                                                             *widget.Area
	moderator                                                        *widget.Select
	address                                                          fyne.CanvasObject
}

// toDesk opens the check-out.
func (v *View) toDesk() {
	d := &desk{v: v, key: rand.Text(), lines: widget.Col(10), ways: widget.Col(8), sums: widget.Col(8), judges: widget.Col(0), form: form.New(), frames: map[int]*pictures.Frame{}}
	if v.cart.ways == nil {
		v.cart.ways = map[string]string{}
	}
	v.desk, v.item, v.about, v.paint = d, nil, false, d.repaint
	d.build()
	d.draw()
	v.put(d.object)
}

func (d *desk) build() {
	v := d.v
	d.place = widget.NewButton(lang.L("Place the order"), "check", widget.Primary, d.order)
	left := widget.Col(gap, card("shopping-bag", lang.L("Cart"), d.lines), d.where(), d.words())
	right := widget.Col(gap, card("banknote", lang.L("What it costs"), d.discount(), d.sums, d.form.Rest, d.place), v.paying())
	body := container.New(halves(), left, right)
	d.object = widget.Twice(widget.Col(0, head(v.toShelfWith, lang.L("Check-out"), v.name(), widget.Row(0)), widget.Grow(widget.Room(widget.Inset(2, margin, margin, margin, body)))))
}

// card is a surface with a title.
func card(icon, title string, o ...fyne.CanvasObject) fyne.CanvasObject {
	top := widget.Row(10, widget.NewIcon(icon, widget.Accent, 18), widget.Grow(widget.Wide(widget.Strong(title, 15).Cut())))
	return widget.CardOf(18, 20, widget.Col(14, append([]fyne.CanvasObject{top}, o...)...))
}

func (d *desk) where() fyne.CanvasObject {
	field := func(f **widget.Field, id, label, example string) fyne.CanvasObject {
		one, o := d.form.Field(id, label, example, "")
		*f = one
		return widget.Grow(o)
	}
	region := field(&d.region, "region", lang.L("Country, or country and part"), "DE, US-CA")
	if all := regions(d.v.front.Shop); len(all) == 1 {
		d.region.SetText(all[0])
	}
	d.region.OnChanged = func(string) { d.draw() }
	name := field(&d.name, "name", lang.L("Name"), "Ines Duarte")
	street, extra := field(&d.street, "street", lang.L("Street and number"), ""), field(&d.extra, "extra", lang.L("Floor, door, company"), "")
	postcode, city, part := field(&d.postcode, "postcode", lang.L("Postcode"), ""), field(&d.city, "city", lang.L("City"), ""), field(&d.part, "part", lang.L("State or province"), "")
	d.address = widget.Col(12, widget.RowFill(12, name), widget.RowFill(12, street, extra), widget.RowFill(12, postcode, city, part))
	return card("map-pin", lang.L("Where it goes"), widget.RowFill(12, region), d.ways, d.address)
}

// regions are those that the shop's profiles name.
func regions(shop listing.Shop) (all []string) {
	for _, p := range shop.Shipping {
		for _, z := range p.Zones {
			all = append(all, z.Regions...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func (d *desk) words() fyne.CanvasObject {
	d.memo = widget.NewArea(lang.L("Anything the shop has to know"), 2)
	var contact fyne.CanvasObject
	d.contact, contact = d.form.Field("contact", lang.L("Telephone or e-mail, for the carrier"), "", "")
	col := []fyne.CanvasObject{d.form.Put("memo", lang.L("Note"), "", d.memo), contact}
	if len(d.v.front.Shop.Moderators) > 0 {
		col = append(col, d.form.Put("moderator", lang.L("Who decides a dispute"), lang.L("You and the shop can call them if you do not agree. They see the order then."), d.judges))
		d.readJudges()
	}
	return card("file-text", lang.L("For the shop"), col...)
}

func (d *desk) discount() fyne.CanvasObject {
	d.code = widget.NewField(lang.L("Discount code"), "tag", 36, nil)
	d.code.OnChanged = func(string) { d.draw() }
	return widget.Col(5, d.code, d.form.Hold("code", d.code))
}

// to is where it goes.
func (d *desk) to() string { return strings.ToUpper(strings.TrimSpace(d.region.Text())) }

// draw shows the cart and what it costs now.
func (d *desk) draw() {
	d.drawLines()
	d.drawWays()
	d.drawSums()
	if d.v.cart.shipped() {
		d.address.Show()
	} else {
		d.address.Hide()
	}
	if d.object != nil {
		d.object.Refresh()
	}
}
