package shop

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"restante/gui/shop/grid"
	"restante/gui/widget"
	"restante/messaging/storefront"
)

// home is the listings as cards.
type home struct {
	p         *Page
	object    fyne.CanvasObject
	sub       *widget.Text
	tools     []fyne.CanvasObject // what is of use once there is a shop
	banner    *fyne.Container
	filters   *filters
	search    *widget.Field
	bulk      *bulk
	row       *fyne.Container // filters and search, or what is done with chosen cards
	none      *fyne.Container // what is said where there are no cards
	grid      *grid.Grid
	cards     map[string]*card
	published time.Time // the last time that this was seen to happen
}

func newHome(p *Page) *home {
	h := &home{p: p, cards: map[string]*card{}, sub: widget.Caption("", 13).Cut(), banner: widget.Col(0), none: widget.Col(0)}
	h.filters = newFilters(h.refill)
	h.search = widget.NewField(lang.L("Search listings"), "search", 34, nil)
	h.search.OnChanged = func(string) { h.refill() }
	h.bulk = newBulk(h)
	h.row = container.NewStack(widget.Beside(h.filters.object, widget.Fixed(220, 34, h.search)), h.bulk.object)
	h.grid = grid.New(grid.Options{Head: widget.Col(gap, h.banner, h.row, h.none), Least: 240, High: cardHigh, Build: h.build, Gone: func(slug string) { delete(h.cards, slug) }})
	buyer := widget.NewButton(lang.L("View as a buyer"), "eye", widget.Quiet, p.lookAtOwn)
	one := widget.NewButton(lang.L("New listing"), "plus", widget.Primary, func() { p.edit(storefront.Item{}) })
	more := widget.NewRoundButton(lang.L("More"), "ellipsis-vertical", widget.Muted, "", 36, 18, nil)
	more.OnTapped = func() { p.menu(more) }
	h.tools = []fyne.CanvasObject{buyer, one}
	top := head(widget.Strong(lang.L("Shop"), 22).Cut(), h.sub, buyer, one, more)
	h.object = widget.Twice(widget.Col(0, top, widget.Grow(h.grid.Object)))
	return h
}

// show draws the last reading.
func (h *home) show() {
	s := &h.p.last
	there, empty := s.shop.Name != "", len(s.items) == 0
	h.sub.Set(lang.L("Not open yet"))
	if there {
		h.sub.Set(widget.Clean(s.shop.Name) + " · " + lang.N("{{.N}} listings", len(s.items), words{"N": len(s.items)}))
	}
	for _, o := range h.tools {
		show(o, there)
	}
	show(h.banner, there)
	show(h.row, there && !empty)
	h.drawBanner()
	h.filters.count(s.items)
	for slug, c := range h.cards {
		if it, still := s.item(slug); still && it.Title == c.it.Title {
			c.show(it)
		} else {
			h.grid.Rebuild(slug)
		}
	}
	h.bulk.keep(s)
	h.refill()
}

// refill shows the cards of the chosen filter that the search fits.
func (h *home) refill() {
	var keys []string
	for _, it := range h.p.last.items {
		if h.filters.fits(it) && found(it, h.search.Text()) {
			keys = append(keys, it.Slug)
		}
	}
	h.sayNone(len(keys))
	h.grid.Set(keys)
}

func (h *home) build(slug string) fyne.CanvasObject {
	it, _ := h.p.last.item(slug)
	c := newCard(h, it)
	h.cards[slug] = c
	return c.object
}

// repaint shows pictures that came.
func (h *home) repaint() {
	for _, c := range h.cards {
		c.paint()
	}
}

// sayNone says why there are no cards, and what to do about it.
func (h *home) sayNone(cards int) {
	s := &h.p.last
	switch {
	case !s.read || cards > 0:
		set(h.none)
	case s.shop.Name == "":
		set(h.none, h.welcome())
	case len(s.items) == 0:
		set(h.none, h.first())
	default:
		clear := widget.NewButton(lang.L("Show all"), "", widget.Quiet, func() { h.search.SetText(""); h.filters.choose(all) })
		set(h.none, blank("search", lang.L("No listing is like that"), lang.L("Try another word, or another filter."), clear))
	}
	show(h.none, len(h.none.Objects) > 0)
}

func (h *home) welcome() fyne.CanvasObject {
	open := widget.NewButton(lang.L("Set up your shop"), "store", widget.Primary, h.p.openSettings)
	visit := widget.NewButton(lang.L("Visit a shop"), "link", widget.Quiet, h.p.askLink)
	return blank("store", lang.L("A shop of your own"),
		lang.L("It lies on this computer and at your push nodes: visitors see it while you are away, and their orders wait for you. Nobody stands between you and them, and nobody takes a share."), open, visit)
}

func (h *home) first() fyne.CanvasObject {
	one := widget.NewButton(lang.L("Make the first listing"), "plus", widget.Primary, func() { h.p.edit(storefront.Item{}) })
	buttons := []*widget.Button{one}
	if h.p.o.Table != nil {
		buttons = append(buttons, widget.NewButton(lang.L("Import a table"), "upload", widget.Quiet, h.p.importTable))
	}
	return blank("tag", lang.L("What do you sell?"), lang.L("A photo, a title and a price are enough to begin with. A draft is seen by nobody but you."), buttons...)
}

// blank fills a page that has nothing else.
func blank(icon, title, text string, buttons ...*widget.Button) fyne.CanvasObject {
	row := widget.Row(8)
	for _, b := range buttons {
		row.Add(b)
	}
	body := widget.ColMid(10, widget.Mid(widget.Tile(icon, widget.Accent, widget.Selected, 64, 30)), widget.Gap(0, 4),
		widget.Mid(widget.Strong(title, 18)), widget.ParaMid(text, 13.5, 440, widget.Muted), widget.Gap(0, 6), widget.Mid(row))
	return widget.Pad(56, 20, body)
}
