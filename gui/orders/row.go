package orders

import (
	"cmp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	fynewidget "fyne.io/fyne/v2/widget"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/names"
	"restante/gui/widget"
	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
)

// rowHigh is the height of an order's row.
const rowHigh = float32(54)

// detail is what a row shows besides what the list gives.
type detail struct {
	items string
	way   way
}

// row shows one order; the list binds it to many.
type row struct {
	fynewidget.BaseWidget
	number, name, items, total, age, way *widget.Text
	avatar                               *widget.Avatar
	badge                                *fyne.Container
	icon                                 *widget.Icon
	tick                                 *widget.Tick
	back                                 *widget.Box // the open order
	ring                                 *widget.Box // the cursor
	line                                 *widget.Box
}

func newRow() *row {
	r := &row{number: widget.Label("", 13).Cut(), name: widget.Strong("", 13.5).Cut(), items: widget.Caption("", 13).Cut(), total: widget.Label("", 13.5).Cut().End(),
		age: widget.Caption("", 13).Cut().End(), way: widget.Caption("", 13).Cut(), avatar: widget.NewAvatar("", 28, widget.Card), badge: widget.Row(0),
		icon: widget.NewIcon("clock", widget.Muted, 16), tick: widget.NewTick(lang.L("Choose the order")), back: widget.NewBox(widget.Look{}), ring: widget.NewBox(widget.Look{}), line: widget.NewBox(widget.Look{})}
	r.ExtendBaseWidget(r)
	return r
}

func (r *row) CreateRenderer() fyne.WidgetRenderer {
	buyer := widget.Row(8, r.avatar, widget.Grow(widget.Wide(r.name)))
	how := widget.Row(6, r.icon, widget.Grow(widget.Wide(r.way)))
	row := cellRow(widget.Left(r.tick), r.number, buyer, widget.Wide(r.items), widget.Wide(r.total), widget.Left(r.badge), widget.Wide(r.age), how)
	face := container.New(rowLayout{}, r.back, r.ring, r.line, row)
	return widget.Laid(r, fynewidget.NewSimpleRenderer(face))
}

// rowLayout puts a hair line below the row, and its surface between two lines.
type rowLayout struct{}

func (rowLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(o[3].MinSize().Width+32, widget.Larger(rowHigh))
}

func (rowLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	widget.Place(o[0], 8, 3, s.Width-16, s.Height-7)
	widget.Place(o[1], 8, 3, s.Width-16, s.Height-7)
	widget.Place(o[2], 16, s.Height-1, s.Width-32, 1)
	widget.Place(o[3], 16, 0, s.Width-32, s.Height-1)
}

// fill binds a row to an order.
func (t *table) fill(r *row, x order.Row, d detail, last bool) {
	behind, back, ring, line := widget.Card, widget.Look{}, widget.Look{}, widget.Look{Fill: widget.BubbleEdge}
	open := t.p.open == x.ID
	if open {
		behind, back = widget.Selected, widget.Look{Fill: widget.Selected, Radius: 10}
	}
	if t.focused && t.cursor == x.ID {
		ring = widget.Look{Rim: widget.Accent, RimWidth: 2, Radius: 10}
	}
	if last {
		line = widget.Look{}
	}
	r.back.Set(back)
	r.ring.Set(ring)
	r.line.Set(line)
	r.tick.Show()
	r.tick.Set(t.ticks.has(x.ID))
	r.words(t, x, d)
	if why := t.p.failed[x.ID]; why != "" {
		r.way.SetIn(why, widget.Bad)
		r.icon.Show()
		r.icon.Set("circle-alert", widget.Bad)
	}
	t.p.portray(r.avatar, other(x), behind)
	b := badgeOf(x, t.p.o.Now())
	if open && b.tone == widget.Informed {
		b.tone.Fill = widget.Card
	}
	set(r.badge, widget.Pill(b.word, b.icon, b.tone))
	r.Refresh()
}

func (r *row) words(t *table, x order.Row, d detail) {
	ink := widget.Foreground
	if x.Unread > 0 {
		ink = widget.Accent
	}
	r.number.SetIn(number(x.ID), ink)
	r.name.Set(nameOf(x))
	r.items.Set(cmp.Or(d.items, widget.Brief(x.Title)))
	r.total.Set(t.amount(x))
	r.age.Set(age(t.p.o.Now().Sub(x.Placed)))
	r.way.SetIn(d.way.word, widget.Muted)
	sought := strings.Fields(t.p.find.Text())
	for _, x := range []*widget.Text{r.number, r.name, r.items} {
		x.Mark(sought)
	}
	show(r.icon, d.way.icon != "")
	if d.way.icon != "" {
		r.icon.Set(d.way.icon, d.way.tone.Ink)
	}
}

// nothing is a row whose order is not read yet.
func (r *row) nothing() {
	r.back.Set(widget.Look{})
	r.ring.Set(widget.Look{})
	for _, t := range []*widget.Text{r.number, r.name, r.items, r.total, r.age, r.way} {
		t.Set("")
	}
	r.number.SetIn("…", widget.Muted)
	r.icon.Hide()
	r.avatar.Hide()
	r.tick.Hide()
	set(r.badge)
	r.Refresh()
}

// other is whom an order is about for oneself.
func other(x order.Row) peer.ID {
	if x.Role == machine.Buyer {
		return x.Merchant
	}
	return x.Buyer
}

func nameOf(x order.Row) string {
	return cmp.Or(widget.Brief(x.Name), names.Short(other(x)))
}

// portray shows somebody's picture.
func (p *Page) portray(a *widget.Avatar, id peer.ID, behind fyne.ThemeColorName) {
	a.Show()
	a.SetFace(id.String(), p.o.Faces.Of(id), false, behind)
}

// detailOf is what a row shows of all about an order.
func detailOf(one order.Page) detail {
	d := detail{items: items(one.State.Placed.Terms.Lines)}
	if e, ok := lastOwn(one.State, one.Role); ok {
		d.way = wayOf(one.Copies[event.Hash(e.Hash)])
	}
	return d
}
