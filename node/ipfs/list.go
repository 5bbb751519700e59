package ipfs

import (
	"context"
	"fmt"
	"strings"

	"github.com/ipfs/go-cid"
)

// Entry is a name in a folder.
type Entry struct {
	Name string
	CID  cid.Cid
	Size int64 // of all its blocks, as the folder's maker counted
}

// List is what a folder in the store contains, in its order.
func (p *Pinned) List(ctx context.Context, folder cid.Cid) ([]Entry, error) {
	folder, err := inDAG(folder)
	if err != nil {
		return nil, err
	}
	block, err := p.Get(ctx, folder)
	if err != nil {
		return nil, fmt.Errorf("listing %s: %w", folder, err)
	}
	return entriesOf(folder, block)
}

func entriesOf(c cid.Cid, block []byte) ([]Entry, error) {
	if c.Type() == cid.Raw {
		return nil, fmt.Errorf("%w: %s", ErrNotFolder, c)
	}
	n, err := decodeNode(block)
	if err != nil {
		return nil, err
	}
	if u, err := decodeUnixFS(n.data); err != nil || u.kind != kindDirectory {
		return nil, fmt.Errorf("%w: %s", ErrNotFolder, c)
	}
	entries, known := make([]Entry, len(n.links)), make(map[string]bool)
	for i, l := range n.links {
		if !validName(l.name) || known[l.name] {
			return nil, fmt.Errorf("%w: the name %q", ErrBadDAG, l.name)
		}
		known[l.name] = true
		entries[i] = Entry{Name: l.name, CID: l.cid, Size: int64(l.size)}
	}
	return entries, nil
}

// Resolve follows a path of names separated by slashes, such as "a/b.txt".
func (p *Pinned) Resolve(ctx context.Context, folder cid.Cid, path string) (cid.Cid, error) {
	for name := range strings.SplitSeq(path, "/") {
		entries, err := p.List(ctx, folder)
		if err != nil {
			return cid.Undef, err
		}
		folder = cid.Undef
		for _, e := range entries {
			if e.Name == name {
				folder = e.CID
			}
		}
		if !folder.Defined() {
			return cid.Undef, fmt.Errorf("%w: %s", ErrNoName, path)
		}
	}
	return folder, nil
}
