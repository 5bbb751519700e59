package orders

import (
	"maps"
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/widget"
	"restante/messaging/order"
)

// panel tells all about one order, and what can be done about it.
type panel struct {
	p      *Page
	object fyne.CanvasObject
	body   *fyne.Container
	scroll *container.Scroll
	foot   *fyne.Container
	back   *fyne.Container
	avatar *widget.Avatar
	is     *order.Page
	names  map[peer.ID]string // of all who take part in it
	minute string             // in which it was drawn: it says what is due
}

const panelPad = float32(20)

func newPanel(p *Page) *panel {
	n := &panel{p: p, body: widget.Col(14), foot: widget.Col(0), avatar: widget.NewAvatar("", 40, widget.Panel)}
	n.back = widget.Col(0, widget.Left(widget.NewButton(lang.L("All orders"), "chevron-left", widget.Quiet, p.back)))
	n.back.Hide()
	inside := widget.Inset(panelPad, panelPad, panelPad, panelPad, widget.Col(14, n.back, n.body))
	room := widget.Room(container.New(atMost{}, inside))
	n.scroll = room.Objects[0].(*container.Scroll)
	face := widget.On(widget.Look{Fill: widget.Panel}, widget.Col(0, widget.Grow(room), n.foot))
	n.object = container.New(edged{}, face, widget.Line())
	return n
}

// atMost keeps lines of a panel that has the page for itself short enough to be read.
type atMost struct{}

const panelMost = float32(680)

func (atMost) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

func (atMost) Layout(o []fyne.CanvasObject, s fyne.Size) {
	w := min(s.Width, widget.Larger(panelMost))
	widget.Place(o[0], (s.Width-w)/2, 0, w, s.Height)
}

// edged draws a hair line at the left of what lies beside it.
type edged struct{}

func (edged) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

func (edged) Layout(o []fyne.CanvasObject, s fyne.Size) {
	widget.Place(o[0], 0, 0, s.Width, s.Height)
	widget.Place(o[1], 0, 0, 1, s.Height)
}

// alone tells whether the panel has the page for itself.
func (n *panel) alone(on bool) { show(n.back, on) }

// show draws an order, unless that would say the same again: the keyboard may be on one
// of its buttons.
func (n *panel) show(x *order.Page, names map[peer.ID]string) {
	minute := n.p.o.Now().Format("15:04")
	if n.is != nil && x != nil && minute == n.minute && reflect.DeepEqual(*x, *n.is) && maps.Equal(names, n.names) {
		return
	}
	if n.is == nil || x == nil || n.is.ID != x.ID {
		n.scroll.ScrollToTop()
	}
	n.is, n.names, n.minute = x, names, minute
	n.draw()
}

func (n *panel) redraw() {
	if n.is != nil {
		n.draw()
	}
}

func (n *panel) draw() {
	n.body.Objects, n.foot.Objects = nil, nil
	if n.is != nil {
		n.body.Objects = n.tell(*n.is)
		n.foot.Objects = n.buttons(*n.is)
	} else {
		n.body.Objects = []fyne.CanvasObject{widget.Gap(0, 120), widget.Mid(widget.Tile("shopping-bag", widget.Muted, widget.FieldFill, 56, 26)),
			widget.ParaMid(lang.L("Choose an order to see all about it."), 13, 260, widget.Muted)}
	}
	n.object.Refresh()
}

// tell is all there is to say of an order.
func (n *panel) tell(x order.Page) (all []fyne.CanvasObject) {
	add := func(o fyne.CanvasObject) {
		if o != nil {
			all = append(all, o)
		}
	}
	add(n.head(x))
	add(widget.Line())
	add(lines(x))
	add(widget.Line())
	add(totals(x))
	add(n.payment(x))
	add(n.trouble(x))
	add(n.address(x))
	add(n.memo(x))
	add(n.kept(x))
	add(widget.Line())
	add(n.story(x))
	add(n.compared(x))
	add(n.parties(x))
	add(n.papers(x))
	add(n.desk(x))
	return all
}

func (n *panel) head(x order.Page) fyne.CanvasObject {
	n.p.portray(n.avatar, other(x.Row), widget.Panel)
	b := badgeOf(x.Row, n.p.o.Now())
	title := widget.Strong(lang.L("Order {{.Word}}", words{"Word": number(x.ID)}), 16).Cut()
	name := nameOf(x.Row)
	if city := widget.Brief(x.State.Placed.ShipTo.City); city != "" {
		name += " · " + city
	}
	text := widget.Col(1, title, widget.Caption(name, 12.5).Cut())
	return widget.Row(12, n.avatar, widget.Grow(widget.Wide(text)), widget.Pill(b.word, b.icon, b.tone))
}
