package ipfs

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"
	"golang.org/x/sync/semaphore"
)

// Large takes DAGs over from peers, for a node that keeps them for others. It
// sweeps the store by itself, one sweep at a time.
type Large struct {
	x     *Exchange
	store *Pinned
	turns *semaphore.Weighted

	mu       sync.Mutex
	byPeer   map[peer.ID]int
	sweeping bool // or resting after a sweep
	again    bool // another must follow
	closed   bool
	tasks    sync.WaitGroup
	ctx      context.Context
	cancel   context.CancelFunc
}

// NewLarge keeps DAGs in store, and gets them by x.
func NewLarge(x *Exchange, store *Pinned) *Large {
	l := &Large{x: x, store: store, turns: semaphore.NewWeighted(largeAtOnce), byPeer: make(map[peer.ID]int)}
	l.ctx, l.cancel = context.WithCancel(context.Background())
	return l
}

// Fetch takes over a DAG of at most size bytes from a connected peer; it is
// durable when Fetch returns. It has a quarter of an hour at most, and goes on
// where an earlier try ended. A peer that has two fetches under way gets
// [ErrBusy].
func (l *Large) Fetch(ctx context.Context, root cid.Cid, size int64, from peer.ID) error {
	if !l.enter(from) {
		return fmt.Errorf("fetching %s: %w", root, ErrBusy)
	}
	defer l.leave(from)
	ctx, cancel := context.WithTimeout(ctx, largeLimit)
	defer cancel()
	if err := l.turns.Acquire(ctx, 1); err != nil {
		return fmt.Errorf("fetching %s: %w", root, err)
	}
	defer l.turns.Release(1)
	err := l.x.FetchDAG(ctx, l.store, root, size, peer.AddrInfo{ID: from})
	if err != nil && (!resumable(err) || l.store.crowded()) {
		l.startSweep()
	}
	return err
}

// Delete lets go of a DAG. Its blocks are removed within a minute or so, unless
// another DAG has them too. It must not be called while a deposit still names the root.
func (l *Large) Delete(_ context.Context, root cid.Cid) error {
	if err := l.store.Unpin(root); err != nil {
		return err
	}
	l.startSweep()
	return nil
}

// Close ends a sweep and waits for it; the next one goes on.
func (l *Large) Close() error {
	l.mu.Lock()
	l.closed = true
	l.mu.Unlock()
	l.cancel()
	l.tasks.Wait()
	return nil
}

func (l *Large) enter(from peer.ID) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.byPeer[from] == largePerPeer {
		return false
	}
	l.byPeer[from]++
	return true
}

func (l *Large) leave(from peer.ID) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.byPeer[from]--; l.byPeer[from] == 0 {
		delete(l.byPeer, from)
	}
}

// startSweep sweeps in the background, and once more if something was let go
// of meanwhile.
func (l *Large) startSweep() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.sweeping || l.closed {
		l.again = true
		return
	}
	l.sweeping = true
	l.tasks.Go(l.sweep)
}

// sweep rests after each round: peers can cause them.
func (l *Large) sweep() {
	for {
		if _, err := l.store.Sweep(l.ctx); err != nil && l.ctx.Err() == nil {
			l.x.stores.log.Error("blocks that nobody needs cannot be removed", "error", err)
		}
		select {
		case <-l.ctx.Done():
			return
		case <-time.After(sweepPause):
		}
		if !l.another() {
			return
		}
	}
}

func (l *Large) another() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sweeping, l.again = l.again, false
	return l.sweeping
}
