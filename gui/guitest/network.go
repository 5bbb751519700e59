package guitest

import (
	"context"
	"slices"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging"
	"restante/messaging/chat"
	"restante/messaging/delivery"
)

// Config tells peer ID and addresses.
func (w *World) Config(context.Context) (messaging.Config, error) {
	return messaging.Config{PeerID: w.Me.Peer, Name: w.Me.Name, Addrs: w.Addrs}, nil
}

// Peers gives the open connections.
func (w *World) Peers() []messaging.ConnectedPeer { return w.Conns }

// PushNodes gives the machines that hold mail.
func (w *World) PushNodes(context.Context) ([]messaging.PushNode, error) {
	return slices.Clone(w.Nodes), nil
}

// AddPushNode registers at a machine.
func (w *World) AddPushNode(_ context.Context, addr string) (messaging.PushNode, error) {
	if err := w.call("add node " + addr); err != nil {
		return messaging.PushNode{}, err
	}
	n := messaging.PushNode{Peer: ID(addr), Addr: addr, Online: true, Registered: true, Quota: 64 << 20, Since: Now}
	w.Nodes = append(w.Nodes, n)
	return n, nil
}

// RemovePushNode forgets a machine.
func (w *World) RemovePushNode(_ context.Context, id peer.ID) error {
	w.Nodes = slices.DeleteFunc(w.Nodes, func(n messaging.PushNode) bool { return n.Peer == id })
	return w.call("remove node")
}

// Scan finds nothing.
func (w *World) Scan(context.Context) (int, error) { return 0, w.call("scan") }

// TestPushNode answers as fast as the node last did.
func (w *World) TestPushNode(_ context.Context, id peer.ID) (time.Duration, error) {
	if err := w.call("test node"); err != nil {
		return 0, err
	}
	i := slices.IndexFunc(w.Nodes, func(n messaging.PushNode) bool { return n.Peer == id })
	if i < 0 || !w.Nodes[i].Online {
		return 0, messaging.ErrNoAnswer
	}
	return w.Nodes[i].Latency, nil
}

// Outbox gives every message under way, oldest first, and the receipts.
func (w *World) Outbox(context.Context) (all []delivery.Pending, err error) {
	for id, ms := range w.Talks {
		for _, m := range ms {
			if m.Outgoing && !m.State.Final() {
				all = append(all, w.pending(id, m))
			}
		}
	}
	slices.SortFunc(all, func(a, b delivery.Pending) int { return a.Accepted.Compare(b.Accepted) })
	for range w.Receipts {
		all = append(all, delivery.Pending{Kind: "receipt", State: delivery.Queued})
	}
	return all, nil
}

func (w *World) pending(id peer.ID, m chat.Message) delivery.Pending {
	p := w.Under[m.ID]
	p.Ref, p.Kind, p.MessageID, p.Peer, p.State = m.ID, "chat", m.ID, id, m.State
	p.Accepted, p.Expires, p.Holders, p.Reason = m.Time, m.Expires, m.Custody, m.Reason
	return p
}
