// Package guitest is a small world for tests and pictures of the window: fixed
// people, messages and times, and a loop without goroutines. It is not part of
// the program.
package guitest

import (
	"cmp"
	"context"
	"slices"
	"time"

	"restante/gui/loop"
)

// Loop runs all work at once on the calling goroutine; timers fire when the test
// moves the clock.
type Loop struct {
	Clock  time.Time
	timers []timer
}

var _ loop.Loop = (*Loop)(nil)

type timer struct {
	at time.Time
	f  func()
}

// Now is the loop's clock.
func (l *Loop) Now() time.Time { return l.Clock }

func (l *Loop) Go(work func(context.Context) func()) {
	if then := work(context.Background()); then != nil {
		then()
	}
}

func (l *Loop) InOrder(work func(context.Context) func()) { l.Go(work) }

func (l *Loop) Later(d time.Duration, f func()) {
	l.timers = append(l.timers, timer{l.Clock.Add(d), f})
}

// Advance moves the clock and fires what is due, in order.
func (l *Loop) Advance(d time.Duration) {
	end := l.Clock.Add(d)
	for {
		i := l.next()
		if i < 0 || l.timers[i].at.After(end) {
			l.Clock = end
			return
		}
		t := l.timers[i]
		l.timers = slices.Delete(l.timers, i, i+1)
		l.Clock = t.at
		t.f()
	}
}

func (l *Loop) next() int {
	if len(l.timers) == 0 {
		return -1
	}
	first := slices.MinFunc(l.timers, func(a, b timer) int { return cmp.Compare(a.at.UnixNano(), b.at.UnixNano()) })
	return slices.IndexFunc(l.timers, func(t timer) bool { return t.at.Equal(first.at) })
}

// Due is how many timers wait.
func (l *Loop) Due() int { return len(l.timers) }
