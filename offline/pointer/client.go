package pointer

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/p2p"
	"restante/offline/deposit"
)

// Client leaves pointers with holders, and finds them. It may be used by several
// goroutines.
type Client struct {
	// Own is the holder that this program runs itself, if it does; it is set
	// before the first call. It takes part in everything, though it counts for
	// nobody: in a small network there may be no other.
	Own *Holder

	host   *p2p.Host
	log    *slog.Logger
	pool   pool
	routes routes
}

// NewClient returns a client that asks the router for the holders of a mailbox.
// Without a router it knows those only that it is told.
func NewClient(h *p2p.Host, r Router, log *slog.Logger) *Client {
	if log == nil {
		log = slog.Default()
	}
	return &Client{
		host: h, log: log,
		pool:   pool{host: h, holders: make(map[peer.ID]*lines)},
		routes: routes{router: r},
	}
}

// Close ends the idle streams. Calls under way end by their contexts or with
// the host.
func (c *Client) Close() { c.pool.close() }

// errand is one operation: what to do at a holder, and at our own.
type errand struct {
	at   func(peer.AddrInfo) error
	here func(*Holder) error
}

// round is one operation at all holders of a mailbox at once.
type round struct {
	client *Client
	errand errand
	tasks  sync.WaitGroup

	mu     sync.Mutex
	asked  map[peer.ID]bool
	failed error // the first failure
	done   []peer.ID
}

// everywhere asks the named holders at once, and those closest to the mailbox as
// soon as the way is known. It returns when all have answered or failed, with
// those that did what was asked; the error says why there are none.
func (c *Client) everywhere(ctx context.Context, m deposit.Mailbox, named []peer.AddrInfo, e errand) ([]peer.ID, error) {
	r := &round{client: c, errand: e, asked: map[peer.ID]bool{c.host.ID(): true}}
	r.here()
	for _, p := range named {
		r.start(p)
	}
	ids, err := c.routes.closest(ctx, m)
	r.fail(err)
	for _, id := range ids {
		r.start(peer.AddrInfo{ID: id})
	}
	r.tasks.Wait()
	if len(r.done) > 0 {
		return r.done, nil
	}
	c.routes.forget(m)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case r.failed != nil:
		return nil, fmt.Errorf("%w: %w", ErrNoHolder, r.failed)
	}
	return nil, ErrNoHolder
}

// start asks a holder unless it was asked before.
func (r *round) start(p peer.AddrInfo) {
	if r.asked[p.ID] {
		return
	}
	r.asked[p.ID] = true
	r.tasks.Go(func() {
		if err := r.errand.at(p); err != nil {
			r.client.log.Debug("a holder of pointers did not do as asked", "holder", p.ID, "err", err)
			r.fail(err)
			return
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		r.done = append(r.done, p.ID)
	})
}

// here does the errand at our own holder.
func (r *round) here() {
	if r.client.Own == nil {
		return
	}
	r.tasks.Go(func() {
		if err := r.errand.here(r.client.Own); err != nil {
			r.client.log.Warn("our own holder of pointers did not do as asked", "err", err)
		}
	})
}

func (r *round) fail(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.failed == nil {
		r.failed = err
	}
}

// call makes one call at one holder, within its deadline. It concerns n records.
func (c *Client) call(ctx context.Context, holder peer.AddrInfo, n int, f func(context.Context, *line) error) error {
	ctx, cancel := context.WithTimeout(ctx, callDeadline+time.Duration(n-1)*perRecord)
	defer cancel()
	return c.pool.with(ctx, holder, func(l *line) error { return f(ctx, l) })
}

// inBatches calls f for parts of a list until it fails.
func inBatches[T any](list []T, n int, f func([]T) error) error {
	for len(list) > 0 {
		part := list[:min(n, len(list))]
		list = list[len(part):]
		if err := f(part); err != nil {
			return err
		}
	}
	return nil
}
