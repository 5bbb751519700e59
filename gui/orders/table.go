package orders

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	fynewidget "fyne.io/fyne/v2/widget"

	"restante/gui/widget"
	"restante/messaging/money"
	"restante/messaging/order"
	"restante/messaging/order/event"
)

// table is Fyne's list of the orders of a window, with a cursor of our own.
type table struct {
	fynewidget.List
	p        *Page
	w        *window
	details  map[event.ID]detail
	fresh    map[event.ID]bool // details that are of the last reading
	lacking  []event.ID        // whose details are to be read
	windows  []int             // that are to be read
	waits    bool              // a reading is due
	seen     int               // the row that was drawn last
	focused  bool
	cursor   event.ID
	ticks    ticks
	currency money.Currency // that of all rows; zero where they have several
	total    *widget.Text   // the name of that column
	buyer    *widget.Text
	object   fyne.CanvasObject
	empty    *fyne.Container
}

func newTable(p *Page) *table {
	t := &table{p: p, w: &window{}, details: map[event.ID]detail{}, fresh: map[event.ID]bool{}, total: widget.Caption("", 12).Cut().End(), buyer: widget.Caption("", 12).Cut(), empty: widget.Col(0)}
	t.HideSeparators = true
	t.ticks.clear()
	t.Length = func() int { return t.w.total }
	t.CreateItem = func() fyne.CanvasObject { return newRow() }
	t.UpdateItem = func(i fynewidget.ListItemID, o fyne.CanvasObject) { t.update(i, o.(*row)) }
	t.OnSelected = func(i fynewidget.ListItemID) {
		t.UnselectAll()
		t.choose(i)
	}
	t.ExtendBaseWidget(t)
	head := func(s string) *widget.Text { return widget.Caption(s, 12).Cut() }
	names := cellRow(widget.Gap(0, 0), head(lang.L("Order")), t.buyer, head(lang.L("Items")), t.total, head(lang.L("State")), head(lang.L("Age")).End(), head(lang.L("Delivery")))
	top := widget.Col(0, widget.Pad(0, 16, widget.Fixed(0, 40, names)), widget.Pad(0, 16, widget.Line()))
	list := container.NewStack(t, t.empty)
	t.object = widget.On(widget.Look{Fill: widget.Card, Rim: widget.BubbleEdge, Radius: 16, Lift: widget.Raised},
		widget.Inset(4, 6, 0, 0, widget.Col(0, top, widget.Grow(list))))
	return t
}

// AccessibilityLabel names the list.
func (t *table) AccessibilityLabel() string { return lang.L("Orders") }

func (t *table) update(i int, r *row) {
	x, ok := t.w.at(i)
	if !ok {
		t.needWindow(i / windowRows)
		r.nothing()
		return
	}
	t.seen = i
	r.tick.OnTapped = func(held fyne.KeyModifier) { t.tick(i, held) }
	if !t.fresh[x.ID] {
		t.need(x.ID)
	}
	t.fill(r, x, t.details[x.ID], i == t.w.total-1)
}

// show takes a new reading; what rows say besides is kept until it is read again.
func (t *table) show(w *window) {
	t.w = w
	clear(t.fresh)
	t.currency = currencyOf(w)
	t.total.Set(lang.L("Total"))
	if t.currency.Code != "" {
		t.total.Set(lang.L("Total, {{.Word}}", words{"Word": t.currency.Code}))
	}
	t.sayEmpty()
	t.Refresh()
}

func (t *table) sayEmpty() {
	t.empty.Objects = nil
	if t.w.total == 0 {
		t.empty.Objects = []fyne.CanvasObject{widget.Spring(), t.p.nothing(), widget.Spring()}
	}
	t.empty.Refresh()
}

// currencyOf is the currency of all rows that are read; none where they have several.
func currencyOf(w *window) (c money.Currency) {
	for _, rows := range w.rows {
		for _, r := range rows {
			if c.Code != "" && c != r.Currency {
				return money.Currency{}
			}
			c = r.Currency
		}
	}
	return c
}

func (t *table) amount(x order.Row) string {
	if t.currency.Code == "" {
		return sum(x.Currency, x.Total)
	}
	return figure(x.Currency, x.Total)
}

func (t *table) need(id event.ID) {
	if !slices.Contains(t.lacking, id) {
		t.lacking = append(t.lacking, id)
		t.later()
	}
}

func (t *table) needWindow(n int) {
	if !slices.Contains(t.windows, n) {
		t.windows = append(t.windows, n)
		t.later()
	}
}

// later reads what rows lack, once all of them are drawn.
func (t *table) later() {
	if !t.waits {
		t.waits = true
		t.p.o.Loop.Later(soon, t.readMore)
	}
}

// readMore reads the windows and the details that rows lack.
func (t *table) readMore() {
	t.waits = false
	w, lacking, n := t.w, t.lacking, -1
	q := order.Query{Filter: w.filter, Limit: windowRows}
	if len(t.windows) > 0 && len(w.after) > 0 {
		n = w.next(t.windows[len(t.windows)-1])
		q.After = w.after[n]
	}
	t.lacking, t.windows = nil, nil
	t.p.o.Loop.Go(func(ctx context.Context) func() {
		found, err := t.readDetails(ctx, lacking)
		var rows []order.Row
		if err == nil && n >= 0 {
			rows, err = t.p.o.Core.List(ctx, q)
		}
		return func() { t.got(w, n, rows, found, err) }
	})
}

func (t *table) readDetails(ctx context.Context, ids []event.ID) (map[event.ID]detail, error) {
	found := map[event.ID]detail{}
	for _, id := range ids {
		one, err := t.p.readOne(ctx, id)
		if err != nil {
			return nil, err
		}
		if one != nil {
			found[id] = detailOf(*one)
		}
	}
	return found, nil
}

func (t *table) got(w *window, n int, rows []order.Row, found map[event.ID]detail, err error) {
	if err != nil {
		t.p.loaded(state{}, err)
		return
	}
	changed := len(rows) > 0 && w == t.w
	if changed {
		w.add(n, rows)
	}
	for id, d := range found {
		changed = changed || t.details[id] != d
		t.details[id], t.fresh[id] = d, true
	}
	if changed {
		t.Refresh()
	}
}
