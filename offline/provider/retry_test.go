package provider

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"restante/offline/provider/depot"
)

var errLost = fmt.Errorf("%w: cut", depot.ErrTransient)

// everything is each call of a depot.
var everything = map[string]func(context.Context, depot.Depot) error{
	"put": func(ctx context.Context, d depot.Depot) error {
		r, b := newBlock()
		_, err := d.Put(ctx, r, b)
		return err
	},
	"locate": func(ctx context.Context, d depot.Depot) error {
		_, err := d.Locate(ctx, depot.Ref{})
		return err
	},
	"delete": func(ctx context.Context, d depot.Depot) error { return d.Delete(ctx, depot.Ref{}) },
	"list": func(ctx context.Context, d depot.Depot) error {
		_, err := d.List(ctx, "")
		return err
	},
	"usage": func(ctx context.Context, d depot.Depot) error {
		_, err := d.Usage(ctx)
		return err
	},
}

// timed does something in a bubble of fake time, and says how long it took.
func timed(t *testing.T, do func(ctx context.Context) error) (took time.Duration, err error) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		err = do(t.Context())
		took = time.Since(start)
	})
	return took, err
}

func TestRetryUntilItWorks(t *testing.T) {
	for name, do := range everything {
		s := newShelf(errLost, &depot.RateLimited{}, errLost, nil)
		took, err := timed(t, func(ctx context.Context) error { return do(ctx, Retrying(s)) })
		if err != nil || s.calls != 4 || took <= 0 || took >= 7*firstWait {
			t.Errorf("%s: %v after %d calls and %v", name, err, s.calls, took)
		}
	}
}

func TestRetryGivesUp(t *testing.T) {
	s := newShelf(slices.Repeat([]error{errLost}, 100)...)
	_, err := timed(t, func(ctx context.Context) error { return everything["put"](ctx, Retrying(s)) })
	if !errors.Is(err, depot.ErrTransient) || s.calls != attempts {
		t.Errorf("%v after %d calls", err, s.calls)
	}
}

// TestRetryOnlyWhatPasses: what needs a person, or another call, is not repeated.
func TestRetryOnlyWhatPasses(t *testing.T) {
	for _, stays := range []error{
		depot.ErrAuth, depot.ErrQuota, depot.ErrNotFound, depot.ErrPermanent, &depot.Pending{After: time.Second},
	} {
		s := newShelf(stays)
		took, err := timed(t, func(ctx context.Context) error { return everything["put"](ctx, Retrying(s)) })
		if !errors.Is(err, stays) || s.calls != 1 || took != 0 {
			t.Errorf("%v: %v after %d calls and %v", stays, err, s.calls, took)
		}
	}
}

// TestRetryAfter: the provider's pause is kept, but not waited for beyond all patience.
func TestRetryAfter(t *testing.T) {
	s := newShelf(&depot.RateLimited{After: 9 * time.Second}, nil)
	took, err := timed(t, func(ctx context.Context) error { return everything["list"](ctx, Retrying(s)) })
	if err != nil || took < 9*time.Second || took > 9*time.Second+firstWait {
		t.Errorf("%v after %v", err, took)
	}
	s = newShelf(&depot.RateLimited{After: time.Hour}, nil)
	took, err = timed(t, func(ctx context.Context) error { return everything["list"](ctx, Retrying(s)) })
	var limited *depot.RateLimited
	if !errors.As(err, &limited) || limited.After != time.Hour || s.calls != 1 || took != 0 {
		t.Errorf("%v after %d calls and %v", err, s.calls, took)
	}
}

// TestRetryJitter: who failed together does not come back together.
func TestRetryJitter(t *testing.T) {
	seen := make(map[time.Duration]bool)
	for range 20 {
		s := newShelf(errLost, nil)
		took, err := timed(t, func(ctx context.Context) error { return everything["usage"](ctx, Retrying(s)) })
		if err != nil || took >= firstWait {
			t.Errorf("%v after %v", err, took)
		}
		seen[took] = true
	}
	if len(seen) < 10 {
		t.Errorf("20 pauses had %d lengths", len(seen))
	}
}

// TestRetryDeadlines: a provider that hangs has its deadline for each attempt, and
// all of them together have an end.
func TestRetryDeadlines(t *testing.T) {
	s := newShelf()
	s.hold = func(ctx context.Context) error {
		<-ctx.Done()
		return depot.Unanswered(ctx.Err())
	}
	took, err := timed(t, func(ctx context.Context) error { return everything["put"](ctx, Retrying(s)) })
	if !errors.Is(err, depot.ErrTransient) || took < s.Limits().Deadline || took > longest {
		t.Errorf("%v after %v", err, took)
	}
}

func TestRetryEndsWithItsCaller(t *testing.T) {
	s := newShelf(&depot.RateLimited{After: 20 * time.Second}, nil)
	took, err := timed(t, func(ctx context.Context) error {
		ctx, stop := context.WithTimeout(ctx, time.Second)
		defer stop()
		return everything["put"](ctx, Retrying(s))
	})
	if !errors.Is(err, context.DeadlineExceeded) || !depot.Known(err) || took != time.Second || s.calls != 1 {
		t.Errorf("%v after %d calls and %v", err, s.calls, took)
	}
}
