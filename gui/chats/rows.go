package chats

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2/lang"

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
	if m.Outgoing {
		r.Mark, r.Note = markOf(m.State), t.note(m)
		if r.Mark == widget.Failed {
			r.Again = lang.L("Send again")
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

// note says what a state means, where the mark alone would leave a question.
func (t *talk) note(m chat.Message) string {
	switch m.State {
	case delivery.Waiting:
		return lang.L("waiting for the keys of {{.Name}}", words{"Name": t.person.first()})
	case delivery.Stored:
		return t.heldBy(m.Custody)
	case delivery.Failed:
		return lang.L("Not sent: {{.Reason}}", words{"Reason": widget.Clean(m.Reason)})
	case delivery.Expired:
		return lang.L("Nobody came for it in time")
	case delivery.Queued:
		if !t.person.contact.Online && !t.canHold() {
			return lang.L("waits on this computer: keep it on")
		}
	}
	return ""
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

func (p *Page) until(t time.Time) string { return date(t.In(p.o.Now().Location())) }

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
