package p2p

import (
	"context"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
)

const (
	findAgain   = time.Minute // before the same peer is looked for again
	findsAtOnce = 8
	findsKept   = 1024 // remembered searches
)

// finder looks peers up in the DHT whose address nobody knows. A search costs
// some thirty messages, so it is made once for all who ask, and its outcome holds
// for a minute.
type finder struct {
	slots chan struct{}

	mu       sync.Mutex
	searches map[peer.ID]*search
}

type search struct {
	began time.Time
	done  chan struct{} // closed at the end
}

func newFinder() *finder {
	return &finder{slots: make(chan struct{}, findsAtOnce), searches: make(map[peer.ID]*search)}
}

// find waits until the search for a peer has ended, or ctx has.
func (h *Host) find(ctx context.Context, id peer.ID) {
	if s := h.startSearch(id); s != nil {
		select {
		case <-s.done:
		case <-ctx.Done():
		}
	}
}

// startSearch returns the search for a peer, begun now or less than a minute ago;
// nil if nobody can be asked.
func (h *Host) startSearch(id peer.ID) *search {
	if h.Routes() == 0 {
		return nil
	}
	s, fresh := h.finder.begin(id, time.Now())
	if fresh && !h.goTask(func() { h.search(id, s) }) {
		close(s.done)
	}
	return s
}

// search ends when we are connected to the peer, or nobody knows it. What others
// told of its addresses stays in the peerstore for the next minutes, and passes
// the gate as any stranger's address does.
func (h *Host) search(id peer.ID, s *search) {
	defer close(s.done)
	ctx, cancel := context.WithTimeout(h.ctx, DialLimit)
	defer cancel()
	select {
	case h.finder.slots <- struct{}{}:
		defer func() { <-h.finder.slots }()
	case <-ctx.Done():
		h.finder.forget(id) // it has not been looked for
		return
	}
	if _, err := h.routes.dht.FindPeer(ctx, id); err != nil {
		h.log.Debug("a peer was not found", "peer", id, "error", err)
	}
}

// begin returns the search for a peer, and whether the caller has to make it; nil
// if too many are under way.
func (f *finder) begin(id peer.ID, now time.Time) (s *search, fresh bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if s := f.searches[id]; s != nil && now.Sub(s.began) < findAgain {
		return s, false
	}
	f.shrink(now)
	if len(f.searches) >= findsKept {
		return nil, false
	}
	s = &search{began: now, done: make(chan struct{})}
	f.searches[id] = s
	return s, true
}

func (f *finder) shrink(now time.Time) {
	for id, s := range f.searches {
		if len(f.searches) >= findsKept && now.Sub(s.began) >= findAgain {
			delete(f.searches, id)
		}
	}
}

func (f *finder) forget(id peer.ID) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.searches, id)
}

// reset lets every peer be looked for again: the network is another one.
func (f *finder) reset() {
	f.mu.Lock()
	defer f.mu.Unlock()
	clear(f.searches)
}
