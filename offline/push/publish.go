package push

import (
	"context"
	"fmt"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/ipns"
	"restante/offline/pb"
)

// PutSite publishes this peer's site at a node where it is registered: the folder that
// the record, made by [ipns.Make], names, in the place of the one before. Its blocks,
// of size bytes together, must be at hand for bitswap; the node fetches those that it
// lacks, which may take minutes, and has them all on its disk when PutSite returns. After
// a failure another call goes on where this one ended.
func (c *Client) PutSite(ctx context.Context, node peer.AddrInfo, record []byte, size int64) error {
	if len(record) > ipns.MaxSize || size < 1 {
		return refuse(CodeBadSite, "the record is too large, or the site empty")
	}
	call := &pb.Request{Call: &pb.Request_PutSite{PutSite: &pb.PutSite{Record: record, Size: uint64(size)}}}
	return c.apart(ctx, node, func(l *line) error {
		l.stream.Deadline(clientDeadline + fetchLimit(min(size, maxSize)))
		return wantDone(l.ask(ctx, call))
	})
}

// Site asks for the record of a peer's site, and checks that it is the peer's. Whether
// there is a newer one, others may know.
func (c *Client) Site(ctx context.Context, node peer.AddrInfo, of peer.ID) ([]byte, error) {
	m, err := c.ask(ctx, node, &pb.Request{Call: &pb.Request_GetSite{GetSite: &pb.GetSite{Peer: []byte(of)}}})
	switch {
	case err != nil:
		return nil, err
	case m.GetSite() == nil:
		return nil, errAnswer(m)
	case len(m.GetSite().GetRecord()) == 0:
		return nil, ErrNoSite
	}
	if _, err := ipns.Open(of, m.GetSite().GetRecord()); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrProto, err)
	}
	return m.GetSite().GetRecord(), nil
}
