package inbox

import (
	"context"
	"errors"
	"sync"
)

// Scan looks everywhere now, at each push node and for pointers, and returns how
// many messages came in. One place that fails does not keep the others from being
// looked at; it is an error only if all of them did.
func (i *Inbox) Scan(ctx context.Context) (found int, err error) {
	ctx, leave := i.enter(ctx)
	defer leave()
	var mu sync.Mutex
	var wg sync.WaitGroup
	looks, failed := i.places(), 0
	for _, look := range looks {
		wg.Go(func() {
			n, e := look(ctx)
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
	if failed < len(looks) {
		return found, nil // the health of each push node tells of the others
	}
	return found, err
}

// Look is Scan for who does not wait for it.
func (i *Inbox) Look() {
	for _, w := range i.all() {
		w.kick()
	}
	i.finder.hurry()
	signal(i.spaced)
}

// places are the searches that Scan makes.
func (i *Inbox) places() (looks []func(context.Context) (int, error)) {
	for _, w := range i.all() {
		looks = append(looks, w.drain)
	}
	if i.finder != nil {
		looks = append(looks, func(ctx context.Context) (int, error) {
			found, _, err := i.finder.search(ctx, i.Mailbox)
			return found + i.finder.scanRound(ctx), err
		})
	}
	if i.Spaces != nil {
		looks = append(looks, i.collectSpaces)
	}
	return looks
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
