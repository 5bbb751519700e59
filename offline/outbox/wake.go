package outbox

import (
	"context"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/event"
	"restante/node/p2p"
	"restante/node/vault"
)

// watch wakes what waits for a peer or push node that just connected, and
// everything when the network changed.
func (o *Outbox) watch(ctx context.Context, sub *event.Subscription) {
	defer sub.Close()
	for {
		select {
		case <-ctx.Done():
			return
		case <-sub.Ready:
		}
		events, lost := sub.Take()
		if lost {
			o.wakeAll(ctx)
			continue
		}
		for _, e := range events {
			switch e := e.(type) {
			case p2p.PeerConnected:
				o.wakePeer(ctx, e.ID)
			case p2p.NetworkChanged:
				o.wakeAll(ctx)
			}
		}
	}
}

func (o *Outbox) wakeAll(ctx context.Context) {
	o.logged(ctx, o.Vault.Update(ctx, "outbox wake", allDue))
	o.wake()
}

func (o *Outbox) wakePeer(ctx context.Context, id peer.ID) {
	var found bool
	err := o.Vault.View(ctx, func(tx *vault.Tx) (err error) {
		found, err = waitsFor(tx, id)
		return err
	})
	if err == nil && found {
		at := o.woken.next(id, time.Now())
		err = o.Vault.Update(ctx, "outbox wake", func(tx *vault.Tx) error { return wakeRows(tx, id, at) })
		o.wake()
	}
	o.logged(ctx, err)
}

// wakeFloor is the least time between two wake-ups by the same peer: one that
// takes connections and drops them would otherwise be dialled in a loop, since
// our own dial is a connection too.
const wakeFloor = 5 * time.Second

// wakes remembers when each peer last woke its rows. Only the watcher uses it.
type wakes map[peer.ID]time.Time

// next is when rows may be due after a connection now.
func (w wakes) next(id peer.ID, now time.Time) time.Time {
	for p, t := range w {
		if now.Sub(t) > wakeFloor {
			delete(w, p)
		}
	}
	at := now
	if last, recent := w[id]; recent {
		at = last.Add(wakeFloor)
	}
	w[id] = at
	return at
}

func (o *Outbox) logged(ctx context.Context, err error) {
	if err != nil && ctx.Err() == nil {
		o.Log.Error("outbox failed", "err", err)
	}
}
