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
	ctx   context.Context // ends as the window goes
	stop  context.CancelFunc
	gate  sync.RWMutex // is held while something is given to do, so ctx does not end then
	do    func(func()) // runs a function on the UI goroutine, fyne.Do
	turns *turns
	wg    sync.WaitGroup
}

var _ loop.Loop = (*bridge)(nil)

// newBridge opens a bridge that is shut when ctx ends, or before.
func newBridge(ctx context.Context, do func(func())) *bridge {
	b := &bridge{do: do, turns: newTurns(ctx)}
	b.ctx, b.stop = context.WithCancel(context.WithoutCancel(ctx))
	b.wg.Go(func() { b.turns.run(b.onUI) })
	context.AfterFunc(ctx, b.shut)
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

// onUI runs f on the UI goroutine, unless the window goes.
func (b *bridge) onUI(f func()) {
	if f == nil {
		return
	}
	b.gate.RLock()
	defer b.gate.RUnlock()
	if b.ctx.Err() != nil {
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

// InOrder queues work, which is done even if the window goes meanwhile.
func (b *bridge) InOrder(work func(context.Context) func()) { b.turns.put(work) }

// Later runs f on the UI goroutine after d.
func (b *bridge) Later(d time.Duration, f func()) {
	b.wg.Go(func() {
		if b.sleep(d) {
			b.onUI(f)
		}
	})
}

// shut lets nothing pass to the UI goroutine any more. Fyne must not be told to quit
// before: it closes the queue to that goroutine, where sending is a panic from then on.
func (b *bridge) shut() {
	b.gate.Lock()
	defer b.gate.Unlock()
	b.stop()
}

// finish returns when what was queued is done, or has had its time, and no work is left.
func (b *bridge) finish() {
	b.shut()
	defer b.turns.last()()
	b.wg.Wait()
}

// end returns when no work is left. It waits for none.
func (b *bridge) end() {
	b.shut()
	b.turns.drop()
	b.wg.Wait()
}
