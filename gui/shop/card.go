package shop

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"restante/gui/shop/pictures"
	"restante/gui/shop/price"
	"restante/gui/widget"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
)

// card is one listing: its photo, what it costs, how many there are, and whether it
// can be seen.
type card struct {
	h       *home
	it      storefront.Item
	drawn   bool
	object  *fyne.Container
	face    *widget.Box
	frame   *pictures.Frame
	price   *widget.Text
	stock   *fyne.Container
	word    *widget.Text
	visible *widget.Switch
	mark    *fyne.Container // while cards are chosen
	check   *widget.Icon
	dot     *widget.Box
}

func newCard(h *home, it storefront.Item) *card {
	c := &card{h: h, face: widget.NewBox(widget.Look{}), frame: pictures.NewFrame(12), price: widget.Strong("", 14), stock: widget.Row(0), word: widget.Caption("", 12.5),
		dot: widget.NewBox(widget.Look{}), check: widget.NewIcon("check", widget.OnOut, 15)}
	title := titleOf(it)
	names := widget.Row(8, widget.Grow(widget.Wide(widget.Strong(title, 14).Cut())), c.price)
	c.mark = widget.Fixed(26, 26, container.NewStack(c.dot, widget.Mid(c.check)))
	tap := widget.NewTap(title, 12, container.New(cardTop{}, c.frame.Object, names, c.mark), c.tapped)
	c.visible = widget.NewSwitch(lang.L("Visible: {{.Title}}", words{"Title": title}), c.flip)
	foot := widget.Row(4, c.stock, widget.Spring(), c.word, c.visible)
	c.object = container.New(cardLayout{}, c.face, tap, foot)
	c.show(it)
	return c
}

// titleOf is what a listing is called, also before it has a title.
func titleOf(it storefront.Item) string {
	if it.Title == "" {
		return lang.L("Without a title")
	}
	return widget.Clean(it.Title)
}

func (c *card) show(it storefront.Item) {
	if !c.drawn || !same(c.it, it) {
		c.drawn, c.it = true, it
		c.price.Set(priceOf(it.Listing))
		set(c.stock, stockPill(it))
		c.word.Set(map[storefront.State]string{storefront.Draft: lang.L("Draft"), storefront.OnSale: lang.L("Visible"), storefront.Hidden: lang.L("Hidden")}[it.State])
		c.visible.Set(it.State == storefront.OnSale)
	}
	c.paint()
}

// paint shows the photo, and whether the card is chosen.
func (c *card) paint() {
	var first listing.Picture
	if len(c.it.Photos) > 0 {
		first = c.it.Photos[0].Medium
	}
	c.frame.Set(c.h.p.pictures.Of(pictures.Key{Picture: first}), c.it.State != storefront.OnSale)
	on := c.h.bulk.chosen[c.it.Slug]
	look, dot := widget.Look{Fill: widget.Card, Rim: widget.BubbleEdge, Radius: 16, Lift: widget.Raised}, widget.Look{Fill: widget.Card, Rim: widget.Control, RimWidth: 2, Radius: 13}
	if on {
		look.Rim, look.RimWidth = widget.Accent, 2
		dot = widget.Look{Fill: widget.BubbleOut, Radius: 13}
	}
	c.face.Set(look)
	c.dot.Set(dot)
	show(c.check, on)
	show(c.mark, c.h.bulk.on)
}

func (c *card) tapped() {
	if c.h.bulk.on {
		c.h.bulk.toggle(c.it.Slug)
		return
	}
	c.h.p.edit(c.it)
}

// flip shows the listing to visitors, or hides it; one that is not complete opens, so
// that it says what is missing.
func (c *card) flip(on bool) {
	to, it, p := storefront.Hidden, c.it, c.h.p
	if on {
		to = storefront.OnSale
	}
	p.o.Loop.InOrder(func(ctx context.Context) func() {
		err := p.o.Core.SetState(ctx, to, it.Slug)
		return func() {
			if err != nil {
				c.visible.Set(!on)
				p.edit(it)
				p.editor.refused(err)
				return
			}
			p.Reload()
		}
	})
}

// priceOf is the price, or the lowest and the highest.
func priceOf(l listing.Listing) string {
	if len(l.Variants) == 0 {
		return "–"
	}
	lowest := l.Variants[0].Price
	most := lowest
	for _, v := range l.Variants {
		lowest, most = min(lowest, v.Price), max(most, v.Price)
	}
	return price.Span(l.Currency, lowest, most)
}

// stockPill says how many there are.
func stockPill(it storefront.Item) fyne.CanvasObject {
	n, counted := pieces(it)
	few := fewOf(it)
	switch {
	case counted && n == 0:
		return widget.Pill(lang.L("Sold out"), "", widget.Broken)
	case few > 0 && len(it.Variants) > 1:
		return widget.Pill(lang.N("{{.N}} variants low", few, words{"N": few}), "", widget.Careful)
	case !counted:
		return widget.Pill(lang.L("Not counted"), "", widget.Neutral)
	case few > 0:
		return widget.Pill(lang.N("{{.N}} left", int(n), words{"N": n}), "", widget.Careful)
	}
	return widget.Pill(lang.N("{{.N}} in stock", int(n), words{"N": n}), "", widget.Fine)
}
