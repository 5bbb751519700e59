package orders

import (
	"image"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"restante/gui/dates"
	"restante/gui/widget"
	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
)

// Page shows orders.
type Page struct {
	Object fyne.CanvasObject

	o        Options
	view     view
	parts    map[view]part
	custom   *customers
	inbox    *fyne.Container // of the views that are lists
	side     machine.Role
	choices  []choice
	chosen   int
	want     string // a kept filter that is chosen once it is read
	narrow   narrow
	open     event.ID // in the panel
	picked   bool     // by the user: in a small window it takes the place of the table
	sub      *widget.Text
	tabs     *widget.Segments
	tiles    []*tile
	row      *fyne.Container // of tiles
	chips    *fyne.Container
	narrowed *fyne.Container     // says by what is chosen besides
	choosing *fyne.Container     // filters and search
	bulk     *fyne.Container     // in their place, while orders are chosen
	failed   map[event.ID]string // what could not be done to many
	fetches  map[place]*fetch    // files on their way
	snaps    map[[32]byte]image.Image
	filters  *widget.Chips
	find     *widget.Field
	table    *table
	panel    *panel
	layout   *sides
	shown    bool
	waiting  bool // a reading is due
	typed    int  // how often the search was changed
	turns    int  // how often the user asked for something else to be shown
	last     state
}

// New makes the page; it is filled once it is shown.
func New(o Options) *Page {
	p := &Page{o: o, side: machine.Merchant, sub: widget.Caption("", 13).Cut(), row: tilesRow(), chips: container.NewStack(), narrowed: widget.Row(4), bulk: widget.Col(0), failed: map[event.ID]string{}, fetches: map[place]*fetch{}, snaps: map[[32]byte]image.Image{}}
	p.find = widget.NewField(lang.L("Find an order"), "search", 34, nil)
	p.find.OnChanged = func(string) { p.seek() }
	p.find.OnKey = func(k *fyne.KeyEvent) bool { return p.searchKey(k, p.find, p.table) }
	p.table, p.panel = newTable(p), newPanel(p)
	p.custom = newCustomers(p)
	p.parts = map[view]part{todayView: newToday(p), customersView: p.custom, figuresView: newFigures(p)}
	p.inbox = widget.Inset(0, margin, margin, margin, widget.Col(gap, p.row, p.bar(), widget.Grow(p.table.object)))
	stage := container.NewStack(p.inbox)
	for _, x := range p.parts {
		stage.Add(x.face())
	}
	p.layout = &sides{p: p}
	main := widget.Col(0, p.head(), widget.Grow(stage))
	p.Object = widget.On(widget.Look{Fill: widget.Canvas}, container.New(p.layout, widget.Twice(main), p.panel.object))
	p.turn(machine.Merchant)
	p.turnTo(todayView)
	return p
}

func (p *Page) head() fyne.CanvasObject {
	p.tabs = widget.NewSegments(viewNames(), func(i int) { p.visit(view(i)) })
	title := widget.Col(2, widget.Strong(lang.L("Orders"), 22).Cut(), p.sub)
	return widget.Least(0, 88, widget.Pad(8, margin, widget.Beside(title, p.tabs)))
}

// bar has the filters, the search and what is done with the orders that they choose.
func (p *Page) bar() fyne.CanvasObject {
	right := widget.Row(6, widget.Fixed(178, 0, p.find))
	if p.o.Save != nil {
		right.Add(widget.NewRoundButton(lang.L("Export"), "download", widget.Muted, widget.FieldFill, 34, 17, p.save))
	}
	right.Add(p.tools())
	p.choosing = widget.Col(8, widget.Beside(p.chips, right), p.narrowed)
	p.bulk.Hide()
	return widget.Col(0, p.choosing, p.bulk)
}

// turn shows another side, with nothing in it yet.
func (p *Page) turn(side machine.Role) {
	p.side, p.chosen, p.choices = side, 0, choices(side)
	p.anew()
	p.makeChips()
	p.makeTiles()
	p.find.SetText("")
	p.drawNarrow()
	p.table.buyer.Set(p.otherSide())
	p.show(state{window: &window{}})
}

// makeChips makes those of the side, and behind them the filters that are kept.
func (p *Page) makeChips() {
	var names []string
	for _, c := range p.choices {
		names = append(names, c.name)
	}
	p.filters = widget.NewCounts(names, func(i int) { p.choose(i) })
	p.filters.Mark(p.chosen)
	set(p.chips, p.filters.Object)
}

// otherSide names whom the orders are about.
func (p *Page) otherSide() string {
	if p.side == machine.Buyer {
		return lang.L("Seller")
	}
	return lang.L("Buyer")
}

