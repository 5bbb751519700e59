package provider

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"restante/offline/provider/depot"
)

const (
	attempts  = 4
	firstWait = 500 * time.Millisecond // the first pause is shorter than that, the next than twice that
	longest   = 45 * time.Second       // for all attempts of one call and the pauses between them
)

// Retrying makes calls again that failed by something that passes: after the pause
// that a provider asks for, or else after a random one that grows, so that many who
// failed together do not come back together. It gives up after a few attempts, and
// at once if the pause would outlast its patience; the last error says why.
func Retrying(d depot.Depot) depot.Depot { return retrying{d} }

type retrying struct{ d depot.Depot }

func (r retrying) Put(ctx context.Context, ref depot.Ref, block []byte) (depot.Place, error) {
	return retry(ctx, r.d, func(ctx context.Context) (depot.Place, error) { return r.d.Put(ctx, ref, block) })
}

func (r retrying) Locate(ctx context.Context, ref depot.Ref) (depot.Place, error) {
	return retry(ctx, r.d, func(ctx context.Context) (depot.Place, error) { return r.d.Locate(ctx, ref) })
}

func (r retrying) Delete(ctx context.Context, ref depot.Ref) error {
	_, err := retry(ctx, r.d, func(ctx context.Context) (none struct{}, err error) { return none, r.d.Delete(ctx, ref) })
	return err
}

func (r retrying) List(ctx context.Context, cursor string) (depot.Page, error) {
	return retry(ctx, r.d, func(ctx context.Context) (depot.Page, error) { return r.d.List(ctx, cursor) })
}

func (r retrying) Usage(ctx context.Context) (depot.Usage, error) {
	return retry(ctx, r.d, r.d.Usage)
}

func (r retrying) Limits() depot.Limits { return r.d.Limits() }

// retry gives each attempt the depot's own deadline, and all of them the longest.
func retry[T any](ctx context.Context, d depot.Depot, do func(context.Context) (T, error)) (T, error) {
	end := time.Now().Add(longest)
	for n := 0; ; n++ {
		result, err := attempt(ctx, min(d.Limits().Deadline, time.Until(end)), do)
		wait, again := pause(err, n)
		if !again || time.Now().Add(wait).After(end) {
			return result, err
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return result, fmt.Errorf("%w (%w)", err, ctx.Err())
		}
	}
}

func attempt[T any](ctx context.Context, most time.Duration, do func(context.Context) (T, error)) (T, error) {
	ctx, stop := context.WithTimeout(ctx, most)
	defer stop()
	return do(ctx)
}

// pause is how long to wait after the n-th failure, if trying again may help.
func pause(err error, n int) (time.Duration, bool) {
	var limited *depot.RateLimited
	slow := errors.As(err, &limited)
	if n+1 >= attempts || !slow && !errors.Is(err, depot.ErrTransient) {
		return 0, false
	}
	jitter := rand.N(firstWait << n)
	if slow {
		return limited.After + jitter, true
	}
	return jitter, true
}
