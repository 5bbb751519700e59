package orders

import (
	"context"
	"testing"
	"time"

	"restante/gui/guitest"
)

// slow is a loop whose answers come when the test says so.
type slow struct {
	*guitest.Loop
	answers []func()
}

func (l *slow) Go(work func(context.Context) func()) {
	if then := work(context.Background()); then != nil {
		l.answers = append(l.answers, then)
	}
}

// answer gives the answers that are there, the newest first.
func (l *slow) answer() {
	all := l.answers
	l.answers = nil
	for i := len(all) - 1; i >= 0; i-- {
		all[i]()
	}
}

// An answer that comes late, to a filter that is not chosen any more, is not shown.
func TestALateAnswerIsNotShown(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	l := &slow{Loop: d.world.Loop}
	d.page.o.Loop = l
	d.page.filters.Choose(5) // one is completed
	d.page.filters.Choose(0)
	l.answer()
	d.world.Loop.Advance(time.Second)
	l.answer()
	if n := d.page.last.window.total; n != 10 {
		t.Errorf("of the 10 current orders %d are shown", n)
	}
}
