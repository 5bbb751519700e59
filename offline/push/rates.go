package push

import (
	"sync"
	"time"
)

// maxBuckets is how many of a kind are told apart. Those who come when there are
// more share one bucket.
const maxBuckets = 1 << 16

// rates counts what each of many does. Whoever is quiet for long enough may do as
// much as a new one, and is forgotten.
type rates struct {
	Rate
	mu      sync.Mutex
	buckets map[string]*bucket
	purgeAt int
	purged  time.Time
}

// bucket fills with time and is emptied by what is done.
type bucket struct {
	left float64
	at   time.Time
}

func newRates(r Rate) *rates {
	return &rates{Rate: r, buckets: make(map[string]*bucket), purgeAt: 1024}
}

// take takes so much and reports whether it was there. More than a burst is
// granted to a full bucket.
func (r *rates) take(who string, cost float64, now time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	b := r.of(who, now)
	b.fill(r.Rate, now)
	if cost = min(cost, r.Burst); b.left < cost {
		return false
	}
	b.left -= cost
	return true
}

func (r *rates) of(who string, now time.Time) *bucket {
	if b := r.buckets[who]; b != nil {
		return b
	}
	if len(r.buckets) >= r.purgeAt && now.Sub(r.purged) >= time.Second {
		r.purge(now)
	}
	if len(r.buckets) >= maxBuckets {
		who = ""
	}
	b := r.buckets[who]
	if b == nil {
		b = &bucket{left: r.Burst, at: now}
		r.buckets[who] = b
	}
	return b
}

func (r *rates) purge(now time.Time) {
	for who, b := range r.buckets {
		if b.fill(r.Rate, now); b.left >= r.Burst {
			delete(r.buckets, who)
		}
	}
	r.purgeAt = min(max(1024, 2*len(r.buckets)), maxBuckets) // paid for by as many new ones
	r.purged = now
}

func (b *bucket) fill(r Rate, now time.Time) {
	b.left = min(r.Burst, b.left+r.Second*max(0, now.Sub(b.at).Seconds()))
	b.at = now
}
