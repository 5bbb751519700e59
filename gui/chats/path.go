package chats

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/chat"
	"restante/messaging/delivery"
)

// path is the card "Where this message is" while it is open.
type path struct {
	talk    *talk
	id      string // the message; "" while no card is open
	asked   int    // counts readings: answers to an earlier one are dropped
	overlay *widget.Overlay
	body    *fyne.Container
}

// showPath opens the card beside an own message.
func (t *talk) showPath(id string, at fyne.Position, size fyne.Size) {
	if m, ok := t.view.Message(id); !ok || !m.Out {
		return
	}
	t.path.show(id, at, size)
}

// show opens the card beside any message.
func (p *path) show(id string, at fyne.Position, size fyne.Size) {
	p.read(id, func() { p.open(id, at, size) })
}

// changed reads again if it is the message that the card shows.
func (p *path) changed(id string) {
	if p.id == id {
		p.refresh()
	}
}

func (p *path) refresh() {
	if p.id != "" {
		p.read(p.id, func() {})
	}
}

// read fills the card, after first. A message that is gone takes it along.
func (p *path) read(id string, first func()) {
	p.asked++
	t, asked := p.talk, p.asked
	t.page.o.Loop.Go(func(ctx context.Context) func() {
		m, err := t.page.o.Chats.Message(ctx, id)
		steps, err2 := t.page.o.Chats.Path(ctx, id)
		under, err3 := t.page.o.Mail.Outbox(ctx)
		places, err4 := t.page.places(ctx)
		return func() {
			switch err := cmp.Or(err, err2, err3, err4); {
			case asked != p.asked:
			case errors.Is(err, chat.ErrNoMessage):
				p.close()
			case err != nil:
				t.page.fail(err)
			default:
				first()
				p.fill(way{t: t, m: m, steps: steps, pointers: pointersOf(under, id), places: places})
			}
		}
	})
}

// cardWide is the width of the card's content.
const cardWide = float32(340)

func (p *path) open(id string, at fyne.Position, size fyne.Size) {
	p.close()
	p.id, p.body = id, widget.Col(14)
	p.overlay = widget.Popover(p.talk.page.o.Canvas(), widget.Pad(16, 20, widget.Fixed(cardWide, 0, p.body)), at, size)
	p.overlay.OnClosed = func() { p.id, p.asked = "", p.asked+1 }
}

// pointersOf is how many peers tell the recipient where a message lies.
func pointersOf(under []delivery.Pending, id string) int {
	i := slices.IndexFunc(under, func(x delivery.Pending) bool { return x.MessageID == id })
	if i < 0 {
		return 0
	}
	return under[i].Pointers
}

func (p *path) fill(w way) {
	closer := widget.NewRoundButton(lang.L("Close"), "x", widget.Muted, "", 28, 16, p.close)
	head := widget.Row(8, widget.Grow(widget.Wide(widget.Strong(w.title(), 15).Cut())), closer)
	p.body.Objects = []fyne.CanvasObject{head, widget.Timeline(w.tell())}
	if len(w.m.Custody) > 0 {
		p.body.Add(whatTheySee())
	}
	p.overlay.Refresh()
}

// close takes the card away and drops what is still read for it.
func (p *path) close() {
	p.asked++
	if p.id != "" {
		p.overlay.Close()
	}
}

// whatTheySee says what those who hold a message learn from it.
func whatTheySee() fyne.CanvasObject {
	text := widget.Col(1, widget.Strong(lang.L("What they can see"), 12.5).Cut(),
		widget.Para(lang.L("Sealed, padded bytes. No name, no text."), 12, cardWide-54, widget.Muted))
	row := widget.Row(12, widget.NewIcon("eye-off", widget.Muted, 18), widget.Grow(text))
	return widget.On(widget.Look{Fill: widget.FieldFill, Radius: 12}, widget.Pad(10, 12, row))
}
