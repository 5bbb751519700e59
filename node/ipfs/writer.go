package ipfs

import (
	"context"
	"errors"
	"fmt"

	"github.com/ipfs/go-cid"
	"golang.org/x/sync/errgroup"
)

// writer brings one DAG into the store. From the moment a writer names a block
// no sweep removes it, until the writer ends. Only put may be called while
// another call runs in the background; the rest belongs to one goroutine.
type writer struct {
	p     *Pinned
	ctx   context.Context // ends with the first failure
	group *errgroup.Group
	seen  map[Digest]bool // the blocks held, and whether they are counted
	size  int64           // of those
	root  cid.Cid         // of a fetch; undefined as long as a file is being added
}

func (p *Pinned) newWriter(ctx context.Context, root cid.Cid) *writer {
	w := &writer{p: p, seen: make(map[Digest]bool), root: root}
	w.group, w.ctx = errgroup.WithContext(ctx)
	w.group.SetLimit(writers)
	p.mu.Lock()
	defer p.mu.Unlock()
	if root.Defined() {
		p.busy[root]++
	}
	return w
}

// hold protects a block from sweeps.
func (w *writer) hold(c cid.Cid) Digest {
	d, _ := DigestOf(c) // the caller has checked it
	if _, ok := w.seen[d]; ok {
		return d
	}
	w.seen[d] = false
	w.p.mu.Lock()
	defer w.p.mu.Unlock()
	w.p.held[d]++
	return d
}

// count adds a block to the size unless it was counted before.
func (w *writer) count(c cid.Cid, size int) (first bool) {
	d := w.hold(c)
	if w.seen[d] {
		return false
	}
	w.seen[d] = true
	w.size += int64(size)
	return true
}

// add counts a block and writes it if it is not here, in the background: the
// error may be that of an earlier block.
func (w *writer) add(c cid.Cid, data []byte) error {
	if w.count(c, len(data)) {
		w.put(c, data)
	}
	if len(w.seen) > maxBlocks {
		return fmt.Errorf("%w: more than %d blocks", ErrDAGSize, maxBlocks) // nobody could fetch it
	}
	return context.Cause(w.ctx)
}

func (w *writer) put(c cid.Cid, data []byte) {
	w.group.Go(func() error {
		here, err := w.p.intact(w.ctx, c)
		if here || err != nil {
			return err
		}
		return w.p.blocks.put(w.ctx, c, data)
	})
}

// pin waits until every block is durable, then keeps the DAG.
func (w *writer) pin(root cid.Cid) error {
	if err := w.group.Wait(); err != nil {
		return err
	}
	if err := w.p.pins.add(root); err != nil {
		return err
	}
	return w.p.partial.remove(root)
}

// giveUp forgets a fetch that cannot be resumed, or has nothing to be resumed:
// whoever has us fetch what nobody has must not crowd out those who were cut off.
func (w *writer) giveUp(err error) error {
	if w.size > 0 && resumable(err) {
		return nil
	}
	return w.p.partial.remove(w.root)
}

// resumable says whether another fetch of the DAG may end better.
func resumable(err error) bool {
	return !errors.Is(err, ErrBadDAG) && !errors.Is(err, ErrDAGSize) && !errors.Is(err, ErrTooLarge)
}

// end must be called in any case.
func (w *writer) end() {
	_ = w.group.Wait() // pin has told the error, or something else went wrong before
	p := w.p
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.busy[w.root]--; p.busy[w.root] <= 0 {
		delete(p.busy, w.root)
	}
	for d := range w.seen {
		if p.sweeping {
			p.late = append(p.late, d)
		} else {
			p.release([]Digest{d})
		}
	}
}

// writing says whether somebody is fetching this DAG.
func (p *Pinned) writing(root cid.Cid) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.busy[root] > 0
}
