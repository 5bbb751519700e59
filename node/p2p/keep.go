package p2p

import (
	"context"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	"golang.org/x/sync/errgroup"
)

const (
	keepMin       = time.Second     // between two rounds, whatever happens
	keepMax       = 5 * time.Minute // between two rounds, when nothing wakes us
	dialsAtOnce   = 8
	fallbackPeers = 8 // remembered peers tried when no named one answers
)

// keepConnected connects to the named peers, and to remembered ones when that
// leaves us alone. A peer that stays away is tried less and less often, until
// the network changes.
func (h *Host) keepConnected() {
	wait := keepMin
	for h.ctx.Err() == nil {
		if h.connectMissing() {
			wait = keepMax
		}
		h.pause(keepMin)
		if wokenBy(h.ctx, h.wake, wait) {
			wait = keepMin
		} else {
			wait = min(2*wait, keepMax)
		}
	}
}

// pause waits, woken up or not: a peer that hangs up at once costs little then.
func (h *Host) pause(d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-h.ctx.Done():
	case <-t.C:
	}
}

// wokenBy waits at most d and says whether c ended it.
func wokenBy(ctx context.Context, c <-chan struct{}, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	case <-c:
		return true
	}
	return false
}

// connectMissing makes one round and says whether nobody is missing.
func (h *Host) connectMissing() bool {
	named := h.gate.trustedPeers()
	h.connectAll(named)
	if h.alone() {
		h.connectAll(h.book.recent(fallbackPeers))
	}
	for _, p := range named {
		if !h.Connected(p.ID) {
			return false
		}
	}
	return !h.alone()
}

func (h *Host) alone() bool { return len(h.host.Network().Peers()) == 0 }

func (h *Host) connectAll(peers []peer.AddrInfo) {
	var dials errgroup.Group
	dials.SetLimit(dialsAtOnce)
	for _, p := range peers {
		dials.Go(func() error {
			if err := h.Connect(h.ctx, p); err != nil && h.ctx.Err() == nil {
				h.log.Debug("a known peer does not answer", "peer", p.ID, "error", err)
			}
			return nil
		})
	}
	_ = dials.Wait() // each dial has told its error
}
