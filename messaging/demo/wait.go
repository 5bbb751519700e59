package demo

import (
	"context"
	"fmt"
	"time"

	"restante/node/event"
)

const (
	patience = 30 * time.Second       // for anything that has to happen
	lookMore = 200 * time.Millisecond // at what has no event
)

// until waits for something to be so, and looks whenever anything changed.
func (p *person) until(ctx context.Context, what string, ok func() (bool, error)) error {
	ctx, done := context.WithTimeout(ctx, patience)
	defer done()
	sub := p.node.Bus.Subscribe(256)
	defer sub.Close()
	tick := time.NewTicker(lookMore)
	defer tick.Stop()
	for {
		if is, err := ok(); is || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%s waits for %s: %w", p.name, what, ctx.Err())
		case <-sub.Ready:
			sub.Take()
		case <-tick.C:
		}
	}
}

// await waits for an event; false: ctx ended before.
func await(ctx context.Context, sub *event.Subscription) bool {
	select {
	case <-ctx.Done():
		return false
	case <-sub.Ready:
		return true
	}
}

// pause ends early when ctx does.
func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}
