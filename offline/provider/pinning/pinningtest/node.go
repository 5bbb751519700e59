package pinningtest

import (
	"context"
	"testing"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/multiformats/go-multiaddr"

	"restante/node/identity/identitytest"
	"restante/node/ipfs"
	"restante/node/p2p"
	"restante/node/p2p/p2ptest"
	"restante/offline/provider/depot"
)

// Node is a node with a folder of blocks, on a socket of this machine.
type Node struct {
	Host     *p2p.Host
	Blocks   *ipfs.Folder
	exchange *ipfs.Exchange
}

// NewNode starts a node that ends with the test.
func NewNode(t testing.TB) *Node {
	t.Helper()
	n := &Node{Host: p2ptest.Loopback(t, identitytest.New(t))}
	var err error
	if n.Blocks, err = ipfs.OpenFolder(t.TempDir()); err != nil {
		t.Fatal(err)
	}
	if n.exchange, err = ipfs.New(n.Host, n.Blocks); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { n.exchange.Close() })
	return n
}

// Deps gives a depot what it needs of a node.
func (n *Node) Deps(d depot.Deps) depot.Deps {
	d.Here, d.Addrs, d.Dial = n.Blocks, n.Host.Addrs, n.Host.Connect
	return d
}

// FetchAgain is Fetch until it succeeds: two nodes that call each other in the same
// moment may both fail, on sockets of one machine.
func (n *Node) FetchAgain(ctx context.Context, c cid.Cid, addrs []string) ([]byte, error) {
	for {
		block, err := n.Fetch(ctx, c, addrs)
		if err == nil || ctx.Err() != nil {
			return block, err
		}
		select {
		case <-time.After(20 * time.Millisecond):
		case <-ctx.Done():
		}
	}
}

// Fetch gets a block from peers, by bitswap.
func (n *Node) Fetch(ctx context.Context, c cid.Cid, addrs []string) ([]byte, error) {
	var all []multiaddr.Multiaddr
	for _, text := range addrs {
		a, err := multiaddr.NewMultiaddr(text)
		if err != nil {
			return nil, err
		}
		all = append(all, a)
	}
	peers, err := peer.AddrInfosFromP2pAddrs(all...)
	if err != nil {
		return nil, err
	}
	return n.exchange.GetFrom(ctx, c, depot.MaxBlock, peers)
}
