package chats

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

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
	t.path.read(id, func() { t.path.open(id, at, size) })
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
		return func() {
			switch err := cmp.Or(err, err2); {
			case asked != p.asked:
			case errors.Is(err, chat.ErrNoMessage):
				p.close()
			case err != nil:
				t.page.fail(err)
			default:
				first()
				p.fill(m, steps)
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

func (p *path) fill(m chat.Message, steps []delivery.Step) {
	closer := widget.NewRoundButton(lang.L("Close"), "x", widget.Muted, "", 28, 16, p.close)
	head := widget.Row(8, widget.Grow(widget.Wide(widget.Strong(lang.L("Where this message is"), 15).Cut())), closer)
	p.body.Objects = []fyne.CanvasObject{head, widget.Timeline(p.talk.stops(m, steps))}
	if len(m.Custody) > 0 {
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
	text := widget.Col(2, widget.Strong(lang.L("What they can see"), 12.5).Cut(), widget.Caption(lang.L("Sealed, padded bytes. No name, no text."), 12).Cut())
	row := widget.Row(12, widget.NewIcon("eye-off", widget.Muted, 18), widget.Grow(text))
	return widget.On(widget.Look{Fill: widget.FieldFill, Radius: 12}, widget.Pad(10, 12, row))
}

// stops tells a message's way: what is behind it, and what it waits for.
func (t *talk) stops(m chat.Message, steps []delivery.Step) []widget.Stop {
	w := way{t: t, m: m, steps: steps}
	w.past(delivery.StepAccepted, "check", lang.L("Accepted"))
	w.past(delivery.StepSealed, "lock", lang.L("Sealed for {{.Name}} alone", words{"Name": t.person.brief()}))
	if !m.State.Final() {
		w.stops = append(w.stops, widget.Stop{Icon: "hard-drive", Title: lang.L("Outbox"), When: lang.L("this computer")})
	}
	w.holders()
	w.past(delivery.StepDelivered, "check-check", lang.L("Delivered to {{.Name}}", words{"Name": t.person.brief()}))
	w.past(delivery.StepRead, "check-check", lang.L("Read"))
	w.end()
	return w.stops
}

// way collects the stops.
type way struct {
	t     *talk
	m     chat.Message
	steps []delivery.Step
	stops []widget.Stop
}

// last is when something happened last, zero if it did not.
func (w *way) last(k delivery.StepKind) (at time.Time) {
	for _, s := range w.steps {
		if s.What == k && s.At.After(at) {
			at = s.At
		}
	}
	return at
}

func (w *way) past(k delivery.StepKind, icon, title string) {
	if at := w.last(k); !at.IsZero() {
		w.stops = append(w.stops, widget.Stop{Icon: icon, Title: title, When: w.moment(at)})
	}
}

// moment is exact for today.
func (w *way) moment(t time.Time) string {
	now := w.t.page.o.Now()
	t = t.In(now.Location())
	if daysBetween(t, now) == 0 {
		return t.Format("15:04:05")
	}
	return w.t.page.moment(t)
}

// holders lists the machines that signed for the message, and until when.
func (w *way) holders() {
	held := slices.Clone(w.m.Custody)
	if len(held) == 0 || w.m.State.Final() {
		return
	}
	slices.SortFunc(held, func(a, b delivery.Holder) int { return b.Expires.Compare(a.Expires) })
	list := widget.Col(2)
	for _, h := range held {
		list.Add(widget.Fixed(0, 20, widget.Row(8, widget.NewIcon("shield-check", widget.Good, 14),
			widget.Grow(widget.Wide(widget.Label(w.t.page.nodeName(h.Node), 12.5).Cut())),
			widget.Caption(lang.L("until {{.Date}}", words{"Date": w.t.page.until(h.Expires)}), 11.5))))
	}
	w.stops = append(w.stops, widget.Stop{Icon: "package", More: list, When: lang.N("signed receipts", len(held)),
		Title: lang.L("Held by {{.N}}", words{"N": strconv.Itoa(len(held))})})
}

// end is what the message waits for now, or how it ended badly.
func (w *way) end() {
	name := words{"Name": w.t.person.brief()}
	stop := widget.Stop{Phase: widget.Now}
	switch w.m.State {
	case delivery.Delivered, delivery.Read:
		return
	case delivery.Failed:
		stop = widget.Stop{Icon: "circle-alert", Phase: widget.Wrong, Title: lang.L("Not sent"),
			More: widget.Para(widget.Clean(w.m.Reason), 12, cardWide-36, widget.Muted)}
	case delivery.Expired:
		stop = widget.Stop{Icon: "circle-alert", Phase: widget.Wrong, Title: lang.L("Nobody came for it in time")}
	case delivery.Waiting:
		stop.Icon, stop.Title = "key-round", lang.L("Looking for the keys of {{.Name}}", name)
	default:
		stop.Icon, stop.Title = "hourglass", lang.L("Waiting for {{.Name}}", name)
	}
	if stop.Phase == widget.Now {
		stop.More = w.tries()
	}
	w.stops = append(w.stops, stop)
}

// tries says when the message was last tried, and until when it will be.
func (w *way) tries() fyne.CanvasObject {
	row := widget.Row(12)
	if at := w.last(delivery.StepAttempt); !at.IsZero() {
		row.Add(widget.Caption(lang.L("last tried {{.Time}}", words{"Time": w.t.page.moment(at)}), 11.5))
	}
	if !w.m.Expires.IsZero() {
		row.Add(widget.Caption(lang.L("tried until {{.Date}}", words{"Date": w.t.page.until(w.m.Expires)}), 11.5))
	}
	return row
}
