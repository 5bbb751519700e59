package orders

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/widget"
	"restante/messaging/order"
)

// customerOrders are shown of one customer; the others are one click away.
const customerOrders = 12

// customer is all about one of them.
type customer struct {
	p      *Page
	peer   peer.ID // "": the table is shown
	object *fyne.Container
	col    *fyne.Container
	avatar *widget.Avatar
}

func newCustomer(p *Page) *customer {
	c := &customer{p: p, col: widget.Col(gap), avatar: widget.NewAvatar("", 44, widget.Canvas)}
	c.object = scrolled(c.col)
	return c
}

func (c *customer) read(ctx context.Context, of peer.ID) (func(), error) {
	one, err := c.p.o.Core.Customer(ctx, of)
	if err != nil {
		return nil, err
	}
	rows, err := c.p.o.Core.List(ctx, order.Query{Filter: order.Filter{Buyer: of}, Limit: customerOrders})
	return func() { c.draw(one, rows) }, err
}

func (c *customer) draw(one order.Customer, rows []order.Row) {
	p := c.p
	p.sub.Set(nameOfCustomer(one))
	back := widget.Left(widget.NewButton(lang.L("All customers"), "chevron-left", widget.Quiet, func() { c.peer = ""; p.Reload() }))
	c.col.Objects = []fyne.CanvasObject{back, c.head(one), container.New(&columns{}, c.orders(one, rows), c.desk(one))}
	p.Object.Refresh()
}

// head is who it is, and what they came to.
func (c *customer) head(one order.Customer) fyne.CanvasObject {
	p := c.p
	p.portray(c.avatar, one.Peer, widget.Card)
	text := widget.Col(1, widget.Strong(nameOfCustomer(one), 16).Cut(), widget.Caption(lang.L("Customer since {{.Date}}", words{"Date": moment(one.First, p.o.Now())}), 12.5).Cut())
	row := widget.Row(12, c.avatar, widget.Grow(widget.Wide(text)), widget.NewButton(lang.L("Conversation"), "message-circle", widget.Secondary, func() { p.o.Open(one.Peer) }))
	facts := tilesRow()
	for _, f := range [][2]string{{lang.L("Orders"), strconv.Itoa(one.Orders)}, {lang.L("Not over yet"), strconv.Itoa(one.Open)}, {lang.L("Spent"), spent(one.Spent)}, {lang.L("Last order"), moment(one.Last, p.o.Now())}} {
		facts.Add(widget.Wide(widget.Col(1, widget.Caption(f[0], 12.5).Cut(), widget.Strong(f[1], 17).Cut())))
	}
	return widget.CardOf(14, 20, widget.Col(8, row, widget.Line(), facts))
}

// orders are their last ones.
func (c *customer) orders(one order.Customer, rows []order.Row) fyne.CanvasObject {
	p := c.p
	col := widget.Col(0, widget.Pad(8, 16, widget.Strong(lang.L("Orders"), 14)))
	for _, r := range rows {
		col.Add(p.orderLine(r, func() { p.goToOrder(r.ID) }))
	}
	if one.Orders > len(rows) {
		col.Add(widget.Pad(4, 8, widget.Left(widget.NewLinkButton(lang.L("All {{.N}} orders", words{"N": one.Orders}), func() {
			p.goTo(salesView, nameOfCustomer(one), order.Filter{Buyer: one.Peer})
		}))))
	}
	return widget.CardOf(8, 4, col)
}

// orderLine is an order in a line that leads to it.
func (p *Page) orderLine(r order.Row, do func()) fyne.CanvasObject {
	b := badgeOf(r, p.o.Now())
	left := widget.Row(8, widget.Label(number(r.ID), 13), widget.Grow(widget.Wide(widget.Caption(widget.Brief(r.Title), 13).Cut())), widget.Pill(b.word, b.icon, b.tone), widget.Label(sum(r.Currency, r.Total), 13))
	return widget.NewTap(lang.L("Order {{.Word}}", words{"Word": number(r.ID)}), 8, widget.Fixed(0, 38, widget.Pad(0, 16, left)), do)
}

// desk is what the operator keeps of them.
func (c *customer) desk(one order.Customer) fyne.CanvasObject {
	p := c.p
	change := widget.NewRoundButton(lang.L("Tags of the customer"), "pencil", widget.Muted, "", 32, 16, func() { c.askTags(one) })
	col := widget.Col(10, widget.Row(8, widget.Grow(widget.Wide(widget.Strong(lang.L("For you alone"), 14).Cut())), change))
	if len(one.Tags) > 0 {
		tags := widget.Several(6)
		for _, t := range one.Tags {
			tags.Add(widget.Pill(widget.Brief(t), "", widget.Neutral))
		}
		col.Add(tags)
	}
	for _, n := range one.Notes {
		text := widget.Col(1, p.written(lang.L("Note"), n.Text, 13), widget.Caption(moment(n.At, p.o.Now()), 11.5))
		gone := widget.NewRoundButton(lang.L("Remove the note"), "trash-2", widget.Muted, "", 32, 16, func() {
			p.keep(func(ctx context.Context) error { return p.o.Core.ForgetCustomerNote(ctx, one.Peer, n.ID) })
		})
		col.Add(widget.Row(8, widget.Grow(text), gone))
	}
	col.Add(widget.Inset(0, 0, -8, 0, widget.Left(widget.NewLinkButton(lang.L("Add a note"), func() { c.askNote(one) }))))
	return widget.CardOf(12, 20, col)
}

func (c *customer) askNote(one order.Customer) {
	s := c.p.sheet(lang.L("Add a note"), para(lang.L("Nobody else sees it.")))
	text := s.area(lang.L("Note"))
	s.add(text)
	s.open(lang.L("Save"), widget.Primary, func() {
		s.work(func(ctx context.Context) error { return c.p.o.Core.NoteCustomer(ctx, one.Peer, text.Text()) })
	})
}

func (c *customer) askTags(one order.Customer) {
	s := c.p.sheet(lang.L("Tags of the customer"), para(lang.L("Nobody else sees it.")))
	tags := s.field(strings.Join(one.Tags, ", "), lang.L("Between commas"))
	s.add(labelled(lang.L("Tags"), tags))
	s.open(lang.L("Save"), widget.Primary, func() {
		all := brief(strings.Split(tags.Text(), ","))
		s.work(func(ctx context.Context) error { return c.p.o.Core.TagCustomer(ctx, one.Peer, all) })
	})
}
