package p2p

import (
	"context"
	"sync"
	"time"

	pb "github.com/libp2p/go-libp2p-kad-dht/pb"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
)

const (
	requestKey   = 256                // longest key of a DHT request
	requestEvery = time.Second / 200  // for each peer, in the long run
	requestBurst = 400 * requestEvery // that it may have saved up
	requestPut   = 8                  // requests that leaving a record counts for
	requestPeers = 4096               // whose requests are counted
)

// turnstile bounds what one peer may ask of the DHT. Who asks too much waits for
// its answers instead of being refused: those who are refused would take us for
// dead and drop us from their tables.
type turnstile struct {
	mu   sync.Mutex
	next map[peer.ID]time.Time // when the peer's next request would be on time
}

func newTurnstile() *turnstile { return &turnstile{next: make(map[peer.ID]time.Time)} }

// admit runs before each request is answered.
func (t *turnstile) admit(ctx context.Context, s network.Stream, r *pb.Message) {
	if len(r.GetKey()) > requestKey {
		r.Key = nil // which the DHT refuses
	}
	wait := t.delay(s.Conn().RemotePeer(), cost(r), time.Now())
	if wait <= 0 {
		return
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// cost is how long a peer has to be silent to have earned a request.
func cost(r *pb.Message) time.Duration {
	if r.GetType() == pb.Message_PUT_VALUE {
		return requestPut * requestEvery // a signature to verify, and room in the store
	}
	return requestEvery
}

// delay counts a request and says how much too early it comes.
func (t *turnstile) delay(id peer.ID, cost time.Duration, now time.Time) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	due := t.next[id]
	if earliest := now.Add(-requestBurst); due.Before(earliest) {
		due = earliest
	}
	t.shrink(now)
	t.next[id] = due.Add(cost)
	return due.Sub(now)
}

// shrink forgets the peers that have saved up everything, and all of them if that
// is not enough.
func (t *turnstile) shrink(now time.Time) {
	if len(t.next) < requestPeers {
		return
	}
	for id, due := range t.next {
		if due.Before(now.Add(-requestBurst)) {
			delete(t.next, id)
		}
	}
	if len(t.next) >= requestPeers {
		clear(t.next)
	}
}
