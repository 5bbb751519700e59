package pointer

import (
	"context"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/offline/deposit"
)

// Release removes records from the owner's mailbox for good, wherever they can
// be reached. The error says why that was nowhere.
func (c *Client) Release(ctx context.Context, s deposit.Signer, also []peer.AddrInfo, keys []deposit.Key) error {
	if len(keys) == 0 {
		return nil
	}
	_, err := c.everywhere(ctx, s.Mailbox(), also, errand{
		at: func(h peer.AddrInfo) error {
			return inBatches(keys, maxKeys, func(batch []deposit.Key) error {
				return c.call(ctx, h, 1, func(ctx context.Context, l *line) error {
					return wantDone(l.askOwner(ctx, s, opRelease, keysToWire(batch)))
				})
			})
		},
		here: func(own *Holder) error { return own.removeAll(keys, byOwner(s.Mailbox())) },
	})
	return err
}

// Cancel takes records back from the peers closest to the mailbox, from the
// holders that took them and from those named besides. It returns those that
// have done so; the error says why there are none.
func (c *Client) Cancel(ctx context.Context, m deposit.Mailbox, cs []Cancellation, holders []peer.ID, also []peer.AddrInfo) (done []peer.ID, err error) {
	if len(cs) == 0 {
		return nil, nil
	}
	named := append([]peer.AddrInfo(nil), also...)
	for _, id := range holders {
		named = append(named, peer.AddrInfo{ID: id})
	}
	return c.everywhere(ctx, m, named, errand{
		at: func(h peer.AddrInfo) error {
			return inBatches(cs, maxKeys, func(batch []Cancellation) error {
				return c.call(ctx, h, 1, func(ctx context.Context, l *line) error {
					return wantDone(l.ask(ctx, cancelToWire(batch)))
				})
			})
		},
		here: func(own *Holder) error { return own.removeAll(byPreimage(cs)) },
	})
}
