package ipfs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/ipfs/go-cid"
)

// AddFile keeps what r gives as a file, pinned under the CID that it returns
// and durable by then. The size is that of all its blocks, each counted once:
// what another store needs for it.
func (p *Pinned) AddFile(ctx context.Context, r io.Reader) (root cid.Cid, size int64, err error) {
	return p.build(ctx, func(w *writer) (limb, error) { return w.file(r) })
}

// AddFolder keeps a folder and all below it, as AddFile does. Symbolic links
// and devices are refused with [ErrNotFile], folders of more than 8,192 names
// with [ErrBadDAG].
func (p *Pinned) AddFolder(ctx context.Context, folder fs.FS) (root cid.Cid, size int64, err error) {
	return p.build(ctx, func(w *writer) (limb, error) { return w.folder(folder, ".", 1) })
}

func (p *Pinned) build(ctx context.Context, add func(*writer) (limb, error)) (cid.Cid, int64, error) {
	w := p.newWriter(ctx, cid.Undef)
	defer w.end()
	top, err := add(w)
	if err == nil {
		err = w.pin(top.cid)
	}
	if err != nil {
		return cid.Undef, 0, err
	}
	return top.cid, w.size, nil
}

// file cuts a file into leaves and builds the tree over them.
func (w *writer) file(r io.Reader) (limb, error) {
	tree := layout{width: linksPerNode, put: w.node}
	for first := true; ; first = false {
		chunk := make([]byte, chunkSize)
		n, err := io.ReadFull(r, chunk)
		if n > 0 || first {
			if err := w.leaf(&tree, chunk[:n:n]); err != nil {
				return limb{}, err
			}
		}
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			return tree.root()
		case err != nil:
			return limb{}, fmt.Errorf("reading the file: %w", err)
		}
	}
}

func (w *writer) leaf(tree *layout, chunk []byte) error {
	c := CID(chunk)
	if err := w.add(c, chunk); err != nil {
		return err
	}
	size := uint64(len(chunk))
	return tree.add(0, limb{link: link{cid: c, size: size}, bytes: size})
}

// node stores a node of a tree.
func (w *writer) node(n dagNode) (limb, error) {
	top, block := n.limb()
	if len(block) > MaxBlock {
		return limb{}, fmt.Errorf("%w: a node of %d bytes", ErrBadDAG, len(block))
	}
	return top, w.add(top.cid, block)
}

// folder adds what is below dir, in the order of the names' bytes: that of
// fs.ReadDir and of dag-pb.
func (w *writer) folder(fsys fs.FS, dir string, depth int) (limb, error) {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return limb{}, fmt.Errorf("reading the folder: %w", err)
	}
	if len(entries) > maxLinks || depth > maxNesting {
		return limb{}, fmt.Errorf("%w: %s: %d names at depth %d", ErrBadDAG, dir, len(entries), depth)
	}
	n := dagNode{data: unixfs{kind: kindDirectory}.encode()}
	for _, e := range entries {
		below, err := w.entry(fsys, path.Join(dir, e.Name()), e, depth)
		if err != nil {
			return limb{}, err
		}
		below.name = e.Name()
		n.links = append(n.links, below.link)
	}
	return w.node(n)
}

func (w *writer) entry(fsys fs.FS, name string, e fs.DirEntry, depth int) (limb, error) {
	switch {
	case !validName(e.Name()):
		return limb{}, fmt.Errorf("%w: %q", errNotForFile, name)
	case e.IsDir():
		return w.folder(fsys, name, depth+1)
	case !e.Type().IsRegular():
		return limb{}, fmt.Errorf("%w: %s", ErrNotFile, name)
	}
	f, err := fsys.Open(name)
	if err != nil {
		return limb{}, fmt.Errorf("reading the folder: %w", err)
	}
	defer f.Close()
	return w.file(f)
}

// validName keeps out names that mean something else on another system: what
// comes out of a folder may be written to a disk.
func validName(name string) bool {
	return name != "" && name != "." && name != ".." && len(name) <= maxName &&
		utf8.ValidString(name) && !strings.ContainsAny(name, "/\\\x00")
}
