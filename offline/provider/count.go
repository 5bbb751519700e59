package provider

import (
	"context"

	"restante/offline/provider/depot"
)

// count is what lies at a depot. A listing may know a block by one of its names only,
// so both are looked up.
type count struct {
	sizes map[string]int64
	sum   int64
}

// counted lists everything.
func counted(ctx context.Context, d depot.Depot) (*count, error) {
	n := &count{sizes: make(map[string]int64)}
	for cursor := ""; ; {
		page, err := d.List(ctx, cursor)
		if err != nil {
			return nil, err
		}
		for _, e := range page.Entries {
			n.add(e.Ref, listedSize(e))
		}
		if cursor = page.Next; cursor == "" {
			return n, nil
		}
	}
}

// listedSize takes a block whose size the provider does not say for a large one.
func listedSize(e depot.Entry) int64 {
	if e.Size > 0 {
		return e.Size
	}
	return depot.MaxBlock
}

// names are those under which a block may be counted.
func names(r depot.Ref) []string {
	var all []string
	if r.Name != "" {
		all = append(all, r.Name)
	}
	if r.CID.Defined() {
		all = append(all, r.CID.String())
	}
	return all
}

func (n *count) has(r depot.Ref) bool {
	for _, name := range names(r) {
		if _, ok := n.sizes[name]; ok {
			return true
		}
	}
	return false
}

// add counts a block under the first of its names.
func (n *count) add(r depot.Ref, size int64) {
	if n.has(r) {
		return
	}
	n.sizes[names(r)[0]] = size
	n.sum += size
}

func (n *count) remove(r depot.Ref) {
	for _, name := range names(r) {
		n.sum -= n.sizes[name]
		delete(n.sizes, name)
	}
}
