package guitest

import (
	"context"
	"slices"
	"strconv"
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

// Holding tells what lies here for others.
func (w *World) Holding(context.Context) (messaging.Holding, error) { return w.Holds, nil }

// SetHolding begins or ends to hold mail for others.
func (w *World) SetHolding(_ context.Context, on bool, quota int64) error {
	if err := w.call("hold " + strconv.FormatBool(on) + " " + strconv.FormatInt(quota, 10)); err != nil {
		return err
	}
	w.Holds.On, w.Holds.Quota, w.Holds.Link = on, quota, ""
	if on {
		w.Holds.Link = w.Addrs[0]
	}
	return nil
}

// GivenUp gives every message that failed or expired, newest first.
func (w *World) GivenUp(context.Context) (all []delivery.GivenUp, err error) {
	for id, ms := range w.Talks {
		for _, m := range ms {
			if m.State == delivery.Failed || m.State == delivery.Expired {
				all = append(all, delivery.GivenUp{MessageID: m.ID, Peer: id, State: m.State, Reason: m.Reason, When: m.Time})
			}
		}
	}
	slices.SortFunc(all, func(a, b delivery.GivenUp) int { return b.When.Compare(a.When) })
	return all, nil
}

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

// Refused tells what was told.
func (w *World) Refused(context.Context) (int, error) { return w.Junk, nil }

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
	for range w.Pictures {
		all = append(all, delivery.Pending{Kind: "picture", State: delivery.Queued})
	}
	for range w.Grants {
		all = append(all, delivery.Pending{Kind: "grant", State: delivery.Queued})
	}
	for range w.Asked {
		all = append(all, delivery.Pending{Kind: "request", State: delivery.Queued})
	}
	return all, nil
}

func (w *World) pending(id peer.ID, m chat.Message) delivery.Pending {
	p := w.Under[m.ID]
	p.Ref, p.Kind, p.MessageID, p.Peer, p.State = m.ID, "chat", m.ID, id, m.State
	p.Accepted, p.Expires, p.Holders, p.Reason = m.Time, m.Expires, m.Custody, m.Reason
	return p
}
