package orders

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/money"
	"restante/messaging/order"
)

// draw shows an agenda.
func (t *today) draw(a agenda) {
	t.col.Objects = []fyne.CanvasObject{t.summary(a)}
	if a.away != nil {
		t.col.Add(t.awayNote(a))
	}
	cards := container.New(&columns{})
	for _, one := range a.tasks {
		if one.count > 0 {
			cards.Add(t.card(one))
		}
	}
	if len(cards.Objects) > 0 {
		t.col.Add(cards)
	} else {
		t.col.Add(calm())
	}
	t.p.sub.Set(t.p.day())
	t.p.Object.Refresh()
}

// calm says that all is done.
func calm() fyne.CanvasObject {
	words := widget.ColMid(8, widget.Mid(widget.Tile("check", widget.Good, widget.GoodSoft, 56, 26)), widget.Strong(lang.L("Nothing to do"), 16),
		widget.ParaMid(lang.L("What waits for you will stand here: orders to confirm and to ship, payments, stock, backups."), 13, 340, widget.Muted))
	return widget.CardOf(44, 20, words)
}

// awayNote says until when nobody answers.
func (t *today) awayNote(a agenda) fyne.CanvasObject {
	now := t.p.o.Now()
	title := lang.L("Away from {{.Date}} until {{.Until}}", words{"Date": moment(a.away.From, now), "Until": moment(a.away.Until.Add(-time.Second), now)})
	if !now.Before(a.away.From) {
		title = lang.L("Your shop says that you are away until {{.Date}}", words{"Date": moment(a.away.Until.Add(-time.Second), now)})
	}
	var change fyne.CanvasObject
	if t.p.o.ToShop != nil {
		change = widget.Inset(0, 0, -8, 0, widget.Left(widget.NewLinkButton(lang.L("Change it in the shop"), t.p.o.ToShop)))
	}
	return box(widget.Informed, "moon", title, widget.Flow(lang.L("Orders are kept meanwhile, and nothing is lost."), 12.5, widget.Muted), change)
}

// card is a task: its head leads to all of it, its rows to one each.
func (t *today) card(one task) fyne.CanvasObject {
	text := widget.Col(0, widget.Strong(one.figure(), 20), widget.Caption(one.name, 13).Cut())
	head := widget.Row(12, widget.Tile(one.icon, one.tone.Ink, one.tone.Fill, 40, 20), widget.Grow(widget.Wide(text)), widget.Caption(one.since(t.p.o.Now()), 12), widget.NewIcon("chevron-right", widget.Muted, 16))
	col := widget.Col(0, widget.NewTap(one.name, 12, widget.Pad(10, 14, head), one.do), widget.Inset(0, 4, 14, 14, widget.Line()))
	for _, r := range one.rows {
		line := widget.Row(8, widget.Grow(widget.Wide(widget.Label(r.left, 13).Cut())), widget.Caption(r.right, 12.5))
		col.Add(widget.NewTap(r.left, 8, widget.Fixed(0, 34, widget.Pad(0, 14, line)), r.do))
	}
	return widget.On(widget.Look{Fill: widget.Card, Rim: widget.BubbleEdge, Radius: 16, Lift: widget.Raised}, widget.Inset(4, 8, 4, 4, col))
}

// summary is the day beside the same day of the week before.
func (t *today) summary(a agenda) fyne.CanvasObject {
	row := tilesRow()
	before := lang.L("last {{.Weekday}}", words{"Weekday": lang.L(t.p.o.Now().Format("Mon"))})
	add := func(name, now, then string) {
		text := widget.Col(1, widget.Caption(name, 12.5).Cut(), widget.Strong(now, 20).Cut(), widget.Caption(before+": "+then, 12).Cut())
		row.Add(widget.Wide(text))
	}
	count := func(name string, n, then int) { add(name, strconv.Itoa(n), strconv.Itoa(then)) }
	count(lang.L("Orders"), a.day.work.Placed, a.week.work.Placed)
	revenue := func(s order.Sales) money.Amount { return s.Revenue }
	average := func(s order.Sales) money.Amount { return s.Average }
	c := mainCurrency(a)
	add(lang.L("Revenue, {{.Word}}", words{"Word": c.Code}), in(c, a.day.sales, revenue), in(c, a.week.sales, revenue))
	add(lang.L("Average order"), in(c, a.day.sales, average), in(c, a.week.sales, average))
	count(lang.L("Paid"), a.day.work.Paid, a.week.work.Paid)
	count(lang.L("Shipped"), a.day.work.Shipped, a.week.work.Shipped)
	return widget.CardOf(14, 20, row)
}

// mainCurrency is the first that something was taken in; the others stand in the figures.
func mainCurrency(a agenda) money.Currency {
	for _, s := range append(append([]order.Sales{}, a.day.sales...), a.week.sales...) {
		return s.Currency
	}
	return money.Currency{Code: "EUR", Decimals: 2}
}

// in is a figure of one currency.
func in(c money.Currency, all []order.Sales, of func(order.Sales) money.Amount) string {
	for _, s := range all {
		if s.Currency == c {
			return figure(c, of(s))
		}
	}
	return figure(c, 0)
}
