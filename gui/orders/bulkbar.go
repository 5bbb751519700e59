package orders

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	fynewidget "fyne.io/fyne/v2/widget"

	"restante/gui/widget"
	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/order/paper"
)

// drawBulk says how many orders are chosen, and what can be done to all of them.
func (p *Page) drawBulk() {
	n := len(p.table.ticks.rows)
	p.bulk.Objects = nil
	if n > 0 {
		p.bulk.Objects = []fyne.CanvasObject{p.bulkRow(n)}
	}
	show(p.bulk, n > 0)
	show(p.choosing, n == 0)
	p.Object.Refresh()
}

func (p *Page) bulkRow(n int) fyne.CanvasObject {
	row := widget.Row(6)
	for _, d := range p.bulkDeeds() {
		row.Add(widget.NewButton(d.word, "", d.rank, func() { d.do(p.table.ticks.all()) }))
	}
	row.Add(p.bulkMenu())
	row.Add(widget.NewRoundButton(lang.L("Choose none"), "x", widget.Muted, "", 34, 17, func() {
		p.table.ticks.clear()
		p.table.ticked()
	}))
	said := widget.Strong(lang.N("{{.N}} chosen", n, words{"N": n}), 13.5).Cut()
	return widget.On(widget.Look{Fill: widget.Selected, Radius: 12}, widget.Pad(5, 10, widget.Row(8, widget.Grow(widget.Wide(said)), row)))
}

// bulkDeed is something that is done to many orders.
type bulkDeed struct {
	word string
	rank widget.Rank
	do   func([]order.Row)
}

// bulkDeeds have a button of their own.
func (p *Page) bulkDeeds() []bulkDeed {
	if p.side != machine.Merchant {
		return []bulkDeed{{lang.L("Tag"), widget.Secondary, p.bulkTag}, {lang.L("Mark as seen"), widget.Quiet, p.bulkSeen}}
	}
	return []bulkDeed{
		{lang.L("Confirm"), widget.Primary, p.bulkConfirm},
		{lang.L("Paid"), widget.Quiet, p.bulkPaid},
		{lang.L("Ship"), widget.Quiet, p.bulkShip},
		{lang.L("Pick list"), widget.Quiet, func(rows []order.Row) { p.print(paper.PickList, idsOf(rows)) }},
	}
}

// bulkMore stand in the menu.
func (p *Page) bulkMore() []bulkDeed {
	if p.side != machine.Merchant {
		return []bulkDeed{{lang.L("Who looks after it"), widget.Quiet, p.bulkAssign}}
	}
	return []bulkDeed{
		{lang.L("Packing slips"), widget.Quiet, func(rows []order.Row) { p.print(paper.PackingSlip, idsOf(rows)) }},
		{lang.L("Tag"), widget.Quiet, p.bulkTag},
		{lang.L("Who looks after it"), widget.Quiet, p.bulkAssign},
		{lang.L("Mark as seen"), widget.Quiet, p.bulkSeen},
		{lang.L("Decline"), widget.Danger, p.bulkDecline},
	}
}

func (p *Page) bulkMenu() fyne.CanvasObject {
	var b *widget.RoundButton
	b = widget.NewRoundButton(lang.L("More for all that are chosen"), "ellipsis-vertical", widget.Foreground, "", 34, 17, func() {
		menu := fyne.NewMenu("")
		for _, d := range p.bulkMore() {
			menu.Items = append(menu.Items, fyne.NewMenuItem(d.word, func() { d.do(p.table.ticks.all()) }))
		}
		fynewidget.ShowPopUpMenuAtRelativePosition(menu, p.o.Canvas(), fyne.NewPos(0, 38), b)
	})
	return b
}

func idsOf(rows []order.Row) (ids []event.ID) {
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	return ids
}

// bulkSeen takes the news away.
func (p *Page) bulkSeen(rows []order.Row) {
	j := p.newJob(lang.L("Mark as seen"), rows)
	j.each = func(ctx context.Context, r order.Row) error { return p.o.Core.MarkSeen(ctx, r.ID) }
	j.open()
	j.start()
}
