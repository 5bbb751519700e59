package gui

import (
	"context"
	"sync"
	"time"

	"restante/gui/loop"
	"restante/node/event"
)

// gather is how long a burst of events is collected before the pages see it:
// Fyne repaints the whole window for any change.
const gather = 50 * time.Millisecond

// queue is how many actions may wait for their turn.
const queue = 64

// pages is what the bridge tells.
type pages interface {
	Events([]any)
	Reload()
}

// audience is several that are told.
type audience []pages

func (a audience) Events(events []any) {
	for _, p := range a {
		p.Events(events)
	}
}

func (a audience) Reload() {
	for _, p := range a {
		p.Reload()
	}
}

// bridge is the only way from other goroutines to the UI goroutine. It brings
// the core's events to the pages and the pages' work to the core.
type bridge struct {
	ctx   context.Context // ends with the window
	do    func(func())    // runs a function on the UI goroutine, fyne.Do
	turns chan func(context.Context) func()
	wg    sync.WaitGroup
}

var _ loop.Loop = (*bridge)(nil)

func newBridge(ctx context.Context, do func(func())) *bridge {
	b := &bridge{ctx: ctx, do: do, turns: make(chan func(context.Context) func(), queue)}
	b.wg.Go(b.takeTurns)
	return b
}

// Listen brings events to the pages until the context ends. Lost events mean
// that everything is read again.
func (b *bridge) Listen(s *event.Subscription, p pages) {
	b.wg.Go(func() {
		defer s.Close()
		for b.wait(s.Ready) && b.sleep(gather) {
			events, lost := s.Take()
			b.onUI(func() {
				if lost {
					p.Reload()
				}
				p.Events(events)
			})
		}
	})
}

// Hear brings what comes from outside to the UI goroutine, until the context or
// the channel ends.
func (b *bridge) Hear(words <-chan string, f func(string)) {
	b.wg.Go(func() {
		for {
			select {
			case <-b.ctx.Done():
				return
			case word, ok := <-words:
				if !ok {
					return
				}
				b.onUI(func() { f(word) })
			}
		}
	})
}

func (b *bridge) wait(ready <-chan struct{}) bool {
	select {
	case <-b.ctx.Done():
		return false
	case <-ready:
		return true
	}
}

func (b *bridge) sleep(d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-b.ctx.Done():
		return false
	case <-t.C:
		return true
	}
}

// onUI runs f on the UI goroutine, unless the window is gone.
func (b *bridge) onUI(f func()) {
	if f == nil || b.ctx.Err() != nil {
		return
	}
	b.do(func() {
		if b.ctx.Err() == nil {
			f()
		}
	})
}

// Go runs work on a goroutine of its own.
func (b *bridge) Go(work func(context.Context) func()) {
	b.wg.Go(func() { b.onUI(work(b.ctx)) })
}

// InOrder queues work. It is called on the UI goroutine, which must not wait:
// where the queue is full, a goroutine waits in its place.
func (b *bridge) InOrder(work func(context.Context) func()) {
	select {
	case b.turns <- work:
	default:
		b.wg.Go(func() {
			select {
			case b.turns <- work:
			case <-b.ctx.Done():
			}
		})
	}
}

func (b *bridge) takeTurns() {
	for {
		select {
		case <-b.ctx.Done():
			return
		case work := <-b.turns:
			b.onUI(work(b.ctx))
		}
	}
}

// Later runs f on the UI goroutine after d.
func (b *bridge) Later(d time.Duration, f func()) {
	b.wg.Go(func() {
		if b.sleep(d) {
			b.onUI(f)
		}
	})
}

// Wait returns when the context has ended and no work is left.
func (b *bridge) Wait() { b.wg.Wait() }
