package ipfs

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/ipfs/boxo/bitswap"
	"github.com/ipfs/boxo/bitswap/client"
	"github.com/ipfs/boxo/bitswap/network/bsnet"
	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/protocol"
	"golang.org/x/sync/semaphore"

	"restante/node/p2p"
)

// Exchange gets blocks from its stores and from connected peers, and serves
// the stores to them. Its methods may be called concurrently.
type Exchange struct {
	host   *p2p.Host
	stores stores
	swap   *bitswap.Bitswap
	wants  *semaphore.Weighted
	moved  atomic.Int64 // when the last block came from a peer, Unix nanoseconds
	ctx    context.Context
	cancel context.CancelFunc
}

// New starts serving the stores, which are asked in the given order.
func New(h *p2p.Host, list ...Store) (*Exchange, error) {
	x := &Exchange{host: h, stores: stores{list: list, log: h.Log()}, wants: semaphore.NewWeighted(2 * window)}
	x.ctx, x.cancel = context.WithCancel(context.Background())
	net := bsnet.NewFromIpfsHost(h.Libp2p(), bsnet.SupportedProtocols([]protocol.ID{bsnet.ProtocolBitswap}))
	x.swap = bitswap.New(x.ctx, net, nil, x.stores,
		bitswap.EngineBlockstoreWorkerCount(workers),
		bitswap.EngineTaskWorkerCount(workers),
		bitswap.TaskWorkerCount(workers),
		bitswap.MaxCidSize(maxCIDSize),
		bitswap.WithoutDuplicatedBlockStats(),
		bitswap.WithClientOption(client.WithDontHaveTimeoutConfig(patience())),
	)
	return x, nil
}

// patience is how long a peer may take to answer before the block is sought
// elsewhere. The stock 50 ms give up on peers that are merely busy, and bitswap
// then sometimes forgets to ask them again: on a loaded machine one window in
// a hundred never came.
func patience() *client.DontHaveTimeoutConfig {
	c := client.DefaultDontHaveTimeoutConfig()
	c.MinTimeout = answerTime
	return c
}

// Get returns a block of at most max bytes, from a store or else from the
// connected peers, until the context ends; without a deadline it has 30 s.
func (x *Exchange) Get(ctx context.Context, c cid.Cid, max int) ([]byte, error) {
	var block []byte
	err := x.GetMany(ctx, []cid.Cid{c}, max, func(_ cid.Cid, data []byte) error {
		block = data
		return nil
	})
	return block, err
}

// GetMany gets blocks as Get does and hands each to f, in any order and one
// after the other. It ends with the first error, of f or its own.
func (x *Exchange) GetMany(ctx context.Context, cids []cid.Cid, max int, f func(cid.Cid, []byte) error) error {
	missing, err := x.local(ctx, cids, max, f)
	if err != nil || len(missing) == 0 {
		return err
	}
	return x.fetch(ctx, missing, max, f)
}

// local hands out what the stores have and returns the rest, each once.
func (x *Exchange) local(ctx context.Context, cids []cid.Cid, max int, f func(cid.Cid, []byte) error) ([]cid.Cid, error) {
	var missing []cid.Cid
	asked := make(map[cid.Cid]bool, len(cids))
	for _, c := range cids {
		if asked[c] {
			continue
		}
		asked[c] = true
		if _, err := DigestOf(c); err != nil {
			return nil, err
		}
		data, err := x.stores.find(ctx, c)
		if errors.Is(err, ErrNotFound) {
			missing = append(missing, c)
		} else if err := accept(c, data, max, f); err != nil {
			return nil, err
		}
	}
	return missing, nil
}

// accept hands a checked block to f unless it is too large.
func accept(c cid.Cid, data []byte, max int, f func(cid.Cid, []byte) error) error {
	if len(data) > max {
		return fmt.Errorf("%w: %s has %d bytes, at most %d", ErrTooLarge, c, len(data), max)
	}
	return f(c, data)
}

// Close stops serving and ends every fetch.
func (x *Exchange) Close() error {
	x.cancel()
	return x.swap.Close()
}
