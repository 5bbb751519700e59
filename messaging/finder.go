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
	answers, n, err := f.ask(ctx, of, hints)
	var errs error
	for range n {
		a := <-answers
		if a.err == nil {
			return a.raw, nil
		}
		errs = errors.Join(errs, a.err)
	}
	return nil, errors.Join(err, errs, card.ErrCard)
}

// NewerCard gives the first card that is newer than a version, or else, once all
// sources have answered, the newest that any of them has.
func (f *finder) NewerCard(ctx context.Context, of peer.ID, than uint64, hints []peer.AddrInfo) ([]byte, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	answers, n, err := f.ask(ctx, of, hints)
	var best answer
	for range n {
		switch a := <-answers; {
		case a.err != nil:
			err = errors.Join(err, a.err)
		case a.version > than:
			return a.raw, nil
		case best.raw == nil || a.version > best.version:
			best = a
		}
	}
	if best.raw == nil {
		return nil, errors.Join(err, card.ErrCard)
	}
	return best.raw, nil
}

// answer is a valid card of the one who was asked for, or an error.
type answer struct {
	raw     []byte
	version uint64
	err     error
}

// ask puts the question to all sources at once; n of them will answer.
func (f *finder) ask(ctx context.Context, of peer.ID, hints []peer.AddrInfo) (answers <-chan answer, n int, err error) {
	asks, err := f.sources(ctx, of, hints)
	if err != nil {
		return nil, 0, err
	}
	got := make(chan answer, len(asks))
	for _, ask := range asks {
		go func() { got <- answerOf(ask, of) }()
	}
	return got, len(asks), nil
}

func answerOf(ask func() ([]byte, error), of peer.ID) answer {
	raw, err := ask()
	if err != nil {
		return answer{err: err}
	}
	c, err := card.Decode(raw)
	if err == nil && c.Peer != of {
		err = card.ErrCard
	}
	return answer{raw: raw, version: c.Version, err: err}
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
