package push

import (
	"sync"

	"restante/offline/deposit"
)

// maxPending is how many notices wait for a slow subscriber before they are
// replaced by one that says: list.
const maxPending = 64

// hub hands new entries to the subscribers of their mailbox. Publishing never
// waits for anybody. The zero hub is ready.
type hub struct {
	mu   sync.Mutex
	subs map[deposit.Mailbox]map[*subscription]struct{}
}

// subscription is one subscriber's queue.
type subscription struct {
	ready   chan struct{} // receives when there is something to take
	hub     *hub
	mailbox deposit.Mailbox
	pending []Entry // guarded by hub.mu, like lost
	lost    bool
}

func (h *hub) subscribe(m deposit.Mailbox) *subscription {
	h.mu.Lock()
	defer h.mu.Unlock()
	s := &subscription{ready: make(chan struct{}, 1), hub: h, mailbox: m}
	if h.subs == nil {
		h.subs = make(map[deposit.Mailbox]map[*subscription]struct{})
	}
	if h.subs[m] == nil {
		h.subs[m] = make(map[*subscription]struct{})
	}
	h.subs[m][s] = struct{}{}
	return s
}

func (h *hub) publish(m deposit.Mailbox, e Entry) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for s := range h.subs[m] {
		s.add(e)
	}
}

func (s *subscription) add(e Entry) {
	if len(s.pending) < maxPending {
		s.pending = append(s.pending, e)
	} else {
		s.lost = true
	}
	select {
	case s.ready <- struct{}{}:
	default:
	}
}

// take returns what is new. When some were lost it returns none of them: the
// subscriber has to list anyway.
func (s *subscription) take() (entries []Entry, lost bool) {
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	entries, lost = s.pending, s.lost
	s.pending, s.lost = nil, false
	if lost {
		return nil, true
	}
	return entries, false
}

func (s *subscription) close() {
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	delete(s.hub.subs[s.mailbox], s)
	if len(s.hub.subs[s.mailbox]) == 0 {
		delete(s.hub.subs, s.mailbox)
	}
}
