package orders

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	fynewidget "fyne.io/fyne/v2/widget"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/names"
	"restante/gui/widget"
	"restante/messaging/order"
)

// customers is the view of all who ordered, or of one of them.
type customers struct {
	p      *Page
	object *fyne.Container
	list   *widget.List
	table  fyne.CanvasObject
	empty  *fyne.Container
	one    *customer
	find   *widget.Field
	typed  int // how often the search was changed
	all    []order.Customer
	more   bool // there are further ones
	busy   bool // they are being read
}

func newCustomers(p *Page) *customers {
	c := &customers{p: p, empty: widget.Col(0)}
	c.list = widget.NewList(func() int { return len(c.all) }, func() fyne.CanvasObject { return newCustomerRow() }, func(i int, o fyne.CanvasObject) { c.update(i, o.(*customerRow)) })
	c.list.HideSeparators = true
	c.list.OnSelected = func(i fynewidget.ListItemID) {
		c.list.UnselectAll()
		p.ShowCustomer(c.all[i].Peer)
	}
	head := func(s string) *widget.Text { return widget.Caption(s, 12).Cut() }
	top := customerCells(head(lang.L("Customer")), head(lang.L("Tags")), head(lang.L("Orders")).End(), head(lang.L("Spent")).End(), head(lang.L("Last order")).End(), head(lang.L("Notes")).End())
	column := widget.Col(0, widget.Pad(0, 20, widget.Fixed(0, 40, top)), widget.Pad(0, 16, widget.Line()), widget.Grow(container.NewStack(c.list, c.empty)))
	sheet := widget.On(widget.Look{Fill: widget.Card, Rim: widget.BubbleEdge, Radius: 16, Lift: widget.Raised}, widget.Inset(4, 6, 0, 0, column))
	c.table = widget.Inset(4, margin, margin, margin, widget.Col(gap, c.bar(), widget.Grow(sheet)))
	c.one = newCustomer(p)
	c.object = container.NewStack(c.table, c.one.object)
	return c
}

func (c *customers) face() fyne.CanvasObject { return c.object }

// ShowCustomer shows all about one customer.
func (p *Page) ShowCustomer(id peer.ID) {
	p.turnTo(customersView)
	p.custom.one.peer = id
	p.Reload()
}

func (c *customers) reading() func(context.Context) (func(), error) {
	if one := c.one.peer; one != "" {
		return func(ctx context.Context) (func(), error) {
			draw, err := c.one.read(ctx, one)
			return func() { c.turn(); draw() }, err
		}
	}
	n, q := max(order.MaxPage, len(c.all)), order.CustomerQuery{Text: c.words(), Limit: order.MaxPage}
	return func(ctx context.Context) (func(), error) { return c.readFirst(ctx, q, n) }
}

// readFirst reads the first n, whole windows of them.
func (c *customers) readFirst(ctx context.Context, q order.CustomerQuery, n int) (func(), error) {
	var all []order.Customer
	for len(all) < n {
		some, err := c.p.o.Core.Customers(ctx, q)
		if err != nil {
			return nil, err
		}
		if all = append(all, some...); len(some) < q.Limit {
			break
		}
		q.After = all[len(all)-1].Peer
	}
	return func() { c.show(all, len(all) >= n) }, nil
}

func (c *customers) show(all []order.Customer, more bool) {
	c.all, c.more = all, more
	c.p.sub.Set(lang.N("{{.N}} customers", len(all), words{"N": len(all)}))
	c.empty.Objects = nil
	if len(all) == 0 {
		c.empty.Objects = []fyne.CanvasObject{widget.Spring(), c.nobody(), widget.Spring()}
	}
	c.turn()
	c.list.Refresh()
}

// turn shows the table, or one of them.
func (c *customers) turn() {
	show(c.table, c.one.peer == "")
	show(c.one.object, c.one.peer != "")
	c.p.Object.Refresh()
}

func (c *customers) update(i int, r *customerRow) {
	r.fill(c.p, c.all[i], i == len(c.all)-1)
	if i == len(c.all)-1 && c.more && !c.busy {
		c.busy = true
		c.p.o.Loop.Later(soon, c.readMore)
	}
}

// readMore reads those behind the last.
func (c *customers) readMore() {
	q := order.CustomerQuery{Text: c.words(), After: c.all[len(c.all)-1].Peer, Limit: order.MaxPage}
	c.p.o.Loop.Go(func(ctx context.Context) func() {
		some, err := c.p.o.Core.Customers(ctx, q)
		return func() {
			c.busy = false
			if err != nil {
				c.p.trouble(err)
			} else if n := len(c.all); n > 0 && c.all[n-1].Peer == q.After && q.Text == c.words() {
				c.show(append(slices.Clip(c.all), some...), len(some) == q.Limit)
			}
		}
	})
}

// nameOfCustomer is what somebody is called.
func nameOfCustomer(c order.Customer) string {
	if name := widget.Brief(c.Name); name != "" {
		return name
	}
	return names.Short(c.Peer)
}

// spent are sums in a line.
func spent(all []order.Sum) string {
	var said []string
	for _, s := range all {
		said = append(said, sum(s.Currency, s.Amount))
	}
	return strings.Join(said, ", ")
}

// notesOf counts notes; none says nothing.
func notesOf(c order.Customer) string {
	if len(c.Notes) == 0 {
		return ""
	}
	return strconv.Itoa(len(c.Notes))
}
