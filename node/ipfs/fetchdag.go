package ipfs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"
)

// FetchDAG brings a whole DAG into a store and pins it there; it is durable
// when FetchDAG returns. It comes from the given peers, which are connected to
// as GetFrom does, and from those connected already. Only what the store lacks
// is fetched: after a failure another call goes on where this one ended, even
// after a restart.
//
// maxBytes bounds the blocks taken together, each counted once: the size that
// [Pinned.AddFile] tells. The fetch ends with the context, with [ErrStalled],
// or with what is wrong with the DAG: [ErrDAGSize], [ErrBadDAG].
func (x *Exchange) FetchDAG(ctx context.Context, into *Pinned, root cid.Cid, maxBytes int64, from ...peer.AddrInfo) error {
	root, err := inDAG(root)
	if err != nil {
		return err
	}
	w := into.newWriter(ctx, root)
	defer w.end()
	f := &dagFetch{x: x, w: w, max: maxBytes, from: from, window: firstWindow, depth: make(map[cid.Cid]int)}
	f.ctx, f.cancel = context.WithCancelCause(w.ctx)
	defer f.cancel(nil)
	if err := f.cause(f.run(root)); err != nil {
		return fmt.Errorf("fetching %s: %w", root, errors.Join(err, w.giveUp(err)))
	}
	return w.pin(root)
}

// dagFetch is one fetch under way: from the root downwards, one window of
// missing blocks after the other.
type dagFetch struct {
	x      *Exchange
	w      *writer
	ctx    context.Context
	cancel context.CancelCauseFunc
	max    int64 // bytes
	from   []peer.AddrInfo
	window int             // it grows: a peer that never answers must not tie up many wants
	depth  map[cid.Cid]int // of every block met
	todo   []cid.Cid       // those not looked at yet
	stall  *time.Timer     // nil until a block is missing, as is asks
	asks   getter
}

// cause is what ended the fetch, where the error says only that it was ended.
func (f *dagFetch) cause(err error) error {
	if errors.Is(err, context.Canceled) {
		return context.Cause(f.ctx)
	}
	return err
}

func (f *dagFetch) run(root cid.Cid) error {
	if err := f.meet(root, 0); err != nil {
		return err
	}
	stop := func() {}
	defer func() { stop() }()
	for len(f.todo) > 0 {
		missing, err := f.local()
		if err != nil {
			return err
		}
		if len(missing) == 0 {
			continue
		}
		if f.asks == nil {
			if stop, err = f.call(root); err != nil {
				return err
			}
		}
		if err := f.remote(missing); err != nil {
			return err
		}
	}
	return nil
}

// local takes what the store has, until a window of missing blocks is full.
func (f *dagFetch) local() (missing []cid.Cid, err error) {
	for len(f.todo) > 0 && len(missing) < f.window {
		c := f.todo[0]
		f.todo = f.todo[1:]
		f.w.hold(c) // first: it may be a leftover that a sweep is about to find
		data, err := f.w.p.Get(f.ctx, c)
		switch {
		case err == nil:
			_, err = f.took(c, data)
		case errors.Is(err, ErrNotFound), errors.Is(err, ErrCorrupt):
			missing, err = append(missing, c), nil
		}
		if err != nil {
			return nil, err
		}
	}
	return missing, nil
}

// call notes that the fetch has begun, and turns to the network.
func (f *dagFetch) call(root cid.Cid) (stop func(), err error) {
	if err := f.w.p.partial.add(root); err != nil {
		return func() {}, err
	}
	ctx, hangUp := f.x.reach(f.ctx, f.from)
	closing := context.AfterFunc(f.x.ctx, func() { f.cancel(ErrClosed) })
	f.ctx, f.asks = ctx, f.x.swap.NewSession(ctx)
	f.stall = time.AfterFunc(stallLimit, func() { f.cancel(ErrStalled) })
	return func() { f.stall.Stop(); closing(); hangUp() }, nil
}

// remote gets a window of blocks, from another store here or from peers.
func (f *dagFetch) remote(missing []cid.Cid) error {
	take := func(c cid.Cid, data []byte) error {
		f.stall.Reset(stallLimit)
		first, err := f.took(c, data)
		if first && err == nil {
			f.w.put(c, data)
		}
		return err
	}
	missing, err := f.x.local(f.ctx, missing, MaxBlock, take)
	if err != nil || len(missing) == 0 {
		return err
	}
	f.window = min(2*f.window, dagWindow)
	return f.x.fetchWindow(f.ctx, f.asks, missing, MaxBlock, take)
}

// took counts a block and looks at what it leads to.
func (f *dagFetch) took(c cid.Cid, data []byte) (first bool, err error) {
	first = f.w.count(c, len(data))
	if f.w.size > f.max {
		return first, fmt.Errorf("%w: more than %d bytes", ErrDAGSize, f.max)
	}
	links, err := linksOf(c, data)
	for _, l := range links {
		if err := f.meet(l.cid, f.depth[c]+1); err != nil {
			return first, err
		}
	}
	return first, err
}

// meet puts a block on the list, once.
func (f *dagFetch) meet(c cid.Cid, depth int) error {
	if _, ok := f.depth[c]; ok {
		return nil
	}
	if depth > maxDepth {
		return fmt.Errorf("%w: deeper than %d", ErrBadDAG, maxDepth)
	}
	if len(f.depth) == maxBlocks {
		return fmt.Errorf("%w: more than %d blocks", ErrDAGSize, maxBlocks)
	}
	f.depth[c] = depth
	f.todo = append(f.todo, c)
	return nil
}
