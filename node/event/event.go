// Package event carries notices from the core to whoever wants to look again.
//
// An event is a small struct named in the past tense that says what changed,
// by id; it does not carry the new state, which is in the database. A reader
// that is too slow loses events, is told so, and then reads everything again.
// Publishing therefore never blocks.
//
//	s := bus.Subscribe(100)
//	defer s.Close()
//	for range s.Ready {
//		events, lost := s.Take()
//		...
//	}
package event

import "sync"

// Bus delivers every published event to every subscription, in order.
// The zero Bus is ready to use. A Bus must not be copied.
type Bus struct {
	mu   sync.Mutex
	subs map[*Subscription]struct{}
}

// Publish adds e to every subscription. It never blocks.
func (b *Bus) Publish(e any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for s := range b.subs {
		s.add(e)
	}
}

// Lose tells every subscription that it lost events, where they were lost before they
// could be published.
func (b *Bus) Lose() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for s := range b.subs {
		s.lose()
	}
}

// Subscribe starts a subscription that keeps at most max unread events.
// What is published before Subscribe returns is not in it: subscribe first,
// then load.
func (b *Bus) Subscribe(max int) *Subscription {
	s := &Subscription{Ready: make(chan struct{}, 1), bus: b, max: max}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.subs == nil {
		b.subs = make(map[*Subscription]struct{})
	}
	b.subs[s] = struct{}{}
	return s
}

// Subscription is one reader's queue.
type Subscription struct {
	// Ready receives when there is something to Take. It is never closed.
	Ready chan struct{}

	bus    *Bus
	max    int
	mu     sync.Mutex
	unread []any
	lost   bool
}

func (s *Subscription) add(e any) {
	s.mu.Lock()
	if len(s.unread) < s.max {
		s.unread = append(s.unread, e)
	} else {
		s.lost = true
	}
	s.mu.Unlock()
	s.wake()
}

func (s *Subscription) lose() {
	s.mu.Lock()
	s.lost = true
	s.mu.Unlock()
	s.wake()
}

func (s *Subscription) wake() {
	select {
	case s.Ready <- struct{}{}:
	default:
	}
}

// Take returns the unread events, oldest first, and whether any were lost
// since the last Take.
func (s *Subscription) Take() (events []any, lost bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	events, lost = s.unread, s.lost
	s.unread, s.lost = nil, false
	return events, lost
}

// Close ends the subscription; later events are not added to it.
func (s *Subscription) Close() {
	s.bus.mu.Lock()
	defer s.bus.mu.Unlock()
	delete(s.bus.subs, s)
}
