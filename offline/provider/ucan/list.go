package ucan

import (
	"context"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/ipld/go-ipld-prime/fluent/qp"
	"github.com/multiformats/go-multihash"

	"restante/node/ipfs"
	"restante/offline/provider/depot"
)

var _ depot.Depot = (*account)(nil)

func (a *account) Limits() depot.Limits { return limits }

// Locate asks for a new claim of where the block lies: it is added once more, which
// changes nothing if it is there, and is not begun if it is gone.
func (a *account) Locate(ctx context.Context, r depot.Ref) (depot.Place, error) {
	digest, err := digestOf(r)
	if err != nil {
		return depot.Place{}, err
	}
	found, _, err := a.call(ctx, "space/blob/get/0/1", build(entry{"digest", qp.Bytes(digest)}))
	if err != nil {
		return depot.Place{}, err
	}
	t, err := a.add(ctx, digest, number(found, "blob", "size"))
	if err != nil {
		return depot.Place{}, err
	}
	accepted, ok := t.of(t.accept)
	if !ok {
		return depot.Place{}, depot.ErrNotFound // known, but the bytes are lost
	}
	return a.site(accepted, digest)
}

// Delete removes the block from the space. The service may keep the bytes.
func (a *account) Delete(ctx context.Context, r depot.Ref) error {
	digest, err := digestOf(r)
	if err != nil {
		return err
	}
	_, _, err = a.call(ctx, "space/blob/remove", build(entry{"digest", qp.Bytes(digest)}))
	return err
}

// digestOf is the only name that a space knows.
func digestOf(r depot.Ref) (multihash.Multihash, error) {
	if _, err := ipfs.DigestOf(r.CID); err != nil {
		return nil, bad("a block without a CID")
	}
	return r.CID.Hash(), nil
}

// List gives the blobs that may be blocks, by their CID: a space knows no names.
func (a *account) List(ctx context.Context, cursor string) (depot.Page, error) {
	page, err := a.page(ctx, cursor)
	if err != nil {
		return depot.Page{}, err
	}
	blocks := depot.Page{Next: page.Next}
	for _, e := range page.Entries {
		if e.Size <= depot.MaxBlock {
			blocks.Entries = append(blocks.Entries, e)
		}
	}
	return blocks, nil
}

// page is a part of everything in the space.
func (a *account) page(ctx context.Context, cursor string) (depot.Page, error) {
	nb := []entry{{"size", qp.Int(depot.MaxPage)}}
	if cursor != "" {
		nb = append(nb, entry{"cursor", qp.String(cursor)})
	}
	out, _, err := a.call(ctx, "space/blob/list", build(nb...))
	if err != nil {
		return depot.Page{}, err
	}
	results := items(get(out, "results"))
	page := depot.Page{}
	for _, n := range results[:min(len(results), depot.MaxPage)] {
		e := depot.Entry{Size: max(number(n, "blob", "size"), 0)}
		e.CID = cid.NewCidV1(cid.Raw, octets(n, "blob", "digest"))
		e.Stored, _ = time.Parse(time.RFC3339Nano, text(n, "insertedAt")) // zero if it does not say
		if _, err := ipfs.DigestOf(e.CID); err == nil {
			page.Entries = append(page.Entries, e)
		}
	}
	if next := text(out, "cursor"); len(results) > 0 && next != cursor {
		page.Next = next
	}
	return page, nil
}

// Usage adds up what lies in the space.
func (a *account) Usage(ctx context.Context) (depot.Usage, error) {
	var u depot.Usage
	for cursor := ""; ; {
		page, err := a.page(ctx, cursor)
		if err != nil {
			return depot.Usage{}, err
		}
		for _, e := range page.Entries {
			u.Used += e.Size
		}
		if cursor = page.Next; cursor == "" {
			return u, nil
		}
	}
}
