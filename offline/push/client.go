package push

import (
	"context"
	"fmt"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	"google.golang.org/protobuf/proto"

	"restante/offline/deposit"
	"restante/offline/pb"
)

// errAnswer: the node answered something else than was asked.
func errAnswer(m *pb.Response) error { return fmt.Errorf("%w: %T", ErrProto, m.GetAnswer()) }

// ask makes one call of one frame each way.
func (c *Client) ask(ctx context.Context, node peer.AddrInfo, req *pb.Request) (m *pb.Response, err error) {
	err = c.with(ctx, node, func(l *line) error {
		m, err = l.ask(ctx, req)
		return err
	})
	return m, err
}

// askOwner is ask for the owner of a mailbox.
func (c *Client) askOwner(ctx context.Context, node peer.AddrInfo, s deposit.Signer, op string, args proto.Message) (m *pb.Response, err error) {
	err = c.with(ctx, node, func(l *line) error {
		m, err = l.askSigned(ctx, s, op, args)
		return err
	})
	return m, err
}

// wantDone is for calls that are answered by a nod.
func wantDone(m *pb.Response, err error) error {
	if err == nil && m.GetDone() == nil {
		return errAnswer(m)
	}
	return err
}

func wantTerms(m *pb.Response, err error) (Terms, error) {
	if err != nil {
		return Terms{}, err
	}
	if m.GetTerms() == nil {
		return Terms{}, errAnswer(m)
	}
	t, err := termsFromWire(m.GetTerms())
	if err != nil {
		return t, fmt.Errorf("%w: %w", ErrProto, err)
	}
	return t, nil
}

// Register makes the mailbox and this peer users of the node: the mailbox may
// then receive deposits from anybody, and this peer deposit for anybody. The
// card, which may be empty, is what the node gives to those who ask for it.
func (c *Client) Register(ctx context.Context, node peer.AddrInfo, s deposit.Signer, card []byte) (Terms, error) {
	if len(card) > maxCard {
		return Terms{}, refuse(CodeBadCard, "the card is too large")
	}
	return wantTerms(c.askOwner(ctx, node, s, opRegister, &pb.Register{Card: card}))
}

// Unregister undoes Register. What waits in the mailbox can still be fetched.
func (c *Client) Unregister(ctx context.Context, node peer.AddrInfo, s deposit.Signer) error {
	return wantDone(c.askOwner(ctx, node, s, opUnregister, &pb.Unregister{}))
}

// List returns up to n entries behind a place in the mailbox, oldest first, and
// whether there are more. The node gives at most 256 at a time.
func (c *Client) List(ctx context.Context, node peer.AddrInfo, s deposit.Signer, after uint64, n int) (entries []Entry, more bool, err error) {
	m, err := c.askOwner(ctx, node, s, opList, listArgs{after: after, max: n}.toWire())
	if err != nil {
		return nil, false, err
	}
	if m.GetEntries() == nil {
		return nil, false, errAnswer(m)
	}
	if entries, more, err = entriesFromWire(m.GetEntries()); err != nil {
		return nil, false, fmt.Errorf("%w: %w", ErrProto, err)
	}
	return entries, more, nil
}

// Cancel takes deposits back. Those that are gone already are no error; a wrong
// preimage is, and does not keep the others from being taken back.
func (c *Client) Cancel(ctx context.Context, node peer.AddrInfo, cs []Cancellation) error {
	return inBatches(cs, maxKeys, func(batch []Cancellation) error {
		return wantDone(c.ask(ctx, node, &pb.Request{Call: &pb.Request_Cancel{Cancel: cancelToWire(batch)}}))
	})
}

// Release removes deposits from the mailbox for good.
func (c *Client) Release(ctx context.Context, node peer.AddrInfo, s deposit.Signer, keys []deposit.Key) error {
	return inBatches(keys, maxKeys, func(batch []deposit.Key) error {
		return wantDone(c.askOwner(ctx, node, s, opRelease, &pb.Release{Keys: keysToWire(batch)}))
	})
}

// PutCard gives the node a newer card of one of its users.
func (c *Client) PutCard(ctx context.Context, node peer.AddrInfo, card []byte) error {
	if len(card) > maxCard {
		return refuse(CodeBadCard, "the card is too large")
	}
	return wantDone(c.ask(ctx, node, &pb.Request{Call: &pb.Request_PutCard{PutCard: &pb.PutCard{Card: card}}}))
}

// Card asks for the card of a peer. It is not verified.
func (c *Client) Card(ctx context.Context, node peer.AddrInfo, of peer.ID) ([]byte, error) {
	m, err := c.ask(ctx, node, &pb.Request{Call: &pb.Request_GetCard{GetCard: &pb.GetCard{Peer: []byte(of)}}})
	switch {
	case err != nil:
		return nil, err
	case m.GetCard() == nil || len(m.GetCard().GetCard()) > maxCard:
		return nil, errAnswer(m)
	case len(m.GetCard().GetCard()) == 0:
		return nil, ErrNoCard
	}
	return m.GetCard().GetCard(), nil
}

// Test reports how the node is.
func (c *Client) Test(ctx context.Context, node peer.AddrInfo) (h Health, err error) {
	err = c.with(ctx, node, func(l *line) error {
		began := time.Now()
		h.Terms, err = wantTerms(l.ask(ctx, &pb.Request{Call: &pb.Request_Test{Test: &pb.Test{}}}))
		h.RTT = time.Since(began)
		return err
	})
	return h, err
}

// inBatches calls f for parts of the list. It goes on after a refusal, which
// concerns one part only.
func inBatches[T any](list []T, n int, f func([]T) error) (err error) {
	for len(list) > 0 {
		part := list[:min(n, len(list))]
		list = list[len(part):]
		e := f(part)
		if e != nil && !isRefusal(e) {
			return e
		}
		if err == nil {
			err = e
		}
	}
	return err
}
