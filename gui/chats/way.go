package chats

import (
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/chat"
	"restante/messaging/delivery"
)

// way is what is known about where a message has been.
type way struct {
	t        *talk
	m        chat.Message
	steps    []delivery.Step
	pointers int               // peers that tell the recipient where it lies
	places   map[string]string // names of accounts at providers
	stops    []widget.Stop
}

// title is what there is to tell of a message.
func (w *way) title() string {
	if !w.m.Outgoing {
		return lang.L("How it is protected")
	}
	return lang.L("Where this message is")
}

// tell gives the stops: what is behind the message, and what it waits for.
func (w *way) tell() []widget.Stop {
	if !w.m.Outgoing {
		return []widget.Stop{{Icon: "lock", Title: lang.L("Sealed for you alone"), When: w.moment(w.m.Time), More: widget.Caption(protection(w.m), 12)}}
	}
	name := words{"Name": w.t.person.brief()}
	w.past(delivery.StepAccepted, "check", lang.L("Accepted"))
	w.sealed(lang.L("Sealed for {{.Name}} alone", name))
	if !w.m.State.Final() {
		w.here()
		w.holders()
		w.announced()
	}
	w.past(delivery.StepDelivered, "check-check", lang.L("Delivered to {{.Name}}", name))
	w.past(delivery.StepRead, "check-check", lang.L("Read"))
	w.end()
	return w.stops
}

// sealed also says how, which is another thing for each generation.
func (w *way) sealed(title string) {
	w.past(delivery.StepSealed, "lock", title)
	if n := len(w.stops); n > 0 && w.stops[n-1].Title == title {
		w.stops[n-1].More = widget.Caption(protection(w.m), 12)
	}
}

// here is this computer, which must stay on while nobody else has the message.
func (w *way) here() {
	stop := widget.Stop{Icon: "hard-drive", Title: lang.L("Outbox"), When: lang.L("this computer")}
	if len(w.m.Custody) == 0 {
		stop.More = widget.Caption(lang.L("Nobody else holds it: keep this computer on."), 12)
	}
	w.stops = append(w.stops, stop)
}

// announced says that pointers are out; they hold nothing themselves.
func (w *way) announced() {
	if w.pointers == 0 {
		return
	}
	w.stops = append(w.stops, widget.Stop{Icon: "radio", Title: lang.N("Announced to {{.N}} peers", w.pointers, words{"N": w.pointers}),
		More: widget.Caption(lang.L("They know where it lies, and hold nothing."), 12)})
}

// last is when something happened last, zero if it did not.
func (w *way) last(k delivery.StepKind) (at time.Time) {
	for _, s := range w.steps {
		if s.What == k && s.At.After(at) && s.At.Unix() > 0 {
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

// holders lists the machines that signed for the message, the accounts at providers
// where it lies, and until when.
func (w *way) holders() {
	held := slices.Clone(w.m.Custody)
	if len(held) == 0 {
		return
	}
	slices.SortFunc(held, func(a, b delivery.Holder) int { return b.Expires.Compare(a.Expires) })
	list := widget.Col(2)
	for _, h := range held {
		list.Add(widget.Fixed(0, 20, widget.Row(8, widget.NewIcon(w.sign(h), widget.Good, 14),
			widget.Grow(widget.Wide(widget.Label(w.holder(h), 12.5).Cut())),
			widget.Caption(lang.L("until {{.Date}}", words{"Date": w.t.page.until(h.Expires)}), 11.5))))
	}
	stop := widget.Stop{Icon: "package", More: list, Title: lang.L("Held by {{.N}}", words{"N": strconv.Itoa(len(held))})}
	if n := signed(held); n > 0 {
		stop.When = lang.N("signed receipts", n)
	}
	w.stops = append(w.stops, stop)
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
		if w.t.person.contact.NewDevice {
			stop.Title = lang.L("Waits until you confirm the new device of {{.Name}}", name)
		}
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
