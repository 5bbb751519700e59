// Package self is the provider that everybody has: this computer.
//
// Blocks lie in the outbox folder and are served from there to whoever asks by CID,
// so they can be had while this computer is on. It needs no account and no call.
package self

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/ipfs/go-cid"

	"restante/node/durable"
	"restante/node/ipfs"
	"restante/offline/provider/depot"
)

// Kind describes this computer.
var Kind = depot.Kind{
	Name:  "self",
	Title: "This computer",
	About: "Messages wait here and are handed over while this computer is on. Nobody else holds them.",
	Sees: []string{
		"Nobody but you sees what waits here.",
		"Whoever fetches a message sees the internet address of this computer.",
	},
	Limits: limits,
	Open:   Open,
}

var limits = depot.Limits{MaxBlock: depot.MaxBlock, Writers: 4, Deadline: 10 * time.Second}

// Depot is the folder of this computer's own blocks.
type Depot struct {
	here  depot.Blocks
	addrs func() []string
	page  int
}

var _ depot.Depot = (*Depot)(nil)

// Open needs no settings.
func Open(_ depot.Settings, d depot.Deps) (depot.Depot, error) {
	if d.Here == nil || d.Addrs == nil {
		return nil, fmt.Errorf("%w: there is no folder of blocks", depot.ErrPermanent)
	}
	return &Depot{here: d.Here, addrs: d.Addrs, page: depot.MaxPage}, nil
}

func (d *Depot) Limits() depot.Limits { return limits }

// Put writes the file; it is durable when Put returns.
func (d *Depot) Put(ctx context.Context, r depot.Ref, block []byte) (depot.Place, error) {
	if err := limits.Check(r, block); err != nil {
		return depot.Place{}, err
	}
	if err := ended(ctx); err != nil {
		return depot.Place{}, err
	}
	if _, err := d.here.Put(block); err != nil {
		return depot.Place{}, typed(err)
	}
	return d.place(), nil
}

// Locate reads the file: one that is damaged can be had by nobody.
func (d *Depot) Locate(ctx context.Context, r depot.Ref) (depot.Place, error) {
	if err := ended(ctx); err != nil {
		return depot.Place{}, err
	}
	if _, err := d.here.Get(ctx, r.CID); err != nil {
		return depot.Place{}, typed(err)
	}
	return d.place(), nil
}

func (d *Depot) place() depot.Place {
	addrs := d.addrs()
	return depot.Place{Addrs: addrs[:min(len(addrs), depot.MaxAddrs)]}
}

func (d *Depot) Delete(ctx context.Context, r depot.Ref) error {
	if err := ended(ctx); err != nil {
		return err
	}
	return typed(d.here.Delete(r.CID))
}

// List follows the order of the digests, in which the folder lists.
func (d *Depot) List(ctx context.Context, cursor string) (depot.Page, error) {
	cids, err := d.after(cursor)
	if err != nil {
		return depot.Page{}, err
	}
	var page depot.Page
	if len(cids) > d.page {
		cids, page.Next = cids[:d.page], cids[d.page-1].String()
	}
	for _, c := range cids {
		if err := ended(ctx); err != nil {
			return depot.Page{}, err
		}
		page.Entries = append(page.Entries, depot.Entry{Ref: depot.Ref{CID: c}, Size: d.size(ctx, c)})
	}
	return page, nil
}

// after is the CIDs that follow one in the listing, all of them after "".
func (d *Depot) after(cursor string) ([]cid.Cid, error) {
	cids, err := d.here.List()
	if err != nil || cursor == "" {
		return cids, typed(err)
	}
	last, err := cid.Decode(cursor)
	if err != nil {
		return nil, fmt.Errorf("%w: no such page", depot.ErrPermanent)
	}
	i, found := slices.BinarySearchFunc(cids, last, func(c, last cid.Cid) int {
		return slices.Compare(c.Hash(), last.Hash())
	})
	if found {
		i++
	}
	return cids[i:], nil
}

// size is 0 for a damaged block.
func (d *Depot) size(ctx context.Context, c cid.Cid) int64 {
	block, err := d.here.Get(ctx, c)
	if err != nil {
		return 0
	}
	return int64(len(block))
}

// Usage adds up what is listed. How full the disk is others know better.
func (d *Depot) Usage(ctx context.Context) (depot.Usage, error) {
	cids, err := d.here.List()
	if err != nil {
		return depot.Usage{}, typed(err)
	}
	var u depot.Usage
	for _, c := range cids {
		if err := ended(ctx); err != nil {
			return depot.Usage{}, err
		}
		u.Used += d.size(ctx, c)
	}
	return u, nil
}

func ended(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return depot.Unanswered(err)
	}
	return nil
}

// typed says what is to be done about an error of the folder.
func typed(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, ipfs.ErrNotFound), errors.Is(err, ipfs.ErrCorrupt):
		return fmt.Errorf("%w: %w", depot.ErrNotFound, err)
	case errors.Is(err, durable.ErrDiskFull):
		return fmt.Errorf("%w: %w", depot.ErrQuota, err)
	case errors.Is(err, durable.ErrReadOnly), errors.Is(err, ipfs.ErrBadCID):
		return fmt.Errorf("%w: %w", depot.ErrPermanent, err)
	}
	return fmt.Errorf("%w: %w", depot.ErrTransient, err)
}
