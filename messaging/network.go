package messaging

import (
	"context"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/contact"
	"restante/messaging/settings"
	"restante/node"
	"restante/offline/inbox"
)

// Network tells how this node stands in the network.
type Network struct {
	node     *node.Node
	inbox    *inbox.Inbox
	contacts *contact.Service
	settings *settings.Service
}

// NetworkOf is the network of a node that has no people: a push node.
func NetworkOf(n *node.Node) *Network { return &Network{node: n} }

// Config is what this node tells about itself.
func (n *Network) Config(ctx context.Context) (c Config, err error) {
	c = Config{PeerID: n.node.Host.ID(), Addrs: n.node.Host.Addrs()}
	if n.contacts != nil {
		inv, err := n.contacts.Invite(ctx)
		c.Name = inv.Name
		return c, err
	}
	return c, nil
}

// Peers lists the open connections.
func (n *Network) Peers() []ConnectedPeer {
	var all []ConnectedPeer
	for _, p := range n.node.Host.Peers() {
		all = append(all, ConnectedPeer{ID: p.ID, Addr: p.Addr, Direction: direction(p.Direction)})
	}
	return all
}

// Online reports whether a peer is connected, after trying to reach one that is not.
// Of those who wish that nobody sees it, it says no.
func (n *Network) Online(ctx context.Context, id peer.ID) bool {
	if n.hidden(ctx, id) {
		return false
	}
	if n.node.Host.Connected(id) {
		return true
	}
	return n.node.Host.Connect(ctx, peer.AddrInfo{ID: id}) == nil
}

func (n *Network) hidden(ctx context.Context, id peer.ID) bool {
	if n.contacts == nil {
		return false
	}
	c, err := n.contacts.Get(ctx, id)
	return err != nil || c.Hidden
}

func direction(d network.Direction) string {
	if d == network.DirInbound {
		return "in"
	}
	return "out"
}
