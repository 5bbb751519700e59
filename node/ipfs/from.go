package ipfs

import (
	"context"
	"errors"
	"sync"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"
)

// GetFrom returns a block as Get does, and connects to peers that may have it.
// It waits for none of them alone: they are called at the same time, and the
// first that hands over the block is good enough. It gives up once none of them
// can be reached. Their addresses may come from strangers: p2p dials the public
// ones only. More than 16 peers are not tried.
func (x *Exchange) GetFrom(ctx context.Context, c cid.Cid, max int, from []peer.AddrInfo) ([]byte, error) {
	var block []byte
	take := func(_ cid.Cid, data []byte) error {
		block = data
		return nil
	}
	missing, err := x.local(ctx, []cid.Cid{c}, max, take)
	if err != nil || len(missing) == 0 {
		return block, err
	}
	ctx, stop := x.reach(ctx, from)
	defer stop()
	err = x.fetch(ctx, missing, max, take)
	return block, err
}

// reach connects to peers in the background. The context that it returns ends
// once none of them can be reached; stop waits for the dialling to end.
func (x *Exchange) reach(ctx context.Context, from []peer.AddrInfo) (_ context.Context, stop func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	from = from[:min(len(from), maxFrom)]
	if len(from) == 0 {
		return ctx, func() { cancel(nil) }
	}
	var dialling sync.WaitGroup
	dialling.Go(func() {
		if err := x.connect(ctx, from); err != nil {
			cancel(err)
		}
	})
	return ctx, func() { cancel(nil); dialling.Wait() }
}

// connect fails if not one of the peers can be reached.
func (x *Exchange) connect(ctx context.Context, to []peer.AddrInfo) error {
	failed := make(chan error, len(to))
	for _, p := range to {
		go func() { failed <- x.host.Connect(ctx, p) }()
	}
	var errs []error
	for range to {
		errs = append(errs, <-failed)
	}
	for _, err := range errs {
		if err == nil {
			return nil
		}
	}
	return errors.Join(errs...)
}
