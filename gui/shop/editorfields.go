package shop

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/storefront/listing"
)

// about is what is sold, in words.
func (e *editor) about() fyne.CanvasObject {
	e.kind = widget.NewSegments([]string{lang.L("Goods"), lang.L("Digital"), lang.L("Service")}, func(int) { e.fit() })
	var title fyne.CanvasObject
	e.title, title = e.form.Field("title", lang.L("Title"), lang.L("Walnut desk organiser"), "")
	e.description = widget.NewArea(lang.L("What it is made of, how large it is, what it is good for"), 5)
	return section("file-text", lang.L("What it is"),
		e.form.Put("kind", lang.L("Type"), "", widget.Left(e.kind)), title, e.form.Put("description", lang.L("Describe it"), "", e.description))
}

// sorting is where buyers find it.
func (e *editor) sorting() fyne.CanvasObject {
	var category, tags fyne.CanvasObject
	e.category, category = e.form.Field("category", lang.L("Category"), lang.L("Home"), "")
	e.tags, tags = e.form.Field("tags", lang.L("Tags"), lang.L("oak, desk, gift"), lang.L("With commas between them"))
	var on fyne.CanvasObject
	e.shelves, on = newShelves(e.p.last.shop.Collections)
	shelved := e.form.Put("collections", lang.L("Collections"), "", on)
	show(shelved, len(e.p.last.shop.Collections) > 0)
	e.condition = widget.NewSelect(lang.L("Condition"), []string{lang.L("Not said"), lang.L("New"), lang.L("Like new"), lang.L("Used"), lang.L("Refurbished")}, func(int) {})
	e.conditionRow = e.form.Put("condition", lang.L("Condition"), "", widget.Left(e.condition))
	e.taxed = newClasses(lang.L("Taxed as"))
	return section("tag", lang.L("Where it belongs"), category, tags, shelved, e.conditionRow, e.taxed.object, e.form.Hold("taxClass", nil))
}

// way is how it comes to the buyer.
func (e *editor) way() fyne.CanvasObject {
	rows := widget.Col(6)
	for _, p := range e.p.last.shop.Shipping {
		one := widget.NewSwitch(widget.Clean(p.Name), func(bool) {})
		e.ships = append(e.ships, one)
		rows.Add(widget.Row(8, widget.Grow(widget.Wide(widget.Label(widget.Clean(p.Name), 13.5).Cut())), one))
	}
	if len(e.ships) == 0 {
		rows.Add(widget.Flow(lang.L("The shop does not ship yet: say in its settings where to and for how much."), 12.5, widget.Warn))
		rows.Add(widget.Left(widget.NewLinkButton(lang.L("Settings of the shop"), e.p.openSettings)))
	}
	e.shipping = e.form.Put("shipping", lang.L("Shipping profiles"), "", rows)
	e.delivery = widget.NewSelect(lang.L("Handed over"), []string{lang.L("By you"), lang.L("A licence key, by itself"), lang.L("A file, by itself")}, func(int) { e.fit() })
	e.goods = newGoods(e)
	e.handing = widget.Col(10, e.form.Put("delivery", lang.L("Handed over"), "", widget.Left(e.delivery)), e.goods.object)
	e.from, e.until = widget.NewField("1", "", 36, nil), widget.NewField("3", "", 36, nil)
	days := widget.Row(8, widget.Fixed(64, 36, e.from), widget.Label(lang.L("to"), 13), widget.Fixed(64, 36, e.until), widget.Label(lang.L("days"), 13), widget.Spring())
	return section("truck", lang.L("How it comes"), e.shipping, e.handing, e.form.Put("processing", lang.L("Ready after"), "", days))
}

// policies are those of this listing alone.
func (e *editor) policies() fyne.CanvasObject {
	e.returns = widget.NewArea(lang.L("As the whole shop"), 2)
	e.terms = widget.NewArea(lang.L("None besides the shop's"), 2)
	return section("scroll-text", lang.L("Its own policies"), e.form.Put("returns", lang.L("Returns"), "", e.returns), e.form.Put("terms", lang.L("Terms"), "", e.terms))
}

// fit shows what fits the type.
func (e *editor) fit() {
	k := kinds[e.kind.Chosen()]
	show(e.shipping, k == listing.Physical)
	show(e.conditionRow, k == listing.Physical)
	show(e.handing, k == listing.Digital)
	e.goods.fit(k, listing.Delivery(max(0, e.delivery.Chosen())))
	e.object.Refresh()
}

// fill puts the listing into the fields.
func (e *editor) fill() {
	l := e.it.Listing
	for i, k := range kinds {
		if k == l.Kind {
			e.kind.Choose(i)
		}
	}
	e.title.SetText(l.Title)
	e.description.SetText(l.Description)
	e.category.SetText(l.Category)
	e.tags.SetText(strings.Join(l.Tags, ", "))
	e.condition.Choose(int(l.Condition))
	e.delivery.Choose(int(l.Delivery))
	e.returns.SetText(l.Returns)
	e.terms.SetText(l.Terms)
	e.from.SetText(number(l.Processing.Min))
	e.until.SetText(number(l.Processing.Max))
	for i, p := range e.p.last.shop.Shipping {
		for _, name := range l.Shipping {
			if name == p.Name {
				e.ships[i].Set(true)
			}
		}
	}
	e.shelves.fill(l.Collections)
	e.taxed.class = l.TaxClass
	e.taxed.offer(e.p.last.shop.Taxes)
	e.photos.fill(l.Photos)
	e.variants.fill(e.it)
	e.fit()
}

// number writes a number that says something.
func number(n uint16) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(int(n))
}