// makeTiles makes those of the side; each leads to a filter.
func (p *Page) makeTiles() {
	p.tiles = nil
	add := func(name, icon string, tone widget.Tone, choice int) {
		p.tiles = append(p.tiles, newTile(name, icon, tone, choice, func() { p.filters.Choose(choice) }))
	}
	switch p.side {
	case machine.Merchant:
		add(lang.L("to confirm"), "inbox", widget.Informed, 1)
		add(lang.L("to ship"), "package", widget.Informed, 2)
		add(lang.L("overdue"), "circle-alert", widget.Broken, 3)
		add(lang.L("unpaid"), "banknote", widget.Careful, 4)
	case machine.Buyer:
		add(lang.L("open"), "shopping-bag", widget.Informed, 0)
		add(lang.L("to pay"), "banknote", widget.Careful, 1)
		add(lang.L("on the way"), "truck", widget.Fine, 2)
	case machine.Moderator:
		add(lang.L("to decide"), "triangle-alert", widget.Broken, 0)
		add(lang.L("decided"), "shield-check", widget.Informed, 1)
	}
	p.row.Objects = nil
	for _, t := range p.tiles {
		p.row.Add(t.tap)
	}
}

// filter is what the table shows.
func (p *Page) filter() order.Filter {
	f := p.narrow.on(p.choices[p.chosen].filter)
	f.Role, f.Text = p.side, strings.TrimSpace(f.Text+" "+p.find.Text())
	return f
}

// toChoice leads to the orders of one's shop that a chip chooses.
func (p *Page) toChoice(i int) {
	p.turnTo(salesView)
	p.filters.Choose(i)
}

// choose chooses another filter.
func (p *Page) choose(i int) {
	p.chosen = i
	p.anew()
	p.table.ScrollToTop()
	p.Reload()
}

// anew begins at the first order.
func (p *Page) anew() {
	p.turns++
	p.open, p.picked, p.table.seen = event.ID{}, false, 0
	p.table.ticks.clear()
	p.drawBulk()
}

// pick shows an order beside the table, or in its place.
func (p *Page) pick(id event.ID) {
	p.turns++
	p.open, p.picked = id, true
	p.Reload()
	p.seenBy(id)
}

// back leads from an order to the table.
func (p *Page) back() {
	p.picked = false
	p.Object.Refresh()
}

// show draws a reading.
func (p *Page) show(s state) {
	p.last = s
	p.tellMine(s.mine)
	p.sub.Set(p.summary(s))
	p.showKept(s.kept)
	for i, c := range p.choices {
		if c.count != nil {
			p.filters.Count(i, c.count(s.counts))
		}
	}
	for _, t := range p.tiles {
		t.set(p.choices[t.choice].count(s.counts))
	}
	if s.open != nil {
		p.open = s.open.ID
	}
	p.panel.show(s.open, s.names)
	p.table.show(s.window)
	p.Object.Refresh()
}

// summary is the day, and for a shop what came in this week.
func (p *Page) summary(s state) string {
	day := p.day()
	if p.side != machine.Merchant || len(s.taken) == 0 {
		return day
	}
	var all []string
	for _, x := range s.taken {
		all = append(all, sum(x.Currency, x.Revenue))
	}
	return day + " · " + lang.L("this week {{.Sum}}", words{"Sum": strings.Join(all, ", ")})
}

// day is today.
func (p *Page) day() string {
	now := p.o.Now()
	return lang.L("Today, {{.Weekday}} {{.Date}}", words{"Weekday": lang.L(now.Format("Mon")), "Date": dates.Day(now)})
}

// nothing is said in place of rows.
func (p *Page) nothing() fyne.CanvasObject {
	title, text := lang.L("No orders here"), lang.L("What is ordered in your shop appears here, also while you were away.")
	switch {
	case p.find.Text() != "":
		title, text = lang.L("Nothing found"), lang.L("Orders are found by the beginnings of words: names, items, places, numbers.")
	case p.side == machine.Buyer:
		text = lang.L("What you order in other shops appears here.")
	case p.side == machine.Moderator:
		text = lang.L("You are called when two whose order names you as moderator disagree.")
	}
	return widget.ColMid(8, widget.Mid(widget.Tile("shopping-bag", widget.Muted, widget.FieldFill, 56, 26)), widget.Strong(title, 15), widget.ParaMid(text, 13, 320, widget.Muted))
}

// Redraw shows the pictures of people anew.
func (p *Page) Redraw() {
	p.table.Refresh()
	p.panel.redraw()
}
