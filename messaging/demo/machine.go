package demo

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/multiformats/go-multiaddr"
	manet "github.com/multiformats/go-multiaddr/net"

	"restante/messaging"
	"restante/node"
	"restante/node/event"
	"restante/node/vault"
	"restante/offline"
	"restante/offline/deposit"
	"restante/offline/push"
)

// place is one machine's folder and where it listens.
type place struct {
	dir    string
	listen []string
	extra  []libp2p.Option
	log    *slog.Logger
}

// open starts the node that a person or a push node is made of.
func (p place) open(ctx context.Context, hub []peer.AddrInfo, above []vault.Schema, more func(*node.Options)) (*node.Node, error) {
	o := node.Options{Dir: p.dir, Schemas: above, Listen: p.listen, Bootstrap: hub, Loopback: true,
		Records: messaging.Records, Log: p.log, Extra: p.extra}
	if more != nil {
		more(&o)
	}
	return node.Open(ctx, o)
}

// pushNode is a machine that holds mail for the three.
type pushNode struct {
	name   string // its host and port
	addr   string
	node   *node.Node
	server *offline.PushNode
	stored *event.Subscription // what was left here; see took
}

func openPushNode(ctx context.Context, at place, hub []peer.AddrInfo) (*pushNode, error) {
	n, err := at.open(ctx, hub, offline.PushNodeSchemas, func(o *node.Options) {
		o.Server, o.Stores = true, offline.PushNodeStores
	})
	if err != nil {
		return nil, fmt.Errorf("starting a push node: %w", err)
	}
	s, err := offline.OpenPushNode(n, push.Limits{})
	if err != nil {
		return nil, errors.Join(err, n.Close())
	}
	addr := n.Host.Addrs()[0]
	return &pushNode{name: hostOf(addr), addr: addr, node: n, server: s, stored: n.Bus.Subscribe(256)}, nil
}

// hostOf is the host and port in a multiaddr.
func hostOf(addr string) string {
	if m, err := multiaddr.NewMultiaddr(addr); err == nil {
		m, _ = peer.SplitAddr(m) // off with the peer ID
		if _, host, err := manet.DialArgs(m); err == nil {
			return host
		}
	}
	return addr
}

func (n *pushNode) close() error { return errors.Join(n.server.Close(), n.node.Close()) }

// empty reports whether nothing lies here.
func (n *pushNode) empty(ctx context.Context) (bool, error) {
	u, err := n.server.Usage(ctx)
	return u.Deposits == 0, err
}

// took waits until something is left here for a mailbox, or was since the last
// [pushNode.forget]; false: ctx ended before.
func (n *pushNode) took(ctx context.Context, m deposit.Mailbox) bool {
	for await(ctx, n.stored) {
		events, lost := n.stored.Take()
		if lost || slices.Contains(events, any(push.Stored{Mailbox: m})) {
			return true
		}
	}
	return false
}

func (n *pushNode) forget() { n.stored.Take() }
