package p2p

import (
	"errors"
	"time"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/p2p/protocol/ping"
	"github.com/multiformats/go-multistream"
	"golang.org/x/sync/errgroup"
)

const (
	sleepTick    = time.Second     // between two looks at the clock
	sleepSlack   = 4 * time.Second // by which a look may come late on a busy machine
	checkLimit   = time.Second     // for a sign of life on a connection
	checksAtOnce = 256
)

// watchSleep notices that this machine, or this process, was stopped for a while.
//
// Go's timers stand still during a sleep on some systems and run on in others, but
// the wall clock goes on everywhere: if much more of it than a tick has passed
// between two looks, we slept. A clock that is put forward looks the same, which
// costs a few pings.
func (h *Host) watchSleep() {
	ticker := time.NewTicker(sleepTick)
	defer ticker.Stop()
	last := h.clock().Round(0) // without the monotonic reading
	for {
		select {
		case <-h.ctx.Done():
			return
		case <-h.moved:
			h.gate.leaveNetwork()
			h.refreshNetwork()
		case <-ticker.C:
		}
		now := h.clock().Round(0)
		if slept := now.Sub(last); slept > sleepTick+sleepSlack {
			h.log.Info("the machine slept", "for", slept)
			h.refreshNetwork()
		}
		last = h.clock().Round(0)
	}
}

// refreshNetwork is for a machine that wakes up or has moved to another network:
// connections that lead nowhere end at once instead of when their time is out, and
// what was tried in vain is tried again.
func (h *Host) refreshNetwork() {
	h.closeDead()
	h.tryAgain()
}

// tryAgain forgets what failed and tells everybody.
func (h *Host) tryAgain() {
	for _, id := range h.host.Peerstore().PeersWithAddrs() {
		h.clearBackoff(id)
	}
	h.finder.reset()
	h.routes.moved()
	h.lan.moved()
	h.bus.Publish(NetworkChanged{})
	signal(h.wake)
}

// closeDead closes the connections at whose other end nobody answers.
func (h *Host) closeDead() {
	var checks errgroup.Group
	checks.SetLimit(checksAtOnce)
	for _, c := range h.host.Network().Conns() {
		checks.Go(func() error {
			if !h.answers(c) {
				_ = c.Close() // it was dead before
			}
			return nil
		})
	}
	_ = checks.Wait() // none of them fails
}

// answers says whether there is a sign of life on a connection: any answer to the
// question for a protocol will do, a refusal too.
func (h *Host) answers(c network.Conn) bool {
	s, err := c.NewStream(network.WithAllowLimitedConn(h.ctx, "a question is small"))
	if err != nil {
		return errors.Is(err, network.ErrResourceLimitExceeded) // we are too busy to ask
	}
	defer s.Reset()
	_ = s.SetDeadline(time.Now().Add(checkLimit)) // fails where the stream is closed, as the question then does
	err = multistream.SelectProtoOrFail(ping.ID, s)
	return err == nil || errors.Is(err, network.ErrReset) || errors.Is(err, multistream.ErrNotSupported[string]{})
}
