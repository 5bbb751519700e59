package ipfs

import (
	"context"
	"errors"
	"time"

	"github.com/ipfs/go-cid"
)

// Sweep removes the blocks that no pin reaches and says how many. DAGs that are
// being written meanwhile are safe, and those that a fetch has left unfinished
// are kept for a day, so that another fetch need not begin again. A sweep that
// was cut off does no harm: the next one goes on.
func (p *Pinned) Sweep(ctx context.Context) (removed int, err error) {
	if err := p.turn.Acquire(ctx, 1); err != nil {
		return 0, err
	}
	defer p.turn.Release(1)
	p.setSweeping(true)
	defer p.setSweeping(false)
	if err := p.forgetPartial(); err != nil {
		return 0, err
	}
	reached, err := p.reached(ctx)
	if err != nil {
		return 0, err
	}
	err = p.blocks.each(ctx, func(d Digest, _ int64) error {
		if _, ok := reached[d]; ok {
			return nil
		}
		done, err := p.discard(ctx, d)
		if done {
			removed++
		}
		return err
	})
	return removed, err
}

// forgetPartial drops unfinished DAGs that are too old or too many.
func (p *Pinned) forgetPartial() error {
	drop := p.partial.before(time.Now().Add(-partialAge))
	if all := p.partial.oldestFirst(); len(all)-maxPartial > len(drop) {
		drop = all[:len(all)-maxPartial]
	}
	for _, c := range drop {
		if p.writing(c) {
			continue
		}
		if err := p.partial.remove(c); err != nil {
			return err
		}
	}
	return nil
}

// crowded says whether more is left unfinished than a sweep would leave.
func (p *Pinned) crowded() bool { return len(p.partial.oldestFirst()) > maxPartial }

// reached are the blocks that must stay. One that cannot be read for another
// reason than that it is missing or damaged might lead to others: it ends the
// sweep before anything is removed.
func (p *Pinned) reached(ctx context.Context) (map[Digest]struct{}, error) {
	seen := make(map[cid.Cid]struct{})
	passOver := func(cid.Cid, error) error { return nil }
	for _, marked := range []*marks{p.pins, p.partial} {
		for _, root := range marked.oldestFirst() {
			if err := p.walk(ctx, root, false, seen, passOver); err != nil {
				return nil, err
			}
		}
	}
	digests := make(map[Digest]struct{}, len(seen))
	for c := range seen {
		d, err := DigestOf(c)
		if err != nil {
			return nil, err
		}
		digests[d] = struct{}{}
	}
	return digests, nil
}

// discard deletes a block unless a DAG with it is being written. The lock is
// held meanwhile: a writer that comes a moment later finds that it is gone.
func (p *Pinned) discard(ctx context.Context, d Digest) (bool, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.held[d] > 0 {
		return false, nil
	}
	err := p.blocks.Delete(ctx, CIDOf(d))
	return err == nil, err
}

// setSweeping lets go, at the end, of what writers let go of meanwhile: a DAG
// that was finished after the pins were read is in none of them.
func (p *Pinned) setSweeping(on bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sweeping = on
	if !on {
		p.release(p.late)
		p.late = nil
	}
}

func (p *Pinned) release(digests []Digest) {
	for _, d := range digests {
		if p.held[d]--; p.held[d] == 0 {
			delete(p.held, d)
		}
	}
}

// intact says whether a block is here whole.
func (p *Pinned) intact(ctx context.Context, c cid.Cid) (bool, error) {
	_, err := p.Get(ctx, c)
	if errors.Is(err, ErrNotFound) || errors.Is(err, ErrCorrupt) {
		return false, nil
	}
	return err == nil, err
}
