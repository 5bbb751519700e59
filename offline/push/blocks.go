package push

import (
	"context"

	"github.com/ipfs/go-cid"

	"restante/node/ipfs"
	"restante/node/vault"
)

// Blocks are the blocks that a push node holds, for whoever knows their CIDs:
// what bitswap serves. They need no running [Server].
type Blocks struct{ Vault *vault.Vault }

var (
	_ ipfs.Store = Blocks{}
	_ ipfs.Sizer = Blocks{}
	_ ipfs.Store = (*Server)(nil)
)

// Usage is what the node holds.
type Usage struct {
	Users, Deposits, Tombstones int
	Bytes                       int64 // of deposits
	Sites                       int64 // bytes
}

// Usage counts what the node holds.
func (b Blocks) Usage(ctx context.Context) (u Usage, err error) {
	err = b.Vault.View(ctx, func(tx *vault.Tx) error {
		u, err = totals(tx)
		return err
	})
	return u, err
}

// Has reports whether the block is held.
func (b Blocks) Has(ctx context.Context, c cid.Cid) (bool, error) {
	size, err := b.size(ctx, c)
	return size > 0, err
}

// Size is the block's length.
func (b Blocks) Size(ctx context.Context, c cid.Cid) (int, error) {
	size, err := b.size(ctx, c)
	if err == nil && size == 0 {
		err = ipfs.ErrNotFound
	}
	return size, err
}

// size is 0 for a block that is not held: no block is empty.
func (b Blocks) size(ctx context.Context, c cid.Cid) (size int, err error) {
	digest, err := ipfs.RawDigest(c)
	if err != nil {
		return 0, nil // no such block can be deposited
	}
	err = b.Vault.View(ctx, func(tx *vault.Tx) (err error) {
		size, err = sizeOf(tx, digest)
		return err
	})
	return size, err
}

// Get returns the block.
func (b Blocks) Get(ctx context.Context, c cid.Cid) (data []byte, err error) {
	digest, err := ipfs.RawDigest(c)
	if err != nil {
		return nil, ipfs.ErrNotFound
	}
	err = b.Vault.View(ctx, func(tx *vault.Tx) (err error) {
		data, err = blockOf(tx, digest)
		return err
	})
	if err == nil && data == nil {
		err = ipfs.ErrNotFound
	}
	return data, err
}
