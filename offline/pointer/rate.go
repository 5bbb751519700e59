package pointer

import (
	"sync"
	"time"
)

// rate counts what each of many may ask: a burst, and then so much a second.
type rate struct {
	burst, perSecond float64

	mu      sync.Mutex
	buckets map[string]*bucket
	purgeAt int
}

// bucket fills with time and is emptied by calls.
type bucket struct {
	left float64
	at   time.Time
}

// purgeMin is how many are remembered before the quiet ones are forgotten.
const purgeMin = 1024

func newRate(burst, perSecond float64) *rate {
	return &rate{burst: burst, perSecond: perSecond, buckets: make(map[string]*bucket), purgeAt: purgeMin}
}

// allow reports whether who may ask for n more now.
func (r *rate) allow(who string, n int, now time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	b := r.buckets[who]
	if b == nil {
		if len(r.buckets) >= r.purgeAt {
			r.purge(now)
		}
		b = &bucket{left: r.burst, at: now}
		r.buckets[who] = b
	}
	r.fill(b, now)
	if b.left < float64(n) {
		return false
	}
	b.left -= float64(n)
	return true
}

func (r *rate) fill(b *bucket, now time.Time) {
	b.left = min(r.burst, b.left+r.perSecond*now.Sub(b.at).Seconds())
	b.at = now
}

// purge forgets those who may ask as much as somebody new.
func (r *rate) purge(now time.Time) {
	for who, b := range r.buckets {
		if r.fill(b, now); b.left >= r.burst {
			delete(r.buckets, who)
		}
	}
	r.purgeAt = max(purgeMin, 2*len(r.buckets)) // so that a purge is paid for by as many new ones
}

// afford refuses a call of a peer or a network that asks too much.
func (ss *session) afford(cost int) error {
	now := time.Now()
	if !ss.peers.allow(string(ss.from), cost, now) || !ss.networks.allow(ss.network, cost, now) {
		return refuse(CodeBusy, "too many calls by this peer or from its network")
	}
	return nil
}
