package push

import (
	"context"
	"fmt"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/pb"
)

// held answers which deposits of the peer that asks are here. Of others' it
// says what it says of those that never were.
func (ss *session) held(ctx context.Context, m *pb.Held) error {
	keys, err := keysFromWire(m.GetKeys())
	if err != nil {
		return malformed(err)
	}
	held := make([]bool, len(keys))
	err = ss.view(ctx, func(tx *vault.Tx) (err error) {
		now := time.Now()
		for i, k := range keys {
			if held[i], err = stillHeld(tx, k, ss.stream.Remote(), now); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return ss.stream.Send(&pb.Response{Answer: &pb.Response_Holds{Holds: holdsToWire(held)}})
}

// Held asks which of these deposits, left by this peer, the node still holds. One
// that is gone was fetched, has expired, made room for others, or is lost with
// the node's disk.
func (c *Client) Held(ctx context.Context, node peer.AddrInfo, keys []deposit.Key) ([]bool, error) {
	held := make([]bool, 0, len(keys))
	err := inBatches(keys, maxKeys, func(batch []deposit.Key) error {
		m, err := c.ask(ctx, node, &pb.Request{Call: &pb.Request_Held{Held: &pb.Held{Keys: keysToWire(batch)}}})
		if err != nil {
			return err
		}
		if m.GetHolds() == nil {
			return errAnswer(m)
		}
		part, err := holdsFromWire(m.GetHolds(), len(batch))
		if err != nil {
			return fmt.Errorf("%w: %w", ErrProto, err)
		}
		held = append(held, part...)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return held, nil
}
