package gui

import (
	"context"
	"sync"
	"time"
)

// grace is how long what the user asked for may take when the window is gone already.
const grace = 3 * time.Second

// turns do work one after another. They hold what a user did, a message that was sent or
// a draft that was left, so they end only when all is done.
type turns struct {
	ctx  context.Context // of the work
	drop context.CancelFunc
	more chan struct{} // has room for one: look again

	mu    sync.Mutex
	queue []func(context.Context) func()
	ended bool // nothing comes any more
}

// newTurns has values of ctx, but does not end with it.
func newTurns(ctx context.Context) *turns {
	t := &turns{more: make(chan struct{}, 1)}
	t.ctx, t.drop = context.WithCancel(context.WithoutCancel(ctx))
	return t
}

// put queues work. It does not wait.
func (t *turns) put(work func(context.Context) func()) {
	t.change(func() { t.queue = append(t.queue, work) })
}

// last lets the turns end once the queue is empty, or grace is over. What it returns
// forgets the time.
func (t *turns) last() func() {
	t.change(func() { t.ended = true })
	timer := time.AfterFunc(grace, t.drop)
	return func() { timer.Stop() }
}

func (t *turns) change(f func()) {
	t.mu.Lock()
	f()
	t.mu.Unlock()
	select {
	case t.more <- struct{}{}:
	default:
	}
}

// run does the work, and gives what it returns to then.
func (t *turns) run(then func(func())) {
	for t.ctx.Err() == nil {
		work, ended := t.take()
		switch {
		case work != nil:
			then(work(t.ctx))
		case ended:
			return
		default:
			t.wait()
		}
	}
}

// take gives the next work; if there is none, whether more may come.
func (t *turns) take() (work func(context.Context) func(), ended bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.queue) == 0 {
		return nil, t.ended
	}
	work = t.queue[0]
	t.queue[0] = nil
	t.queue = t.queue[1:]
	return work, false
}

func (t *turns) wait() {
	select {
	case <-t.more:
	case <-t.ctx.Done():
	}
}
