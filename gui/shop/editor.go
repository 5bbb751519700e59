package shop

import (
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"restante/gui/shop/form"
	"restante/gui/widget"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
)

// editor changes one listing, or makes a new one.
type editor struct {
	p      *Page
	it     storefront.Item // as it was opened
	opened listing.Listing // what the fields said then
	object fyne.CanvasObject
	form   *form.Form
	saves  []*widget.Button

	kind                            *widget.Segments
	title, category, tags           *widget.Field
	from, until                     *widget.Field // days
	description, returns, terms     *widget.Area
	condition, delivery             *widget.Select
	ships                           []*widget.Switch // by the shop's profiles
	shipping, handing, conditionRow fyne.CanvasObject
	photos                          *photos
	variants                        *variants
	goods                           *goods
	shelves                         *shelves
	taxed                           *classes
}

// kinds are in the order of the control.
var kinds = []listing.Kind{listing.Physical, listing.Digital, listing.Service}

// edit opens a listing; without a slug it is a new one.
func (p *Page) edit(it storefront.Item) {
	if it.Slug == "" && it.Kind == 0 {
		it.Kind = listing.Physical
		it.Variants = []listing.Variant{{}}
		for _, s := range p.last.shop.Shipping[:min(1, len(p.last.shop.Shipping))] {
			it.Shipping = []string{s.Name}
		}
	}
	it.Currency = p.last.shop.Currency
	e := &editor{p: p, it: it, form: form.New()}
	p.editor = e
	e.object = e.build()
	e.fill()
	e.goods.read()
	e.opened, _ = e.compose()
	p.view(e.object)
	p.o.Canvas().Focus(e.title.Focusable())
}

func (e *editor) build() fyne.CanvasObject {
	left := widget.Col(gap, e.about(), e.pictures(), e.options())
	right := widget.Col(gap, e.sorting(), e.way(), e.policies())
	body := widget.Col(gap, container.New(&widget.Sides{Side: sideWide, From: wideFrom, Gap: gap}, left, right), e.form.Rest)
	return widget.Twice(widget.Col(0, e.head(), widget.Grow(widget.Room(widget.Inset(2, margin, margin, margin, body)))))
}

func (e *editor) head() fyne.CanvasObject {
	name, sub := lang.L("New listing"), lang.L("Nobody sees it before you put it on sale")
	if e.it.Slug != "" {
		name = titleOf(e.it)
		sub = map[storefront.State]string{storefront.Draft: lang.L("A draft: nobody sees it"), storefront.OnSale: lang.L("On sale"), storefront.Hidden: lang.L("Hidden: nobody sees it")}[e.it.State]
	}
	buttons := widget.Row(8)
	if e.it.Slug != "" {
		buttons.Add(widget.NewRoundButton(lang.L("Delete"), "trash-2", widget.Bad, "", 36, 18, e.askDelete))
		buttons.Add(widget.NewRoundButton(lang.L("Duplicate"), "copy", widget.Muted, "", 36, 18, e.duplicate))
	}
	draft := widget.NewButton(lang.L("Save as draft"), "", widget.Quiet, func() { e.save(storefront.Draft) })
	sell := widget.NewButton(lang.L("Put on sale"), "check", widget.Primary, func() { e.save(storefront.OnSale) })
	if e.it.State != storefront.Draft {
		sell = widget.NewButton(lang.L("Save"), "check", widget.Primary, func() { e.save(e.it.State) })
	}
	e.saves = []*widget.Button{draft, sell}
	buttons.Add(draft)
	buttons.Add(sell)
	return backHead(e.leave, name, sub, buttons)
}

// backHead is the head of a view with a way back.
func backHead(back func(), title, sub string, buttons fyne.CanvasObject) fyne.CanvasObject {
	arrow := widget.NewRoundButton(lang.L("Back"), "chevron-left", widget.Foreground, widget.FieldFill, 36, 20, back)
	words := widget.Col(2, widget.Strong(title, 20).Cut(), widget.Caption(sub, 13).Cut())
	return widget.Least(0, 88, widget.Pad(8, margin, widget.Row(14, arrow, widget.Grow(widget.Wide(words)), buttons)))
}

// section is a card with a title.
func section(icon, title string, o ...fyne.CanvasObject) fyne.CanvasObject {
	top := widget.Row(10, widget.NewIcon(icon, widget.Accent, 18), widget.Grow(widget.Wide(widget.Strong(title, 15).Cut())))
	return widget.CardOf(18, 20, widget.Col(14, append([]fyne.CanvasObject{top}, o...)...))
}

// leave goes back, and asks first if something would be lost.
func (e *editor) leave() {
	now, err := e.compose()
	if err == nil && reflect.DeepEqual(now, e.opened) && !e.variants.countsChanged() {
		e.p.goHome()
		return
	}
	widget.Ask(e.p.o.Canvas(), widget.Question{Title: lang.L("Leave without saving?"), Text: lang.L("What you changed is lost."), Yes: lang.L("Leave"), No: lang.L("Stay"), Danger: true,
		Do: func(_ string, done func(string)) {
			done("")
			e.p.goHome()
		}})
}
