package ipfs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sort"

	"github.com/ipfs/go-cid"
)

// Open reads a file that is in the store, as long as the context lasts. Blocks
// are checked as they are read; one that is missing gives [ErrNotFound].
func (p *Pinned) Open(ctx context.Context, root cid.Cid) (io.ReadSeekCloser, error) {
	root, err := inDAG(root)
	if err != nil {
		return nil, err
	}
	r := &reader{ctx: ctx, p: p}
	if r.root, err = r.piece(root); err != nil {
		return nil, fmt.Errorf("opening %s: %w", root, err)
	}
	return r, nil
}

// reader is an open file.
type reader struct {
	ctx    context.Context
	p      *Pinned
	root   piece
	offset int64
	leaf   []byte // read last
	start  int64  // where it begins
	closed bool
}

var errOffset = errors.New("ipfs: seeking before the beginning of the file")

func (r *reader) piece(c cid.Cid) (piece, error) {
	block, err := r.p.Get(r.ctx, c)
	if err != nil {
		return piece{}, err
	}
	return pieceOf(c, block)
}

func (r *reader) Read(b []byte) (int, error) {
	switch {
	case r.closed:
		return 0, fs.ErrClosed
	case len(b) == 0:
		return 0, nil
	case r.offset >= r.root.size:
		return 0, io.EOF
	}
	if r.offset < r.start || r.offset >= r.start+int64(len(r.leaf)) {
		if err := r.load(); err != nil {
			return 0, fmt.Errorf("reading at %d: %w", r.offset, err)
		}
	}
	n := copy(b, r.leaf[r.offset-r.start:])
	r.offset += int64(n)
	return n, nil
}

// load finds the bytes at the offset, from the root downwards.
func (r *reader) load() error {
	at, start := r.root, int64(0)
	for range maxDepth + 1 {
		rest := r.offset - start
		if rest < int64(len(at.data)) {
			r.leaf, r.start = at.data, start
			return nil
		}
		i := sort.Search(len(at.below), func(i int) bool { return at.below[i].end > rest })
		b := at.below[i] // there is one: sizes add up, and the offset is within
		next, err := r.piece(b.cid)
		if err != nil {
			return err
		}
		if next.size != b.size {
			return fmt.Errorf("%w: %s has %d bytes, not %d", ErrBadDAG, b.cid, next.size, b.size)
		}
		at, start = next, start+b.end-b.size
	}
	return fmt.Errorf("%w: deeper than %d", ErrBadDAG, maxDepth)
}

func (r *reader) Seek(offset int64, whence int) (int64, error) {
	switch {
	case r.closed:
		return 0, fs.ErrClosed
	case whence == io.SeekCurrent:
		offset += r.offset
	case whence == io.SeekEnd:
		offset += r.root.size
	}
	if offset < 0 {
		return 0, errOffset
	}
	r.offset = offset
	return offset, nil
}

func (r *reader) Close() error {
	r.closed, r.leaf = true, nil
	return nil
}
