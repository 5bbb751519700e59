package fetch

import (
	"context"
	"errors"
	"net/url"
	"time"

	"restante/offline/provider/depot"
)

type result struct {
	block []byte
	err   error
}

// race asks the addresses in turn, each with a head start or until it fails. It ends
// with the first block, and returns when all that it began has ended.
func race(ctx context.Context, urls []*url.URL, ask func(context.Context, *url.URL) ([]byte, error)) ([]byte, error) {
	ctx, stop := context.WithCancel(ctx)
	results, running := make(chan result), 0
	defer func() {
		stop()
		for ; running > 0; running-- {
			<-results
		}
	}()
	var best error
	for len(urls) > 0 || running > 0 {
		if len(urls) > 0 {
			u := urls[0]
			urls, running = urls[1:], running+1
			go func() {
				block, err := ask(ctx, u)
				results <- result{block, err}
			}()
		}
		select {
		case r := <-results:
			running--
			if r.err == nil {
				return r.block, nil
			}
			best = hopeful(best, r.err)
		case <-next(len(urls)):
		}
	}
	return nil, best
}

// next fires when another address is to be asked; never if there is none.
func next(left int) <-chan time.Time {
	if left == 0 {
		return nil
	}
	return time.After(headStart)
}

// hopeful is the error that promises most: one that passes before one that says
// that the block is gone, and that before one that stays.
func hopeful(a, b error) error {
	if a == nil || hope(b) > hope(a) {
		return b
	}
	return a
}

func hope(err error) int {
	var limited *depot.RateLimited
	switch {
	case errors.Is(err, depot.ErrTransient):
		return 3
	case errors.As(err, &limited):
		return 2
	case errors.Is(err, depot.ErrNotFound):
		return 1
	}
	return 0
}
