package direct

import (
	"context"
	"errors"
	"fmt"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/p2p"
	"restante/offline/deposit"
	"restante/offline/pb"
)

// Send hands a sealed message to a peer, dialling it if need be, and returns
// what the peer says after its commit. An error means that nothing is known:
// the message may have arrived.
func (d *Direct) Send(ctx context.Context, to peer.ID, m deposit.Mailbox, sealed []byte) (a Answer, err error) {
	if len(sealed) == 0 || len(sealed) > MaxSealed {
		return Answer{}, ErrTooLarge
	}
	err = d.call(ctx, lane{to, messages}, func(s *p2p.Stream) error {
		reply, err := ask(s, message{mailbox: m, sealed: sealed}.toWire())
		if err == nil {
			a, err = answerFromWire(reply)
		}
		return err
	})
	return a, err
}

// SendHint tells a connected peer something that it may miss.
func (d *Direct) SendHint(ctx context.Context, to peer.ID, b []byte) error {
	if len(b) > MaxHint {
		return ErrTooLarge
	}
	if !d.host.Connected(to) {
		return ErrNotConnected
	}
	return d.call(ctx, lane{to, hints}, func(s *p2p.Stream) error { return s.Send(hintToWire(b)) })
}

// Card asks a peer for its card. It is not verified.
func (d *Direct) Card(ctx context.Context, from peer.ID) (card []byte, err error) {
	var none bool
	err = d.call(ctx, lane{from, messages}, func(s *p2p.Stream) error {
		reply, err := ask(s, wantCard())
		if err != nil {
			return err
		}
		card, err = cardFromWire(reply)
		if errors.Is(err, ErrNoCard) {
			none, err = true, nil // the stream is sound
		}
		return err
	})
	if err == nil && none {
		err = ErrNoCard
	}
	return card, err
}

func ask(s *p2p.Stream, c *pb.Call) (*pb.Reply, error) {
	if err := s.Send(c); err != nil {
		return nil, err
	}
	var r pb.Reply
	if err := s.Receive(&r); err != nil {
		return nil, fmt.Errorf("waiting for an answer: %w", err)
	}
	return &r, nil
}
