package ipfs

import (
	"context"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ipfs/go-cid"
)

// Leaf is a file of one block in a [Tree]. Load gives its bytes, and is only called
// where they are not here yet. Without Load it is a DAG that is pinned already, such as
// what [Pinned.AddFile] gave, and Size that of all its blocks.
type Leaf struct {
	Path string // such as "photos/a.jpg"
	CID  cid.Cid
	Size int64
	Load func(context.Context) ([]byte, error)
}

// Tree is a folder of leaves before it is stored: its name is known, and what it will
// take.
type Tree struct {
	Root   cid.Cid
	Size   int64 // of all blocks, each counted once
	leaves []Leaf
	nodes  [][]byte
}

// NewTree plans the folder of some leaves. That is work in memory: nothing is read or
// written.
func NewTree(leaves []Leaf) (Tree, error) {
	top := &branch{}
	for _, l := range leaves {
		if err := l.check(); err != nil {
			return Tree{}, err
		}
		if err := top.put(strings.Split(l.Path, "/"), l); err != nil {
			return Tree{}, err
		}
	}
	t, seen := Tree{}, make(map[cid.Cid]bool)
	root, err := t.grow(top, seen, 1)
	if err == nil && len(seen) > maxBlocks {
		err = fmt.Errorf("%w: more than %d blocks", ErrDAGSize, maxBlocks)
	}
	t.Root = root.cid
	return t, err
}

func (l Leaf) check() error {
	if l.Load == nil {
		_, err := inDAG(l.CID)
		return err
	}
	if c, err := RawDigest(l.CID); err != nil || l.Size < 0 || l.Size > chunkSize || CIDOf(c) != l.CID {
		return fmt.Errorf("%w: %s is no file of one block", ErrBadDAG, l.Path)
	}
	return nil
}

// branch is a folder, or a leaf.
type branch struct {
	leaf  *Leaf
	names map[string]*branch
}

func (b *branch) put(path []string, l Leaf) error {
	if len(path) == 0 {
		if b.leaf != nil || b.names != nil {
			return fmt.Errorf("%w: %s is there twice", ErrBadDAG, l.Path)
		}
		b.leaf = &l
		return nil
	}
	if b.leaf != nil || !validName(path[0]) {
		return fmt.Errorf("%w: %q", errNotForFile, l.Path)
	}
	if b.names == nil {
		b.names = make(map[string]*branch)
	}
	if b.names[path[0]] == nil {
		b.names[path[0]] = &branch{}
	}
	return b.names[path[0]].put(path[1:], l)
}

// grow names what is below a branch first, then the branch.
func (t *Tree) grow(b *branch, seen map[cid.Cid]bool, depth int) (limb, error) {
	if b.leaf != nil {
		if t.first(seen, b.leaf.CID, b.leaf.Size) {
			t.leaves = append(t.leaves, *b.leaf)
		}
		return limb{link: link{cid: b.leaf.CID, size: uint64(b.leaf.Size)}}, nil
	}
	if len(b.names) > maxLinks || depth > maxNesting {
		return limb{}, fmt.Errorf("%w: %d names at depth %d", ErrBadDAG, len(b.names), depth)
	}
	n := dagNode{data: unixfs{kind: kindDirectory}.encode()}
	for _, name := range slices.Sorted(maps.Keys(b.names)) {
		below, err := t.grow(b.names[name], seen, depth+1)
		if err != nil {
			return limb{}, err
		}
		below.name = name
		n.links = append(n.links, below.link)
	}
	top, block := n.limb()
	if t.first(seen, top.cid, int64(len(block))) {
		t.nodes = append(t.nodes, block)
	}
	return top, nil
}

// first counts a block that was not met before.
func (t *Tree) first(seen map[cid.Cid]bool, c cid.Cid, size int64) bool {
	if seen[c] {
		return false
	}
	seen[c] = true
	t.Size += size
	return true
}

// AddTree keeps a tree, pinned under its root and durable by then. Leaves that are
// here are not read, so that a large folder with one change takes as long as the
// change.
func (p *Pinned) AddTree(ctx context.Context, t Tree) error {
	w := p.newWriter(ctx, cid.Undef)
	defer w.end()
	for _, l := range t.leaves {
		if w.count(l.CID, int(l.Size)) {
			w.load(l)
		}
	}
	for _, block := range t.nodes {
		if err := w.add(named(cid.DagProtobuf, sha256.Sum256(block)), block); err != nil {
			return err
		}
	}
	return w.pin(t.Root)
}

// load brings a leaf in, in the background.
func (w *writer) load(l Leaf) {
	w.group.Go(func() error {
		here, err := w.p.Has(w.ctx, l.CID)
		if here || err != nil {
			return err
		}
		if l.Load == nil {
			return fmt.Errorf("loading %s: %w", l.Path, ErrNotFound)
		}
		data, err := l.Load(w.ctx)
		if err != nil {
			return fmt.Errorf("loading %s: %w", l.Path, err)
		}
		if int64(len(data)) != l.Size || CID(data) != l.CID {
			return fmt.Errorf("loading %s: %w", l.Path, ErrCorrupt)
		}
		return w.p.blocks.put(w.ctx, l.CID, data)
	})
}

// FolderOf reads the names in a block of a folder that came from anywhere.
func FolderOf(c cid.Cid, block []byte) ([]Entry, error) { return entriesOf(c, block) }
