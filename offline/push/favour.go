package push

import (
	"bytes"
	"context"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/pb"
)

// favour replaces the depositors for whom a part of the mailbox is kept.
func (ss *session) favour(ctx context.Context, c signedCall) error {
	var m pb.Favour
	if err := unmarshal(c.args, &m); err != nil {
		return malformed(err)
	}
	f, err := deposit.ParseFavours(m.GetPeers())
	if err != nil {
		return malformed(err)
	}
	same, err := ss.sameFavours(ctx, c.mailbox, f)
	if err != nil {
		return err
	}
	if !same {
		err = ss.write(func(tx *vault.Tx) error { return putFavours(tx, c.mailbox, f) })
	}
	if err != nil {
		return err
	}
	return ss.stream.Send(done())
}

// sameFavours spares the table those that are said again at each start, and
// refuses to whom it is not open.
func (ss *session) sameFavours(ctx context.Context, m deposit.Mailbox, f deposit.Favours) (same bool, err error) {
	err = ss.view(ctx, func(tx *vault.Tx) error {
		_, served, err := peerOf(tx, m)
		if err == nil && !served {
			err = refuse(CodeNotServed, "the mailbox is not registered here")
		}
		if err != nil {
			return err
		}
		before, err := favoursOf(tx, m)
		same = bytes.Equal(before, f)
		return err
	})
	if err == nil && !same && !ss.favours.take(string(m[:]), 1, time.Now()) {
		err = refuse(CodeTooFast, "the favours of a mailbox change too often")
	}
	return same, err
}

// Favour names the depositors for whom the node keeps half of the mailbox, in
// the place of those named before; at most 4,096. What they leave makes room for
// nobody. The node sees hashes.
func (c *Client) Favour(ctx context.Context, node peer.AddrInfo, s deposit.Signer, depositors []peer.ID) error {
	f, err := deposit.NewFavours(s.Mailbox(), depositors)
	if err != nil {
		return err
	}
	return wantDone(c.askOwner(ctx, node, s, opFavour, &pb.Favour{Peers: f}))
}
