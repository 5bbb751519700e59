package gui

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
)

// TestWhatWasBegunIsKept quits in the middle of a word.
func TestWhatWasBegunIsKept(t *testing.T) {
	at(t, Options{}, nil, func(h *home) {
		jonas := guitest.ID("Jonas Berg")
		h.shell.OpenChat(jonas)
		h.look(true)
		h.settle()
		test.Type(h.window.Canvas().Focused(), "See you at the f")
		h.quit()
		h.bridge.finish()
		if got := h.world.Typed[jonas]; got != "See you at the f" {
			t.Errorf("kept is %q", got)
		}
	})
}

func TestTheEndOfTheContextQuits(t *testing.T) {
	at(t, Options{}, nil, func(h *home) {
		ctx, cancel := context.WithCancel(h.t.Context())
		h.quitAfter(ctx) // the test driver has one frame
		h.wants()
		cancel()
		h.quitAfter(ctx)
		h.wants("quit")
	})
}

// TestNothingIsSentToAnAppThatQuits: its queue may be closed.
func TestNothingIsSentToAnAppThatQuits(t *testing.T) {
	at(t, Options{}, nil, func(h *home) {
		h.bridge.onUI(func() { t.Error("the page of a closed window was changed") })
		h.quit()
		for len(h.tasks) > 0 {
			(<-h.tasks)()
		}
		h.bridge.onUI(func() { t.Error("and again") })
		if len(h.tasks) > 0 {
			t.Error("something was sent")
		}
	})
}

// TestWhatIsUnderWayIsDone closes the window on a queue.
func TestWhatIsUnderWayIsDone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBridge(t.Context(), ui())
		var did []int
		for i := range 100 {
			b.InOrder(func(ctx context.Context) func() {
				<-time.After(grace / 200)
				if ctx.Err() == nil {
					did = append(did, i)
				}
				return func() {}
			})
		}
		b.shut()
		b.InOrder(func(context.Context) func() { did = append(did, 100); return nil })
		b.finish()
		if len(did) != 101 || !slices.IsSorted(did) {
			t.Errorf("done: %v", did)
		}
	})
}

// TestTheLastWordIsNotLost comes at the same moment as the end, twenty times.
func TestTheLastWordIsNotLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for range 20 {
			b := newBridge(t.Context(), ui())
			synctest.Wait() // it waits for either
			sent := false
			b.InOrder(func(context.Context) func() { sent = true; return nil })
			b.finish()
			if !sent {
				t.Fatal("it was not sent")
			}
		}
	})
}

// TestWhatIsStuckIsGivenUp: a log-out does not wait for ever.
func TestWhatIsStuckIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBridge(t.Context(), ui())
		b.InOrder(func(ctx context.Context) func() { <-ctx.Done(); return nil })
		start := time.Now()
		b.finish()
		if took := time.Since(start); took != grace {
			t.Errorf("it took %s", took)
		}
	})
}

// TestFynesHookRunsAfterTheEnd: and Fyne still has one that can be taken.
func TestFynesHookRunsAfterTheEnd(t *testing.T) {
	a := test.NewTempApp(t)
	stoppedHook(a)() // of an app that has none
	l, ok := a.Lifecycle().(stopping)
	if !ok {
		t.Fatal("the life cycle has changed")
	}
	done := 0
	l.SetOnStoppedHookExecuted(func() { done++ })
	hook := stoppedHook(a)
	if l.OnStopped() != nil || done != 0 {
		t.Error("Fyne does it, too")
	}
	if hook(); done != 1 {
		t.Errorf("done %d times", done)
	}
}
