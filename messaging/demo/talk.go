package demo

import (
	"context"
	"slices"
	"time"

	"restante/messaging/chat"
	"restante/messaging/delivery"
)

// write accepts a message; the program sees to it that it arrives.
func (p *person) write(ctx context.Context, to *person, text string) (id string, err error) {
	return p.core.Chats.Send(ctx, to.id, "", text, "")
}

// hear gives what somebody wrote that was not heard yet, oldest first, and says
// that it was read.
func (p *person) hear(ctx context.Context, from *person) (fresh []chat.Message, err error) {
	all, err := p.core.Chats.Messages(ctx, from.id, chat.Query{})
	for _, m := range slices.Backward(all) {
		if !m.Outgoing && !p.heard[m.ID] {
			p.heard[m.ID] = true
			fresh = append(fresh, m)
		}
	}
	if err != nil || len(fresh) == 0 {
		return nil, err
	}
	return fresh, p.core.Chats.MarkRead(ctx, from.id)
}

// answer replies to all that somebody wrote; it gives how much that was.
func (p *person) answer(ctx context.Context, from *person, think time.Duration, reply func(string) string) (n int, err error) {
	ms, err := p.hear(ctx, from)
	for _, m := range ms {
		if err == nil {
			err = p.say(ctx, from, think, reply(m.Text))
		}
	}
	return len(ms), err
}

// say types for a while, and then writes.
func (p *person) say(ctx context.Context, to *person, think time.Duration, text string) error {
	if _, err := p.write(ctx, to, ""); err != nil { // the empty message: is typing
		return err
	}
	pause(ctx, think)
	_, err := p.write(ctx, to, text)
	return err
}

// becomes waits until a message is in a state.
func (p *person) becomes(ctx context.Context, id string, s ...delivery.State) error {
	return p.until(ctx, "a message to be "+string(s[0]), func() (bool, error) {
		m, err := p.core.Chats.Message(ctx, id)
		return slices.Contains(s, m.State), err
	})
}

// held waits until so many push nodes have signed that they hold a message.
func (p *person) held(ctx context.Context, id string, nodes int) (by []delivery.Holder, err error) {
	err = p.until(ctx, "a message to be held", func() (bool, error) {
		m, err := p.core.Chats.Message(ctx, id)
		by = m.Custody
		return len(by) == nodes, err
	})
	return by, err
}
