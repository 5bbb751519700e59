package messaging

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/card"
	"restante/node/p2p"
	"restante/offline/inbox"
	"restante/offline/push"
)

// ErrNodeAddr is returned for text that names no push node.
var ErrNodeAddr = errors.New("a push node's address ends in /p2p/ and its peer ID")

// ErrNowhere is returned for a link without an address.
var ErrNowhere = errors.New("the link does not say where that machine is")

// ErrOwnNode is returned for one's own address: a push node is needed when this
// computer is off.
var ErrOwnNode = errors.New("this is your own peer ID: a push node is another machine")

// ErrUnknownNode is returned for a machine that is none of one's push nodes.
var ErrUnknownNode = errors.New("this is none of your push nodes")

// ErrNoAnswer is returned for a push node that cannot be reached or is silent.
var ErrNoAnswer = errors.New("the push node does not answer")

// testLimit is how long a push node under test may take.
const testLimit = 5 * time.Second

// PushNodes lists who holds this user's mail.
func (n *Network) PushNodes(ctx context.Context) ([]PushNode, error) {
	nodes, err := n.inbox.Nodes(ctx)
	var all []PushNode
	for _, p := range nodes {
		all = append(all, n.pushNode(p))
	}
	return all, err
}

func (n *Network) pushNode(p inbox.Node) PushNode {
	return PushNode{Peer: p.Peer, Addr: p.Addr, Online: n.node.Host.Connected(p.Peer), Registered: p.Registered,
		Latency: p.Latency, Held: p.Held, Quota: p.Quota, LastError: p.LastError, Since: p.Since}
}

// AddPushNode begins to use a push node, given as a multiaddr that ends in its
// peer ID or as a link that a friend who runs one sent. The new card goes out.
func (n *Network) AddPushNode(ctx context.Context, addr string) (PushNode, error) {
	addr, err := nodeAddr(strings.TrimSpace(addr))
	if err != nil {
		return PushNode{}, err
	}
	info, err := peer.AddrInfoFromString(addr)
	if err != nil {
		return PushNode{}, ErrNodeAddr
	}
	if info.ID == n.node.Host.ID() {
		return PushNode{}, ErrOwnNode
	}
	n.node.Host.Trust(*info)
	added, err := n.inbox.Add(ctx, addr)
	if err != nil {
		return PushNode{}, err
	}
	return n.pushNode(added), n.contacts.Refresh(ctx)
}

// nodeAddr finds the address in a link; a multiaddr is taken as it is.
func nodeAddr(text string) (string, error) {
	if _, err := peer.AddrInfoFromString(text); err == nil {
		return text, nil
	}
	l, err := card.ParseLink(text)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrNodeAddr, err)
	}
	if len(l.Addrs) == 0 {
		return "", fmt.Errorf("%w: %w", ErrNodeAddr, ErrNowhere)
	}
	return fmt.Sprintf("%s/p2p/%s", l.Addrs[0], l.Peer), nil
}

// RemovePushNode stops using a push node; see [inbox.Inbox.Remove].
func (n *Network) RemovePushNode(ctx context.Context, id peer.ID) error {
	if err := n.inbox.Remove(ctx, id); err != nil {
		return err
	}
	return n.contacts.Refresh(ctx)
}

// TestPushNode asks one of the push nodes how it is and gives the time of the answer.
// It uses a line of its own: those of the mail may be busy, or broken without notice.
func (n *Network) TestPushNode(ctx context.Context, id peer.ID) (time.Duration, error) {
	node, err := n.ownNode(ctx, id)
	if err != nil {
		return 0, err
	}
	ctx, cancel := context.WithTimeout(ctx, testLimit)
	defer cancel()
	c := push.NewClient(n.node.Host, n.node.Log)
	defer c.Close()
	h, err := c.Test(ctx, node)
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, p2p.ErrUnreachable) {
		err = fmt.Errorf("%w: %w", ErrNoAnswer, err)
	}
	return h.RTT, err
}

func (n *Network) ownNode(ctx context.Context, id peer.ID) (peer.AddrInfo, error) {
	nodes, err := n.inbox.Nodes(ctx)
	if err != nil {
		return peer.AddrInfo{}, err
	}
	for _, p := range nodes {
		if p.Peer == id {
			info, err := peer.AddrInfoFromString(p.Addr)
			if err != nil {
				return peer.AddrInfo{}, fmt.Errorf("reading a push node's address: %w", err)
			}
			return *info, nil
		}
	}
	return peer.AddrInfo{}, ErrUnknownNode
}
