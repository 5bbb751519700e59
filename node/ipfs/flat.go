package ipfs

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/ipfs/boxo/datastore/dshelp"
	"github.com/ipfs/go-cid"
	"github.com/ipfs/go-datastore"
	"github.com/ipfs/go-datastore/query"
	flatfs "github.com/ipfs/go-ds-flatfs"

	"restante/node/durable"
)

// Flat keeps many blocks as files in sharded folders, the layout that IPFS
// calls flatfs. Each Put is synced to the disk.
type Flat struct{ files *flatfs.Datastore }

var _ Store = (*Flat)(nil)

// OpenFlat opens a block store in a folder, or creates it.
func OpenFlat(dir string) (*Flat, error) {
	files, err := flatfs.CreateOrOpen(dir, flatfs.NextToLast(2), true)
	if err != nil {
		return nil, fmt.Errorf("opening the block store: %w", durable.Explain(err))
	}
	return &Flat{files: files}, nil
}

// Put writes a block. It is durable when Put returns.
func (f *Flat) Put(ctx context.Context, data []byte) (cid.Cid, error) {
	c := CID(data)
	return c, f.put(ctx, c, data)
}

// put writes a block whose name was checked.
func (f *Flat) put(ctx context.Context, c cid.Cid, data []byte) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	err := durable.Step("block put", func() error { return f.files.Put(ctx, key(c), data) })
	if err != nil {
		return fmt.Errorf("writing a block: %w", durable.Explain(err))
	}
	return nil
}

// Get reads a block, [ErrNotFound] if there is none and [ErrCorrupt] if its
// file was cut short or altered.
func (f *Flat) Get(ctx context.Context, c cid.Cid) ([]byte, error) {
	if _, err := DigestOf(c); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err // flatfs does not look at it
	}
	data, err := f.files.Get(ctx, key(c))
	if errors.Is(err, datastore.ErrNotFound) {
		return nil, ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("reading a block: %w", err)
	}
	return data, check(c, data)
}

// Has says whether there is a file for the block; only Get looks inside.
func (f *Flat) Has(ctx context.Context, c cid.Cid) (bool, error) {
	if _, err := DigestOf(c); err != nil {
		return false, nil
	}
	has, err := f.files.Has(ctx, key(c))
	if err != nil {
		return false, fmt.Errorf("looking for a block: %w", err)
	}
	return has, nil
}

// Size is the length of the block's file.
func (f *Flat) Size(ctx context.Context, c cid.Cid) (int, error) {
	n, err := f.files.GetSize(ctx, key(c))
	if errors.Is(err, datastore.ErrNotFound) {
		return 0, ErrNotFound
	}
	return n, err
}

// Delete removes a block. It is no error if there is none.
func (f *Flat) Delete(ctx context.Context, c cid.Cid) error {
	err := durable.Step("block delete", func() error { return f.files.Delete(ctx, key(c)) })
	if err != nil && !errors.Is(err, datastore.ErrNotFound) {
		return fmt.Errorf("deleting a block: %w", durable.Explain(err))
	}
	return nil
}

// each names every block that has a file, and the file's length.
func (f *Flat) each(ctx context.Context, visit func(Digest, int64) error) error {
	files, err := f.files.Query(ctx, query.Query{KeysOnly: true, ReturnsSizes: true})
	if err != nil {
		return fmt.Errorf("listing the blocks: %w", err)
	}
	defer files.Close()
	for r := range files.Next() {
		if errors.Is(r.Error, fs.ErrNotExist) {
			continue // deleted in this moment
		}
		if r.Error != nil {
			return fmt.Errorf("listing the blocks: %w", r.Error)
		}
		if d, ok := digestOfKey(r.Key); ok {
			if err := visit(d, int64(r.Size)); err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}

func digestOfKey(text string) (Digest, bool) {
	hash, err := dshelp.DsKeyToMultihash(datastore.RawKey(text))
	if err != nil {
		return Digest{}, false
	}
	d, err := DigestOf(cid.NewCidV1(cid.Raw, hash))
	return d, err == nil
}

// Close writes down how much disk is used; blocks are safe without it.
func (f *Flat) Close() error { return f.files.Close() }

func key(c cid.Cid) datastore.Key { return dshelp.MultihashToDsKey(c.Hash()) }
