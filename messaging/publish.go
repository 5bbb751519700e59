package messaging

import (
	"context"
	"errors"
	"sync"
	"time"

	"restante/messaging/card"
	"restante/messaging/contact"
	"restante/node"
	"restante/node/p2p"
	"restante/node/record"
)

// How often one's own card is put into the DHT: those who keep it come and go.
// While nobody is known there it is tried sooner.
const (
	publishEvery = 12 * time.Hour
	publishRetry = 15 * time.Second
)

// publisher keeps one's own card in the DHT.
type publisher struct {
	node     *node.Node
	contacts *contact.Service
	wake     chan struct{}
	wg       sync.WaitGroup
}

func newPublisher(n *node.Node, c *contact.Service) *publisher {
	return &publisher{node: n, contacts: c, wake: make(chan struct{}, 1)}
}

func (p *publisher) start(ctx context.Context) { p.wg.Go(func() { p.run(ctx) }) }

// close waits until run, whose context has ended, returns.
func (p *publisher) close() { p.wg.Wait() }

// hurry publishes a card that has changed.
func (p *publisher) hurry() {
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

func (p *publisher) run(ctx context.Context) {
	for wait := publishRetry; ctx.Err() == nil; {
		if err := p.publish(ctx); err != nil {
			if !errors.Is(err, p2p.ErrAlone) {
				p.node.Log.Debug("one's own card is not in the DHT", "err", err)
			}
			wait = min(2*wait, publishEvery)
		} else {
			wait = publishEvery
		}
		t := time.NewTimer(wait)
		select {
		case <-ctx.Done():
		case <-p.wake:
			wait = publishRetry
		case <-t.C:
		}
		t.Stop()
	}
}

func (p *publisher) publish(ctx context.Context) error {
	raw, err := p.contacts.Card(ctx)
	if err != nil {
		return err
	}
	if err := p.node.Host.PutRecord(ctx, record.DHTKey(card.Kind, p.node.Key.ID()), raw); err != nil {
		return err
	}
	return p.contacts.Published(ctx, raw)
}
