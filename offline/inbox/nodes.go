package inbox

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/event"
	"restante/node/p2p"
	"restante/node/vault"
	"restante/offline/pointer"
)

// Node is one push node and how it does.
type Node struct {
	Peer       peer.ID
	Addr       string
	Since      time.Time
	Registered bool
	Latency    time.Duration // of the last registration
	Held       int64         // bytes it holds for this mailbox
	Quota      int64         // bytes it would hold
	LastError  string
}

// Add begins to use a push node; addr is a multiaddr that ends in its peer ID.
func (i *Inbox) Add(ctx context.Context, addr string) (Node, error) {
	info, err := peer.AddrInfoFromString(addr)
	if err != nil {
		return Node{}, fmt.Errorf("this is no push node's address: %w", err)
	}
	r := nodeRow{info: *info, addr: addr, since: time.Now()}
	err = i.Vault.Update(ctx, "inbox add node", func(tx *vault.Tx) error {
		own, err := Own(tx)
		if err != nil {
			return err
		}
		known := slices.ContainsFunc(own, func(n peer.AddrInfo) bool { return n.ID == info.ID })
		if len(own) >= MaxNodes && !known {
			return ErrTooManyNodes
		}
		if err := putNode(tx, r); err != nil || i.Added == nil {
			return err
		}
		return i.Added(tx, r.info)
	})
	if err != nil {
		return Node{}, err
	}
	i.watch(r, true)
	i.Bus.Publish(NodesChanged{info.ID})
	return Node{Peer: info.ID, Addr: addr, Since: r.since}, nil
}

// Remove stops using a push node for new mail; what still comes in there with
// an older card is collected for as long as it can lie there.
func (i *Inbox) Remove(ctx context.Context, id peer.ID) error {
	err := i.Vault.Update(ctx, "inbox remove node", func(tx *vault.Tx) error { return leaveNode(tx, id) })
	if err != nil {
		return err
	}
	if w := i.find(id); w != nil {
		w.leave(time.Now().Add(leaveFor))
	}
	i.Bus.Publish(NodesChanged{id})
	return nil
}

// Nodes lists the push nodes in use with their health.
func (i *Inbox) Nodes(ctx context.Context) ([]Node, error) {
	var all []Node
	err := i.Vault.View(ctx, func(tx *vault.Tx) error {
		rows, err := nodeRows(tx)
		for _, r := range rows {
			if r.leaving.IsZero() {
				all = append(all, i.health(r))
			}
		}
		return err
	})
	return all, err
}

func (i *Inbox) health(r nodeRow) Node {
	n := Node{Peer: r.info.ID, Addr: r.addr, Since: r.since}
	if w := i.find(r.info.ID); w != nil {
		w.report(&n)
	}
	return n
}

// listen wakes a watcher when its push node connects, all of them when the
// network changed.
func (i *Inbox) listen(ctx context.Context, sub *event.Subscription) {
	defer sub.Close()
	t := time.NewTicker(pruneEvery)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
			if err := i.Vault.Update(ctx, "inbox prune", forgetSeen); err != nil && ctx.Err() == nil {
				i.Log.Error("old marks were not forgotten", "err", err)
			}
		case <-sub.Ready:
		}
		events, lost := sub.Take()
		for _, e := range events {
			switch e := e.(type) {
			case p2p.PeerConnected:
				if w := i.find(e.ID); w != nil {
					w.hurry()
				}
			case p2p.DHTReached:
				i.finder.joined()
			case p2p.NetworkChanged:
				lost = true
			case pointer.Stored: // with us, who may be near one of our own mailboxes
				i.finder.called(e.Mailbox)
			}
		}
		if lost {
			for _, w := range i.all() {
				w.hurry()
			}
			i.finder.hurry()
		}
	}
}
