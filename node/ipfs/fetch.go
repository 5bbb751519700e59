package ipfs

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	blocks "github.com/ipfs/go-block-format"
	"github.com/ipfs/go-cid"
)

// A want can get lost, and a peer that comes by a block later does not think of
// us either. So when no block at all has come for askAgain, those missing are
// asked for again. Asking means to withdraw the first request, which throws
// away what is under way: while anything moves it would only make a busy peer
// slower.
const (
	askAgain    = 4 * time.Second
	askAgainMax = 16 * time.Second
)

// fetch asks the connected peers, one window after the other.
func (x *Exchange) fetch(ctx context.Context, cids []cid.Cid, max int, f func(cid.Cid, []byte) error) error {
	ctx, cancel := x.bound(ctx)
	defer cancel()
	for part := range slices.Chunk(cids, window) {
		if err := x.fetchWindow(ctx, x.swap, part, max, f); err != nil {
			return err
		}
	}
	return nil
}

// bound ends the fetch with the context, with the exchange, or with the limit.
func (x *Exchange) bound(ctx context.Context) (context.Context, context.CancelFunc) {
	var cancel context.CancelFunc
	if _, ok := ctx.Deadline(); ok {
		ctx, cancel = context.WithCancel(ctx)
	} else {
		ctx, cancel = context.WithTimeout(ctx, fetchLimit)
	}
	stop := context.AfterFunc(x.ctx, cancel)
	return ctx, func() { stop(); cancel() }
}

// A getter asks peers for blocks: bitswap all that are connected, a session of
// bitswap those that had earlier ones.
type getter interface {
	GetBlocks(context.Context, []cid.Cid) (<-chan blocks.Block, error)
}

// fetchWindow asks the getter first, and then everybody for what it lacks.
func (x *Exchange) fetchWindow(ctx context.Context, from getter, cids []cid.Cid, max int, f func(cid.Cid, []byte) error) error {
	n := int64(len(cids))
	if err := x.wants.Acquire(ctx, n); err != nil {
		return x.explain(ctx, len(cids))
	}
	defer x.wants.Release(n)
	missing := make(map[cid.Cid]bool, len(cids))
	for _, c := range cids {
		missing[c] = true
	}
	take := func(c cid.Cid, data []byte) error {
		if err := check(c, data); err != nil {
			return err
		}
		delete(missing, c)
		return accept(c, data, max, f)
	}
	for patience := askAgain; len(missing) > 0; patience = min(2*patience, askAgainMax) {
		if ctx.Err() != nil {
			return x.explain(ctx, len(missing))
		}
		if err := x.ask(ctx, from, missing, patience, take); err != nil {
			return err
		}
		from = x.swap
	}
	return nil
}

// ask asks once for the missing blocks, until all have come, nothing moves for
// as long as patience lasts, or the context ends.
func (x *Exchange) ask(ctx context.Context, from getter, missing map[cid.Cid]bool, patience time.Duration, take func(cid.Cid, []byte) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	arriving, err := from.GetBlocks(ctx, slices.Collect(maps.Keys(missing)))
	if err != nil {
		return fmt.Errorf("asking for blocks: %w", err)
	}
	timer := time.NewTimer(patience)
	defer timer.Stop()
	for {
		select {
		case b, ok := <-arriving:
			if !ok {
				return nil
			}
			x.moved.Store(time.Now().UnixNano())
			if err := take(b.Cid(), b.RawData()); err != nil {
				return err
			}
		case <-timer.C:
			quiet := time.Since(time.Unix(0, x.moved.Load()))
			if quiet >= patience {
				return nil
			}
			timer.Reset(patience - quiet)
		}
	}
}

// explain says why blocks did not come.
func (x *Exchange) explain(ctx context.Context, missing int) error {
	if x.ctx.Err() != nil {
		return ErrClosed
	}
	return fmt.Errorf("%d blocks did not arrive: %w", missing, context.Cause(ctx))
}
