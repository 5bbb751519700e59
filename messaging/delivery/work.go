package delivery

import (
	"context"
	"errors"
	"time"
)

// work is the one goroutine that writes receipts and seals anew; it lets a burst
// gather first.
func (s *Service) work(ctx context.Context) {
	wait := time.Duration(0) // what a stop left due
	for rest(ctx, wait, s.kick) && rest(ctx, batchDelay, nil) {
		var err error
		wait, err = s.renew(ctx)
		s.logged(ctx, errors.Join(err, s.flush(ctx)))
	}
}

// rest waits for a time or a kick; it reports whether there is work to do.
func rest(ctx context.Context, d time.Duration, kick <-chan struct{}) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-kick:
	case <-t.C:
	}
	return true
}

func (s *Service) wake() { signal(s.kick) }

// signal wakes whoever rests on a channel of one place.
func signal(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
