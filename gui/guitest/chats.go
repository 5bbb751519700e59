package guitest

import (
	"context"
	"slices"
	"strconv"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/chat"
	"restante/messaging/delivery"
)

// Conversations gives a row per talk, newest first.
func (w *World) Conversations(context.Context) (all []chat.Conversation, err error) {
	for id, ms := range w.Talks {
		if len(ms) == 0 {
			continue
		}
		m := ms[len(ms)-1]
		_, strange := w.Strange[id]
		all = append(all, chat.Conversation{Peer: id, Name: w.name(id), Unread: unread(ms), LastMessage: m.Text, Time: m.Time, Outgoing: m.Outgoing, State: m.State, Request: strange})
	}
	slices.SortFunc(all, func(a, b chat.Conversation) int { return b.Time.Compare(a.Time) })
	return all, nil
}

func unread(ms []chat.Message) (n int) {
	for _, m := range ms {
		if !m.Outgoing && !m.Read {
			n++
		}
	}
	return n
}

// Messages gives a page, newest first.
func (w *World) Messages(_ context.Context, of peer.ID, q chat.Query) ([]chat.Message, error) {
	ms := w.Talks[of]
	from, to := 0, len(ms)
	at := func(id string) int { return slices.IndexFunc(ms, func(m chat.Message) bool { return m.ID == id }) }
	if q.Before != "" {
		to = at(q.Before)
	}
	if q.After != "" {
		from = at(q.After) + 1
		to = min(to, from+q.Limit)
	}
	from = max(from, to-q.Limit)
	page := slices.Clone(ms[from:to])
	slices.Reverse(page)
	return page, nil
}

func (w *World) find(id string) (*chat.Message, peer.ID) {
	for p, ms := range w.Talks {
		for i := range ms {
			if ms[i].ID == id {
				return &ms[i], p
			}
		}
	}
	return nil, ""
}

// Message gives one message.
func (w *World) Message(_ context.Context, id string) (chat.Message, error) {
	m, _ := w.find(id)
	if m == nil {
		return chat.Message{}, chat.ErrNoMessage
	}
	return *m, nil
}

// Path gives a message's way so far.
func (w *World) Path(_ context.Context, id string) ([]delivery.Step, error) { return w.Paths[id], nil }

// Send adds a message; an empty text is only noted.
func (w *World) Send(_ context.Context, to peer.ID, _, text, _ string) (string, error) {
	if text == "" {
		return "", w.call("typing")
	}
	if err := w.call("send " + text); err != nil {
		return "", err
	}
	w.sent++
	m := w.Say(to, w.Loop.Now(), text, delivery.Queued)
	m.ID = "sent" + strconv.Itoa(w.sent)
	return m.ID, nil
}

// SendAgain puts a message back in the queue.
func (w *World) SendAgain(_ context.Context, id string) error {
	if m, _ := w.find(id); m != nil {
		m.State, m.Reason = delivery.Queued, ""
	}
	return w.call("again")
}

// MarkRead marks all that came in.
func (w *World) MarkRead(_ context.Context, of peer.ID) error {
	for i := range w.Talks[of] {
		w.Talks[of][i].Read = true
	}
	return w.call("read " + w.name(of))
}

// Delete takes a message away.
func (w *World) Delete(_ context.Context, id string) error {
	if m, p := w.find(id); m != nil {
		w.Talks[p] = slices.DeleteFunc(slices.Clone(w.Talks[p]), func(m chat.Message) bool { return m.ID == id })
	}
	return w.call("delete")
}

// DeleteConversation takes all messages away.
func (w *World) DeleteConversation(_ context.Context, with peer.ID) error {
	delete(w.Talks, with)
	delete(w.Typed, with)
	return w.call("delete conversation")
}
