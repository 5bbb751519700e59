package event

import (
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestSlowReaderIsTold(t *testing.T) {
	var b Bus
	s := b.Subscribe(2)
	defer s.Close()
	for i := range 5 {
		b.Publish(i)
	}
	<-s.Ready
	if events, lost := s.Take(); !slices.Equal(events, []any{0, 1}) || !lost {
		t.Fatalf("Take() = %v, %v; want the first 2 events and lost", events, lost)
	}
	b.Publish(6)
	<-s.Ready
	if events, lost := s.Take(); !slices.Equal(events, []any{6}) || lost {
		t.Fatalf("Take() = %v, %v; want 1 event, none lost", events, lost)
	}
}

func TestClosedSubscriptionGetsNothing(t *testing.T) {
	var b Bus
	s, other := b.Subscribe(1), b.Subscribe(1)
	s.Close()
	s.Close()
	b.Publish("late")
	if events, lost := s.Take(); len(events) != 0 || lost {
		t.Fatalf("Take() after Close = %v, %v", events, lost)
	}
	if events, _ := other.Take(); len(events) != 1 {
		t.Fatalf("the other subscription has %d events, want 1", len(events))
	}
}

// Many publishers and one reader that lets a burst gather, as a window does.
func TestBurstIsGathered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var b Bus
		s := b.Subscribe(1000)
		var publishers sync.WaitGroup
		for range 10 {
			publishers.Go(func() {
				for range 20 {
					b.Publish("changed")
					<-time.After(time.Millisecond)
				}
			})
		}
		var got, wakes int
		for got < 200 {
			<-s.Ready
			<-time.After(50 * time.Millisecond)
			events, lost := s.Take()
			if lost {
				t.Fatal("events were lost below the limit")
			}
			got += len(events)
			wakes++
		}
		publishers.Wait()
		if got != 200 || wakes > 5 {
			t.Fatalf("got %d events in %d wakes, want 200 in at most 5", got, wakes)
		}
	})
}

// What was lost elsewhere is lost to every reader, which hears of it once.
func TestLose(t *testing.T) {
	var b Bus
	one, two := b.Subscribe(10), b.Subscribe(10)
	b.Publish("before")
	b.Lose()
	for _, s := range []*Subscription{one, two} {
		<-s.Ready
		if events, lost := s.Take(); len(events) != 1 || !lost {
			t.Errorf("took %v, lost %v, want the event and the loss", events, lost)
		}
		if _, lost := s.Take(); lost {
			t.Error("the loss is told twice")
		}
	}
}
