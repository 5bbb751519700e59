package ipfs

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"github.com/ipfs/go-cid"
	"golang.org/x/sync/semaphore"

	"restante/node/durable"
)

// Pinned keeps whole DAGs: files and folders, each under the CID of its root.
// A DAG stays until it is unpinned; blocks that several share are kept once.
// Its methods may be called concurrently.
type Pinned struct {
	blocks  *Flat
	pins    *marks
	partial *marks              // fetches that were begun and not finished
	turn    *semaphore.Weighted // one Pin or one Sweep at a time

	mu       sync.Mutex
	held     map[Digest]int  // blocks of DAGs that are being written
	busy     map[cid.Cid]int // their roots, if known
	sweeping bool
	late     []Digest // let go of while a sweep is on its way
}

var (
	_ Store = (*Pinned)(nil)
	_ Sizer = (*Pinned)(nil)
)

// OpenPinned opens the store in a folder, or creates it. While it is open
// nobody else may change the folder.
func OpenPinned(dir string) (*Pinned, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("opening the block store: %w", durable.Explain(err))
	}
	pins, err := openMarks(filepath.Join(dir, "pins"))
	if err != nil {
		return nil, err
	}
	partial, err := openMarks(filepath.Join(dir, "partial"))
	if err != nil {
		return nil, err
	}
	blocks, err := OpenFlat(filepath.Join(dir, "blocks"))
	if err != nil {
		return nil, err
	}
	return &Pinned{
		blocks: blocks, pins: pins, partial: partial, turn: semaphore.NewWeighted(1),
		held: make(map[Digest]int), busy: make(map[cid.Cid]int),
	}, nil
}

// Has says whether there is a file for the block; only Get looks inside.
func (p *Pinned) Has(ctx context.Context, c cid.Cid) (bool, error) { return p.blocks.Has(ctx, c) }

// Get reads a block, [ErrNotFound] if there is none and [ErrCorrupt] if its
// file was cut short or altered.
func (p *Pinned) Get(ctx context.Context, c cid.Cid) ([]byte, error) { return p.blocks.Get(ctx, c) }

// Size is the length of the block's file.
func (p *Pinned) Size(ctx context.Context, c cid.Cid) (int, error) { return p.blocks.Size(ctx, c) }

// Close ends the store; everything is safe without it.
func (p *Pinned) Close() error { return p.blocks.Close() }

// Pin keeps a DAG that is here whole, [ErrNotFound] or [ErrCorrupt] if it is
// not. What AddFile, AddFolder and FetchDAG bring in is pinned already.
func (p *Pinned) Pin(ctx context.Context, root cid.Cid) error {
	root, err := inDAG(root)
	if err != nil {
		return err
	}
	if err := p.turn.Acquire(ctx, 1); err != nil {
		return err
	}
	defer p.turn.Release(1)
	missing := func(c cid.Cid, err error) error { return fmt.Errorf("pinning %s: %s: %w", root, c, err) }
	if err := p.walk(ctx, root, true, make(map[cid.Cid]struct{}), missing); err != nil {
		return err
	}
	return p.pins.add(root)
}

// Unpin lets go of a DAG: the next sweep removes what no other pin reaches. It
// is no error if it is not pinned.
func (p *Pinned) Unpin(root cid.Cid) error {
	root, err := inDAG(root)
	if err != nil {
		return err
	}
	return p.pins.remove(root)
}

// Pins are the roots that are pinned, the oldest first.
func (p *Pinned) Pins() []cid.Cid { return p.pins.oldestFirst() }

// Usage is what the store holds, pinned or not.
type Usage struct {
	Pins, Blocks int
	Bytes        int64 // of the blocks; a small one takes more on the disk
}

// Usage looks at every block file.
func (p *Pinned) Usage(ctx context.Context) (Usage, error) {
	u := Usage{Pins: len(p.Pins())}
	err := p.blocks.each(ctx, func(_ Digest, size int64) error {
		u.Blocks++
		u.Bytes += size
		return nil
	})
	return u, err
}

// walk goes through the blocks of a DAG that are not in seen yet. It reads the
// nodes, and the raw blocks too if thorough. What missing returns for a block
// that is not here whole ends the walk, nil leaves out what is below the block.
func (p *Pinned) walk(ctx context.Context, root cid.Cid, thorough bool, seen map[cid.Cid]struct{}, missing func(cid.Cid, error) error) error {
	for todo := []cid.Cid{root}; len(todo) > 0; {
		c := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if _, ok := seen[c]; ok {
			continue
		}
		seen[c] = struct{}{}
		if c.Type() == cid.Raw && !thorough {
			continue
		}
		links, err := p.links(ctx, c)
		switch {
		case errors.Is(err, ErrNotFound), errors.Is(err, ErrCorrupt):
			err = missing(c, err)
		case errors.Is(err, ErrBadDAG) && !thorough:
			err = nil
		}
		if err != nil {
			return err
		}
		for _, l := range links {
			todo = append(todo, l.cid)
		}
	}
	return nil
}

func (p *Pinned) links(ctx context.Context, c cid.Cid) ([]link, error) {
	block, err := p.Get(ctx, c)
	if err != nil {
		return nil, err
	}
	return linksOf(c, block)
}
