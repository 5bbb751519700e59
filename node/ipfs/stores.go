package ipfs

import (
	"context"
	"errors"
	"log/slog"

	"github.com/ipfs/boxo/blockstore"
	blocks "github.com/ipfs/go-block-format"
	"github.com/ipfs/go-cid"
	ipld "github.com/ipfs/go-ipld-format"
)

// Store is a place in which blocks lie. Both methods are called often for
// blocks that it does not have, by peers who ask everybody: a quick no matters
// more than a quick yes. Get returns [ErrNotFound] for those. A store need not
// check its bytes.
type Store interface {
	Has(context.Context, cid.Cid) (bool, error)
	Get(context.Context, cid.Cid) ([]byte, error)
}

// Sizer is a Store that knows the size of a block without reading it.
type Sizer interface {
	Size(context.Context, cid.Cid) (int, error)
}

var errReadOnly = errors.New("ipfs: bitswap stores nothing")

// stores are several stores as one, which bitswap reads. Each block is checked.
type stores struct {
	list []Store
	log  *slog.Logger
}

var _ blockstore.Blockstore = stores{}

// find gives the block from the first store that has it whole. The empty block
// is always there: in bitswap a size of 0 means that a peer lacks a block, so
// nobody could send it.
func (s stores) find(ctx context.Context, c cid.Cid) ([]byte, error) {
	if check(c, nil) == nil {
		return nil, nil
	}
	for _, store := range s.list {
		data, err := store.Get(ctx, c)
		if err == nil {
			err = check(c, data)
		}
		if err == nil {
			return data, nil
		}
		s.note(c, err)
	}
	return nil, ErrNotFound
}

// note logs what a person should know; the block may still be elsewhere.
func (s stores) note(c cid.Cid, err error) {
	if !errors.Is(err, ErrNotFound) && !errors.Is(err, ErrBadCID) && !errors.Is(err, context.Canceled) {
		s.log.Warn("a block cannot be read", "cid", c, "error", err)
	}
}

func (s stores) Get(ctx context.Context, c cid.Cid) (blocks.Block, error) {
	data, err := s.find(ctx, c)
	if err != nil {
		return nil, ipld.ErrNotFound{Cid: c}
	}
	return blocks.NewBlockWithCid(data, c)
}

func (s stores) Has(ctx context.Context, c cid.Cid) (bool, error) {
	for _, store := range s.list {
		has, err := store.Has(ctx, c)
		if err != nil {
			s.note(c, err)
		}
		if has {
			return true, nil
		}
	}
	return false, nil
}

// GetSize asks a store for the size only if it has the block.
func (s stores) GetSize(ctx context.Context, c cid.Cid) (int, error) {
	for _, store := range s.list {
		if has, err := store.Has(ctx, c); err != nil || !has {
			continue
		}
		if n, err := sizeIn(ctx, store, c); err == nil {
			return n, nil
		}
	}
	return 0, ipld.ErrNotFound{Cid: c}
}

func sizeIn(ctx context.Context, s Store, c cid.Cid) (int, error) {
	if sizer, ok := s.(Sizer); ok {
		return sizer.Size(ctx, c)
	}
	data, err := s.Get(ctx, c)
	return len(data), err
}

func (s stores) Put(context.Context, blocks.Block) error             { return errReadOnly }
func (s stores) PutMany(context.Context, []blocks.Block) error       { return errReadOnly }
func (s stores) DeleteBlock(context.Context, cid.Cid) error          { return errReadOnly }
func (s stores) AllKeysChan(context.Context) (<-chan cid.Cid, error) { return nil, errReadOnly }
