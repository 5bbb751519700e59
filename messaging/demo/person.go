package demo

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging"
	"restante/node"
)

// person is somebody at a computer.
type person struct {
	place
	name  string
	hub   []peer.AddrInfo
	id    peer.ID
	heard map[string]bool // messages that were taken in; see hear

	node *node.Node // nil, as core, while the person is gone
	core *messaging.Core
}

// comes starts the person's computer.
func (p *person) comes(ctx context.Context) error {
	n, err := p.open(ctx, p.hub, messaging.Schemas, func(o *node.Options) { o.Stores = messaging.Stores })
	if err != nil {
		return fmt.Errorf("starting the computer of %s: %w", p.name, err)
	}
	c, err := messaging.Start(ctx, n, messaging.Without{})
	if err != nil {
		return errors.Join(fmt.Errorf("starting the computer of %s: %w", p.name, err), n.Close())
	}
	p.node, p.core, p.id = n, c, n.Key.ID()
	return nil
}

// goes stops it, as a person would.
func (p *person) goes() error {
	if p.node == nil {
		return nil
	}
	err := errors.Join(p.core.Close(), p.node.Close())
	p.node, p.core = nil, nil
	return err
}

// settle comes for the first time, takes a name, and finds somebody to hold the mail.
func (p *person) settle(ctx context.Context, nodes []*pushNode) error {
	err := p.comes(ctx)
	if err == nil {
		err = p.core.Contacts.SetName(ctx, p.name)
	}
	for _, n := range nodes {
		if err == nil {
			_, err = p.core.Network.AddPushNode(ctx, n.addr)
		}
	}
	if err != nil {
		return err
	}
	return p.until(ctx, "somebody to hold the mail", func() (bool, error) {
		all, err := p.core.Network.PushNodes(ctx)
		away := slices.ContainsFunc(all, func(n messaging.PushNode) bool { return !n.Registered })
		return !away, err
	})
}

// meet makes a contact of somebody.
func (p *person) meet(ctx context.Context, other *person) error {
	link, err := other.core.Contacts.Invite(ctx)
	if err == nil {
		_, err = p.core.Contacts.Add(ctx, link.Link)
	}
	return err
}
