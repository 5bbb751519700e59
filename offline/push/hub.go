package push

import (
	"sync"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/offline/deposit"
)

// maxPending is how many notices wait for a slow subscriber before they are
// replaced by one that says: list.
const maxPending = 64

// hub hands notices to the subscribers of a user's mailboxes, and to a depositor who
// subscribes to any. Publishing never waits for anybody. The zero hub is ready.
type hub struct {
	mu   sync.Mutex
	subs map[deposit.Mailbox]map[*subscription]struct{}
	by   map[peer.ID]map[*subscription]struct{}
}

// subscription is one subscriber's queue.
type subscription struct {
	ready   chan struct{} // receives when there is something to take
	hub     *hub
	mailbox deposit.Mailbox   // of the user
	relay   []deposit.Mailbox // whose topics it listens to
	peer    peer.ID
	pending []Notice // guarded by hub.mu, like lost
	lost    bool
}

func (h *hub) subscribe(m deposit.Mailbox, by peer.ID, relay ...deposit.Mailbox) *subscription {
	h.mu.Lock()
	defer h.mu.Unlock()
	s := &subscription{ready: make(chan struct{}, 1), hub: h, mailbox: m, peer: by, relay: relay}
	if h.subs == nil {
		h.subs = make(map[deposit.Mailbox]map[*subscription]struct{})
		h.by = make(map[peer.ID]map[*subscription]struct{})
	}
	enlist(h.subs, m, s)
	enlist(h.by, by, s)
	return s
}

func enlist[K comparable](subs map[K]map[*subscription]struct{}, k K, s *subscription) {
	if subs[k] == nil {
		subs[k] = make(map[*subscription]struct{})
	}
	subs[k][s] = struct{}{}
}

func strike[K comparable](subs map[K]map[*subscription]struct{}, k K, s *subscription) {
	delete(subs[k], s)
	if len(subs[k]) == 0 {
		delete(subs, k)
	}
}

func (h *hub) publish(m deposit.Mailbox, e Entry) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for s := range h.subs[m] {
		s.add(Notice{Entry: e})
	}
}

// dropped tells a depositor that its deposit had to make room.
func (h *hub) dropped(by peer.ID, k deposit.Key) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for s := range h.by[by] {
		s.add(Notice{Dropped: []deposit.Key{k}})
	}
}

// relays are the mailboxes that subscribers named, by user.
func (h *hub) relays() map[deposit.Mailbox][]deposit.Mailbox {
	h.mu.Lock()
	defer h.mu.Unlock()
	all := make(map[deposit.Mailbox][]deposit.Mailbox)
	for m, subs := range h.subs {
		for s := range subs {
			all[m] = append(all[m], s.relay...)
		}
	}
	return all
}

func (s *subscription) add(n Notice) {
	if len(s.pending) < maxPending {
		s.pending = append(s.pending, n)
	} else {
		s.lost = true
	}
	select {
	case s.ready <- struct{}{}:
	default:
	}
}

// take returns what is new. When some were lost it returns an empty notice in
// the place of all of them: the subscriber has to list anyway.
func (s *subscription) take() []Notice {
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	notices, lost := s.pending, s.lost
	s.pending, s.lost = nil, false
	if lost {
		return []Notice{{}}
	}
	return notices
}

func (s *subscription) close() {
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	strike(s.hub.subs, s.mailbox, s)
	strike(s.hub.by, s.peer, s)
}
