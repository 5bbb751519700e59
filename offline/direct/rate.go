package direct

import (
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
)

// What one peer may send: a long queue at once, and then a steady stream that
// leaves the disk to others too.
const (
	burst     = 2048
	perSecond = 256

	purgeAt = 1024 // peers remembered before the quiet ones are forgotten
)

// rate counts what each peer sends. The zero rate is ready.
type rate struct {
	mu      sync.Mutex
	buckets map[peer.ID]*bucket
	purgeAt int
}

// bucket fills with time and is emptied by messages.
type bucket struct {
	left float64
	at   time.Time
}

// allow reports whether one more message may come now.
func (r *rate) allow(from peer.ID, now time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	b := r.buckets[from]
	if b == nil {
		b = r.add(from, now)
	}
	b.fill(now)
	if b.left < 1 {
		return false
	}
	b.left--
	return true
}

func (r *rate) add(from peer.ID, now time.Time) *bucket {
	if len(r.buckets) >= max(r.purgeAt, purgeAt) {
		r.purge(now)
	}
	if r.buckets == nil {
		r.buckets = make(map[peer.ID]*bucket)
	}
	b := &bucket{left: burst, at: now}
	r.buckets[from] = b
	return b
}

// purge forgets peers that may send as much as a new one.
func (r *rate) purge(now time.Time) {
	for id, b := range r.buckets {
		if b.fill(now); b.left >= burst {
			delete(r.buckets, id)
		}
	}
	r.purgeAt = 2 * len(r.buckets) // so that a purge is paid for by as many new peers
}

func (b *bucket) fill(now time.Time) {
	b.left = min(burst, b.left+perSecond*now.Sub(b.at).Seconds())
	b.at = now
}
