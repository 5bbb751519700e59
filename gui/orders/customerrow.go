package orders

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynewidget "fyne.io/fyne/v2/widget"

	"restante/gui/widget"
	"restante/messaging/order"
)

// customerRow shows one customer; the list binds it to many.
type customerRow struct {
	fynewidget.BaseWidget
	avatar                               *widget.Avatar
	name, tags, orders, spent, at, notes *widget.Text
	line                                 *widget.Box
}

func newCustomerRow() *customerRow {
	r := &customerRow{avatar: widget.NewAvatar("", 28, widget.Card), name: widget.Strong("", 13.5).Cut(), tags: widget.Caption("", 13).Cut(), orders: widget.Label("", 13).Cut().End(),
		spent: widget.Label("", 13.5).Cut().End(), at: widget.Caption("", 13).Cut().End(), notes: widget.Caption("", 13).Cut().End(), line: widget.NewBox(widget.Look{})}
	r.ExtendBaseWidget(r)
	return r
}

func (r *customerRow) CreateRenderer() fyne.WidgetRenderer {
	name := widget.Row(8, r.avatar, widget.Grow(widget.Wide(r.name)))
	row := customerCells(name, widget.Wide(r.tags), widget.Wide(r.orders), widget.Wide(r.spent), widget.Wide(r.at), widget.Wide(r.notes))
	face := container.New(customerLine{}, widget.Pad(0, 20, row), r.line)
	return widget.Laid(r, fynewidget.NewSimpleRenderer(face))
}

func (r *customerRow) fill(p *Page, c order.Customer, last bool) {
	p.portray(r.avatar, c.Peer, widget.Card)
	r.name.Set(nameOfCustomer(c))
	r.tags.Set(strings.Join(brief(c.Tags), ", "))
	r.orders.Set(fmt.Sprint(c.Orders))
	r.spent.Set(spent(c.Spent))
	r.at.Set(moment(c.Last, p.o.Now()))
	r.notes.Set(notesOf(c))
	look := widget.Look{Fill: widget.BubbleEdge}
	if last {
		look = widget.Look{}
	}
	r.line.Set(look)
	r.Refresh()
}

// customerLine puts a hair line below a row.
type customerLine struct{}

func (customerLine) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(o[0].MinSize().Width, widget.Larger(rowHigh))
}

func (customerLine) Layout(o []fyne.CanvasObject, s fyne.Size) {
	widget.Place(o[0], 0, 0, s.Width, s.Height-1)
	widget.Place(o[1], 16, s.Height-1, s.Width-32, 1)
}

// customerWide is how wide the cells of a customer are; name and tags share the rest.
var customerWide = []float32{0, 0, 64, 150, 96, 56}

// customerGrid lays a row of customers out.
type customerGrid struct{}

func customerCells(o ...fyne.CanvasObject) *fyne.Container {
	return container.New(customerGrid{}, o...)
}

func (customerGrid) MinSize(o []fyne.CanvasObject) (m fyne.Size) {
	for _, x := range o {
		m.Height = max(m.Height, x.MinSize().Height)
	}
	return fyne.NewSize(itemsLeast, m.Height)
}

func (customerGrid) Layout(o []fyne.CanvasObject, s fyne.Size) {
	rest := s.Width - cellGap*float32(len(o)-1)
	for _, w := range customerWide {
		rest -= widget.Larger(w)
	}
	x := float32(0)
	for i, cell := range o {
		w := widget.Larger(customerWide[i])
		if customerWide[i] == 0 {
			w = max(0, rest) / 2
		}
		widget.Place(cell, x, 0, w, s.Height)
		x += w + cellGap
	}
}
