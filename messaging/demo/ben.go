package demo

import (
	"context"
	"errors"
	"fmt"
	"time"

	"restante/messaging/delivery"
	"restante/offline/deposit"
)

const (
	talkative = 2           // rounds in which Ben speaks without being spoken to
	parting   = time.Second // after his last words: what is due to him arrives first
)

// comeAndGo is Ben's life. It begins when he has gone.
func (w *World) comeAndGo(ctx context.Context) {
	for round := 1; ctx.Err() == nil; round++ {
		if err := w.round(ctx, round); err != nil && ctx.Err() == nil {
			w.Log.Error("Ben stays away", "err", err)
			return
		}
	}
}

// round is one absence and one stay. Nobody wants to be told the same for ever:
// after a while Ben speaks only to those who write to him.
func (w *World) round(ctx context.Context, n int) error {
	last, err := w.away(ctx)
	if err != nil {
		return err
	}
	if err := w.ben.comes(ctx); err != nil {
		return err
	}
	found, err := w.back(ctx, last, n <= talkative)
	if err != nil {
		return err
	}
	heard, err := w.stay(ctx)
	if err != nil {
		return err
	}
	return w.leave(ctx, found+heard > 0 || n < talkative)
}

// away lets the time pass that Ben is not there, and gives when the push nodes last
// took something for him. Whoever writes at the last moment shall see it lie, too.
func (w *World) away(ctx context.Context) (last time.Time, err error) {
	box, err := deposit.MailboxOf(w.ben.id)
	if err != nil {
		return last, err
	}
	w.Tell("Ben has gone. Write to him: it will be held by " + w.holders() + ".")
	back, done := context.WithTimeout(ctx, w.Pace.Away)
	defer done()
	for w.took(back, box) {
		last = time.Now()
		w.Tell(w.holders() + " hold something sealed for Ben: a message or a receipt, they cannot tell.")
	}
	pause(ctx, w.Pace.Lie-time.Since(last))
	return last, ctx.Err()
}

// took waits until every push node has taken something; false: ctx ended before.
func (w *World) took(ctx context.Context, m deposit.Mailbox) bool {
	for _, n := range w.nodes {
		if !n.took(ctx, m) {
			return false
		}
	}
	return true
}

// back has Ben fetch his mail and say what he found.
func (w *World) back(ctx context.Context, last time.Time, talks bool) (found int, err error) {
	if _, err := w.ben.core.Mail.Scan(ctx); err != nil {
		return 0, fmt.Errorf("fetching Ben's mail: %w", err)
	}
	ms, err := w.ben.hear(ctx, w.you)
	if err != nil {
		return 0, err
	}
	w.Tell("Ben is back. He has fetched what lay there and opened it: " + messages(len(ms)) + " of yours.")
	if len(ms) > 0 || talks {
		err = w.ben.say(ctx, w.you, w.Pace.Think, w.benFinds(ms, last))
	}
	return len(ms), err
}

// stay has Ben answer for as long as he is there.
func (w *World) stay(ctx context.Context) (heard int, err error) {
	here, done := context.WithTimeout(ctx, w.Pace.Stay)
	defer done()
	sub := w.ben.node.Bus.Subscribe(256)
	defer sub.Close()
	for here.Err() == nil {
		n, err := w.ben.answer(ctx, w.you, w.Pace.Think, func(string) string { return benDirect })
		if heard += n; err != nil {
			return heard, err
		}
		await(here, sub)
	}
	return heard, ctx.Err()
}

// leave has Ben say that he goes, and go.
func (w *World) leave(ctx context.Context, talks bool) error {
	if talks {
		id, err := w.ben.write(ctx, w.you, fmt.Sprintf(benLeaves, w.holders()))
		if err != nil {
			return err
		}
		if err := w.ben.becomes(ctx, id, delivery.Delivered, delivery.Read, delivery.Stored); err != nil {
			return err
		}
		pause(ctx, parting)
	}
	for _, n := range w.nodes {
		n.forget()
	}
	return errors.Join(w.ben.goes(), ctx.Err())
}
