package gui

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"restante/node/event"
)

// noted is a pair of pages that count.
type noted struct {
	mu      sync.Mutex
	events  int
	visits  int
	reloads int
}

func (n *noted) Events(e []any) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.events += len(e)
	n.visits++
}

func (n *noted) Reload() { n.reloads++ }

// ui stands for the UI goroutine: one function at a time.
func ui() func(func()) {
	var mu sync.Mutex
	return func(f func()) {
		mu.Lock()
		defer mu.Unlock()
		f()
	}
}

func TestBurstsAreGathered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var bus event.Bus
		var pages noted
		ctx, cancel := context.WithCancel(t.Context())
		b := newBridge(ctx, ui())
		b.Listen(bus.Subscribe(1000), &pages)
		for range 200 {
			bus.Publish(1)
			<-time.After(time.Millisecond)
		}
		<-time.After(time.Second)
		synctest.Wait()
		if pages.events != 200 || pages.visits > 5 || pages.reloads != 0 {
			t.Errorf("%d events in %d visits, %d reloads", pages.events, pages.visits, pages.reloads)
		}
		cancel()
		b.end()
	})
}

func TestLostEventsReadEverythingAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var bus event.Bus
		var pages noted
		ctx, cancel := context.WithCancel(t.Context())
		b := newBridge(ctx, ui())
		b.Listen(bus.Subscribe(3), &pages)
		for range 10 {
			bus.Publish(1)
		}
		<-time.After(time.Second)
		synctest.Wait()
		if pages.reloads != 1 {
			t.Errorf("%d reloads", pages.reloads)
		}
		cancel()
		b.end()
	})
}

func TestWorkKeepsItsOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		b := newBridge(ctx, ui())
		var got []int
		for i := range 10 {
			b.InOrder(func(context.Context) func() {
				<-time.After(time.Duration(10-i) * time.Millisecond)
				return func() { got = append(got, i) }
			})
		}
		<-time.After(time.Second)
		synctest.Wait()
		for i := range got {
			if got[i] != i {
				t.Fatalf("done in the order %v", got)
			}
		}
		if len(got) != 10 {
			t.Errorf("%d of 10 done", len(got))
		}
		cancel()
		b.end()
	})
}

func TestNothingIsDrawnAfterTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		b := newBridge(ctx, ui())
		drawn := false
		b.Later(time.Hour, func() { drawn = true })
		b.Go(func(ctx context.Context) func() {
			<-ctx.Done()
			return func() { drawn = true }
		})
		cancel()
		b.end()
		if drawn {
			t.Error("a page was changed after the window had closed")
		}
	})
}
