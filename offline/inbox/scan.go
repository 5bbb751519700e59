package inbox

import (
	"context"
	"errors"
	"sync"
)

// Scan looks at every push node now and returns how many messages came in. A
// push node that fails does not keep the others from being looked at; it is an
// error only if all of them did.
func (i *Inbox) Scan(ctx context.Context) (found int, err error) {
	ctx, leave := i.enter(ctx)
	defer leave()
	var mu sync.Mutex
	var wg sync.WaitGroup
	ws, failed := i.all(), 0
	for _, w := range ws {
		wg.Go(func() {
			n, e := w.drain(ctx)
			mu.Lock()
			defer mu.Unlock()
			found += n
			if e != nil {
				failed++
				err = errors.Join(err, e)
			}
		})
	}
	wg.Wait()
	if failed < len(ws) {
		return found, nil // the health of each push node tells of the others
	}
	return found, err
}

// enter ends a caller's work with [Inbox.Close], which waits for it.
func (i *Inbox) enter(ctx context.Context) (context.Context, func()) {
	i.mu.Lock()
	defer i.mu.Unlock()
	ctx, cancel := context.WithCancel(ctx)
	if i.ctx == nil || i.ctx.Err() != nil {
		cancel()
		return ctx, func() {}
	}
	i.wg.Add(1)
	stop := context.AfterFunc(i.ctx, cancel)
	return ctx, func() { stop(); cancel(); i.wg.Done() }
}
