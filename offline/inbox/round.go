package inbox

import (
	"context"
	"time"

	"golang.org/x/time/rate"
)

// turn is told that the further mailboxes have changed.
func (f *finder) turn() {
	if f != nil {
		all, _ := f.boxes.get()
		f.rounds.keep(all)
	}
}

// goRound looks for pointers to further mailboxes, as fast as the pace allows. While
// there is nobody to ask it keeps its pace for later.
func (f *finder) goRound(ctx context.Context) {
	for ctx.Err() == nil {
		if f.alone.Load() {
			rest(ctx, f.rounds.ready, findFirst)
			continue
		}
		f.rounds.pace.SetLimit(f.roundLimit())
		if f.rounds.pace.Wait(ctx) != nil {
			return
		}
		m, ok := f.waitForDue(ctx)
		if !ok {
			return
		}
		select {
		case f.rounds.slots <- struct{}{}:
		case <-ctx.Done():
			return
		}
		f.wg.Go(func() {
			defer func() { <-f.rounds.slots }()
			f.lookFor(ctx, m)
		})
	}
}

func (f *finder) roundLimit() rate.Limit {
	for _, w := range f.all() {
		if w.works() {
			return rate.Every(roundRarely)
		}
	}
	return rate.Every(roundEvery)
}

// waitForDue gives the next mailbox to be looked for; false: it is over.
func (f *finder) waitForDue(ctx context.Context) (m Mailbox, ok bool) {
	for ctx.Err() == nil {
		all, _ := f.boxes.get()
		now := time.Now()
		m, wait, ok := f.rounds.next(all, now, now)
		switch {
		case ok && wait <= 0:
			return m, true
		case !ok:
			wait = nearEvery
		}
		rest(ctx, f.rounds.ready, wait)
	}
	return m, false
}

// lookFor is one search for one of the further mailboxes.
func (f *finder) lookFor(ctx context.Context, m Mailbox) (found int) {
	began := time.Now()
	found, missed, err := f.search(ctx, m)
	if err != nil {
		f.Log.Debug("no pointers could be looked for", "mailbox", m.Mailbox(), "err", err)
	}
	f.rounds.ended(m, began, err == nil && missed == 0, err != nil)
	f.collected(ctx)
	return found
}

// scanRound looks for as many as the pace allows now, due or not.
func (f *finder) scanRound(ctx context.Context) (found int) {
	all, _ := f.boxes.get()
	for f.rounds.pace.Allow() {
		now := time.Now()
		m, _, ok := f.rounds.next(all, now, now.Add(pastEvery))
		if !ok {
			break
		}
		found += f.lookFor(ctx, m)
	}
	return found
}

// collected tells since when everything that pointers led to is here.
func (f *finder) collected(ctx context.Context) {
	all, version := f.boxes.get()
	f.mu.Lock()
	since := f.clear
	f.mu.Unlock()
	if version == 0 || since.IsZero() {
		return
	}
	if since = f.rounds.emptied(all, since); !since.IsZero() {
		f.emptied(ctx, f, since)
	}
}
