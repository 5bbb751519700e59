package chats

import (
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2/lang"

	"restante/gui/dates"
	"restante/gui/widget"
	"restante/messaging/chat"
	"restante/messaging/delivery"
)

// markOf is how a state looks.
func markOf(s delivery.State) widget.Mark {
	switch s {
	case delivery.Waiting:
		return widget.Waiting
	case delivery.Stored:
		return widget.Stored
	case delivery.Delivered:
		return widget.Delivered
	case delivery.Read:
		return widget.Read
	case delivery.Failed, delivery.Expired:
		return widget.Failed
	}
	return widget.Queued
}

// row is a message as the conversation view shows it.
func (t *talk) row(m chat.Message) widget.Message {
	r := widget.Message{ID: m.ID, Text: withSubject(m), Out: m.Outgoing, Time: m.Time.In(t.page.o.Now().Location())}
	if all := linksIn(r.Text); len(all) > 0 {
		r.Deed = all[0].deed
		if short := shortened(r.Text); short != r.Text {
			r.Text, r.Whole = short, r.Text
		}
	}
	if m.Outgoing {
		r.Mark, r.Note = markOf(m.State), t.note(m)
		if r.Mark == widget.Failed {
			r.Deed = widget.Deed{Word: lang.L("Send again"), Icon: "rotate-ccw"}
		}
	}
	r.New = m.ID == t.newFrom && m.ID != ""
	return r
}

func withSubject(m chat.Message) string {
	if m.Subject == "" {
		return m.Text
	}
	return m.Subject + "\n" + m.Text
}

// patience is how long a message may be queued before the window says that it
// waits: push nodes answer sooner.
const patience = time.Minute

// note says what a state means, where the mark alone would leave a question.
func (t *talk) note(m chat.Message) string {
	if t.ending(m) {
		return lang.L("given up on {{.Date}} unless {{.Name}} comes", words{"Date": t.page.until(m.Expires), "Name": t.person.first()})
	}
	switch m.State {
	case delivery.Waiting:
		if t.person.contact.NewDevice {
			return lang.L("waits until you confirm the new device of {{.Name}}", words{"Name": t.person.first()})
		}
		return lang.L("waiting for the keys of {{.Name}}", words{"Name": t.person.first()})
	case delivery.Stored:
		return t.heldBy(m.Custody)
	case delivery.Failed:
		return lang.L("Not sent: {{.Reason}}", words{"Reason": widget.Clean(m.Reason)})
	case delivery.Expired:
		return lang.L("Nobody came for it in time")
	case delivery.Queued:
		if t.waitsHere(m) {
			return lang.L("waits on this computer: keep it on")
		}
	}
	return ""
}

// ending tells whether a message will soon be given up.
func (t *talk) ending(m chat.Message) bool {
	return !m.State.Final() && !m.Expires.IsZero() && m.Expires.Sub(t.page.o.Now()) < delivery.WarnBefore
}

// waitsHere tells whether nobody takes a queued message, as far as one can tell.
func (t *talk) waitsHere(m chat.Message) bool {
	return !t.person.contact.Online && (!t.canHold() || t.page.o.Now().Sub(m.Time) >= patience)
}

// watch looks again at queued messages when the patience with the first of them ends.
func (t *talk) watch(ms []chat.Message) {
	var lefts []time.Duration
	for _, m := range ms {
		if left := patience - t.page.o.Now().Sub(m.Time); m.State == delivery.Queued && left > 0 {
			lefts = append(lefts, left)
		}
	}
	if len(lefts) == 0 || t.watching {
		return
	}
	t.watching = true
	t.page.o.Loop.Later(slices.Min(lefts), func() {
		t.watching = false
		t.refresh()
	})
}

// heldBy says how many machines hold a message, and until when all of them do.
func (t *talk) heldBy(holders []delivery.Holder) string {
	if len(holders) == 0 {
		return ""
	}
	return lang.L("held by {{.N}} until {{.Date}}", words{"N": strconv.Itoa(len(holders)), "Date": t.page.until(earliest(holders))})
}

func earliest(holders []delivery.Holder) time.Time {
	first := holders[0].Expires
	for _, h := range holders[1:] {
		if h.Expires.Before(first) {
			first = h.Expires
		}
	}
	return first
}

func (p *Page) until(t time.Time) string { return dates.Day(t.In(p.o.Now().Location())) }

// rows turns the core's newest-first messages into the view's oldest-first rows.
func (t *talk) rows(ms []chat.Message) []widget.Message {
	out := make([]widget.Message, len(ms))
	for i, m := range ms {
		out[len(ms)-1-i] = t.row(m)
	}
	return out
}

// firstUnread is the oldest message that was not read yet, "" if there is none.
func firstUnread(ms []chat.Message) (id string) {
	for _, m := range ms {
		if !m.Outgoing && !m.Read {
			id = m.ID
		}
	}
	return id
}
