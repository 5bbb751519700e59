package messaging

import (
	"context"
	"errors"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/card"
	"restante/node/record"
	"restante/node/vault"
	"restante/offline/inbox"
)

// finder looks for cards: at one's own push nodes, at the places a link named, in
// the DHT, and at the peer itself, all at once.
type finder struct {
	core    *Core
	without Without
}

// Card gives the first valid card that any source has.
func (f *finder) Card(ctx context.Context, of peer.ID, hints []peer.AddrInfo) ([]byte, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	asks, err := f.sources(ctx, of, hints)
	if err != nil {
		return nil, err
	}
	type answer struct {
		raw []byte
		err error
	}
	answers := make(chan answer, len(asks))
	for _, ask := range asks {
		go func() {
			raw, err := ask()
			answers <- answer{raw, err}
		}()
	}
	var errs error
	for range asks {
		a := <-answers
		if a.err == nil && isCardOf(a.raw, of) {
			return a.raw, nil
		}
		errs = errors.Join(errs, a.err)
	}
	return nil, errors.Join(errs, card.ErrCard)
}

func isCardOf(raw []byte, of peer.ID) bool {
	c, err := card.Decode(raw)
	return err == nil && c.Peer == of
}

func (f *finder) sources(ctx context.Context, of peer.ID, hints []peer.AddrInfo) (asks []func() ([]byte, error), err error) {
	c := f.core
	var nodes []peer.AddrInfo
	err = c.node.Vault.View(ctx, func(tx *vault.Tx) (err error) {
		nodes, err = inbox.Own(tx)
		return err
	})
	for _, h := range hints {
		if h.ID == of {
			c.node.Host.Learn(h)
		} else {
			nodes = append(nodes, h)
		}
	}
	if !f.without.Push {
		for _, n := range nodes {
			asks = append(asks, func() ([]byte, error) { return c.push.Card(ctx, n, of) })
		}
	}
	asks = append(asks, func() ([]byte, error) { return c.node.Host.GetRecord(ctx, record.DHTKey(card.Kind, of)) })
	if !f.without.Direct {
		asks = append(asks, func() ([]byte, error) { return c.direct.Card(ctx, of) })
	}
	return asks, err
}
