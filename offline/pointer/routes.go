package pointer

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/offline/deposit"
)

// Router knows the way to a key: the peers whose IDs are closest to it, nearest
// first. [restante/node/p2p.Host] is one.
type Router interface {
	Closest(ctx context.Context, key []byte) ([]peer.ID, error)
}

// routes remembers the way to a mailbox for a moment, so that a queue of records
// costs one lookup.
type routes struct {
	router Router // nil: there is no DHT

	mu    sync.Mutex
	known map[deposit.Mailbox]route
}

type route struct {
	holders []peer.ID
	at      time.Time
}

func (r *routes) closest(ctx context.Context, m deposit.Mailbox) ([]peer.ID, error) {
	if r.router == nil {
		return nil, nil
	}
	if ids := r.remembered(m); len(ids) > 0 {
		return ids, nil
	}
	ctx, cancel := context.WithTimeout(ctx, lookupDeadline)
	defer cancel()
	ids, err := r.router.Closest(ctx, m.CID().Hash())
	if err != nil {
		return nil, fmt.Errorf("looking for the way to a mailbox: %w", err)
	}
	ids = ids[:min(len(ids), closestHolders)]
	r.remember(m, ids)
	return ids, nil
}

func (r *routes) remembered(m deposit.Mailbox) []peer.ID {
	r.mu.Lock()
	defer r.mu.Unlock()
	if k := r.known[m]; time.Since(k.at) < k.age() {
		return k.holders
	}
	return nil
}

// age is how long a way holds. A short one is that of a small network, or of one
// that we have hardly begun to know.
func (k route) age() time.Duration {
	if len(k.holders) < closestHolders {
		return shortRouteAge
	}
	return routeAge
}

// forget makes the next call look for the way again: nobody was there.
func (r *routes) forget(m deposit.Mailbox) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.known, m)
}

func (r *routes) remember(m deposit.Mailbox, ids []peer.ID) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.known == nil || len(r.known) >= maxRoutes {
		r.known = make(map[deposit.Mailbox]route) // they are worth a minute at most
	}
	r.known[m] = route{holders: ids, at: time.Now()}
}
