package pointer

import (
	"context"
	"errors"
	"log/slog"
	"sync"

	"restante/node/event"
	"restante/node/p2p"
	"restante/node/vault"
)

// HolderOptions are what a holder needs.
type HolderOptions struct {
	Vault  *vault.Vault // has Schema
	Host   *p2p.Host
	Bus    *event.Bus   // nil: nobody listens
	Log    *slog.Logger // nil: slog.Default()
	Limits Limits
}

// Holder keeps pointers for others.
type Holder struct {
	vault    *vault.Vault
	host     *p2p.Host
	bus      *event.Bus
	log      *slog.Logger
	limits   Limits
	writes   committer
	doors    doors
	peers    *rate
	networks *rate
	stop     context.CancelFunc // ends the sweeper
	tasks    sync.WaitGroup
}

// NewHolder starts to serve on the host. Close it before the host.
func NewHolder(o HolderOptions) (*Holder, error) {
	if o.Vault == nil || o.Host == nil {
		return nil, errors.New("pointer: a holder needs a vault and a host")
	}
	h := &Holder{
		vault: o.Vault, host: o.Host, bus: o.Bus, log: o.Log, limits: o.Limits.withDefaults(),
		writes:   committer{vault: o.Vault},
		peers:    newRate(peerBurst, peerPerSecond),
		networks: newRate(networkBurst, networkPerSecond),
	}
	if h.bus == nil {
		h.bus = new(event.Bus)
	}
	if h.log == nil {
		h.log = slog.Default()
	}
	ctx, stop := context.WithCancel(context.Background())
	h.stop = stop
	h.tasks.Go(func() { h.sweeper(ctx) })
	h.host.Handle(Protocol, p2p.Limits{
		Frame: maxFrame, Deadline: holderDeadline, PerPeer: clientStreams, Total: holderStreams,
	}, h.serve)
	return h, nil
}

// Close takes no more calls and returns when those under way have ended. It may
// be called twice.
func (h *Holder) Close() error {
	h.host.Libp2p().RemoveStreamHandler(Protocol)
	h.doors.close()
	h.stop()
	h.tasks.Wait()
	return nil
}

// Usage is what the holder has.
type Usage struct{ Records, Tombstones int }

// Usage counts what the holder has.
func (h *Holder) Usage(ctx context.Context) (u Usage, err error) {
	err = h.vault.View(ctx, func(tx *vault.Tx) error {
		u, err = totals(tx)
		return err
	})
	return u, err
}
