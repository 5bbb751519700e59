package chats

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/chat"
	"restante/messaging/delivery"
)

// showPath opens "Where this message is" beside an own message.
func (t *talk) showPath(id string, at fyne.Position, size fyne.Size) {
	if m, ok := t.view.Message(id); !ok || !m.Out {
		return
	}
	opened := t.opened
	t.page.o.Loop.Go(func(ctx context.Context) func() {
		m, err := t.page.o.Chats.Message(ctx, id)
		steps, err2 := t.page.o.Chats.Path(ctx, id)
		return func() {
			if err := cmp.Or(err, err2); err != nil {
				t.page.fail(err)
			} else if opened == t.opened {
				t.showCard(m, steps, at, size)
			}
		}
	})
}

// cardWide is the width of the popover's content.
const cardWide = float32(308)

func (t *talk) showCard(m chat.Message, steps []delivery.Step, at fyne.Position, size fyne.Size) {
	var o *widget.Overlay
	closer := widget.NewRoundButton(lang.L("Close"), "x", widget.Muted, "", 28, 16, func() { o.Close() })
	head := widget.Row(8, widget.Grow(widget.Wide(widget.Strong(lang.L("Where this message is"), 15).Cut())), closer)
	body := widget.Col(14, head, widget.Timeline(t.stops(m, steps)))
	if len(m.Custody) > 0 {
		body.Add(whatTheySee())
	}
	o = widget.Popover(t.page.o.Canvas(), widget.Pad(16, 20, widget.Fixed(cardWide, 0, body)), at, size)
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
	w.past(delivery.StepSealed, "lock", lang.L("Sealed for {{.Name}} alone", words{"Name": t.person.first()}))
	if !m.State.Final() {
		w.stops = append(w.stops, widget.Stop{Icon: "hard-drive", Title: lang.L("Outbox"), When: lang.L("this computer")})
	}
	w.holders()
	w.past(delivery.StepDelivered, "check-check", lang.L("Delivered to {{.Name}}", words{"Name": t.person.first()}))
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
	w.stops = append(w.stops, widget.Stop{Icon: "package", More: list, When: lang.L("signed receipts"),
		Title: lang.L("Held by {{.N}}", words{"N": strconv.Itoa(len(held))})})
}

// end is what the message waits for now, or how it ended badly.
func (w *way) end() {
	name := words{"Name": w.t.person.first()}
	stop := widget.Stop{Phase: widget.Now}
	switch w.m.State {
	case delivery.Delivered, delivery.Read:
		return
	case delivery.Failed:
		stop = widget.Stop{Icon: "circle-alert", Phase: widget.Wrong, Title: lang.L("Not sent"), When: w.m.Reason}
	case delivery.Expired:
		stop = widget.Stop{Icon: "circle-alert", Phase: widget.Wrong, Title: lang.L("Nobody came for it in time")}
	case delivery.Waiting:
		stop.Icon, stop.Title = "key-round", lang.L("Looking for the keys of {{.Name}}", name)
	default:
		stop.Icon, stop.Title = "hourglass", lang.L("Waiting for {{.Name}}", name)
	}
	if at := w.last(delivery.StepAttempt); !at.IsZero() && stop.Phase == widget.Now {
		stop.When = lang.L("last tried {{.Time}}", words{"Time": w.t.page.moment(at)})
	}
	w.stops = append(w.stops, stop)
	w.deadline()
}

// deadline says until when the message is tried.
func (w *way) deadline() {
	if w.m.State.Final() || w.m.Expires.IsZero() {
		return
	}
	i := len(w.stops) - 1
	w.stops[i].More = widget.Caption(lang.L("tried until {{.Date}}", words{"Date": w.t.page.until(w.m.Expires)}), 11.5).Cut()
}
