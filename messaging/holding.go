package messaging

import (
	"context"
	"sync"

	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/multiformats/go-multiaddr"
	manet "github.com/multiformats/go-multiaddr/net"

	"restante/messaging/settings"
	"restante/node"
	"restante/offline"
	"restante/offline/push"
)

// SetHolding begins or ends to hold mail for others, up to quota bytes. It is in
// effect when it returns, and at the next start.
//
// Turned off, this computer takes in nothing more, from nobody; what it holds, it was
// trusted with, so it hands that out until all of it is collected or has expired.
// [Network.Holding] says how much that is. Who had their mail held here is told to
// look for another push node.
func (n *Network) SetHolding(ctx context.Context, on bool, quota int64) error {
	return n.settings.Change(ctx, func(s *settings.Settings) { s.Hold, s.HoldQuota = on, quota })
}

// Holding tells what this computer holds for others.
func (n *Network) Holding(ctx context.Context) (Holding, error) {
	s, err := n.settings.Get(ctx)
	if err != nil {
		return Holding{}, err
	}
	u, err := push.Blocks{Vault: n.node.Vault}.Usage(ctx)
	h := Holding{On: s.Hold, Quota: s.HoldQuota, Bytes: u.Bytes + u.Sites, Users: u.Users, Deposits: u.Deposits}
	if h.On {
		h.Link = bestAddr(n.node.Host.Addrs())
	}
	return h, err
}

// bestAddr is the address that most others can reach, "" if there is none: a public
// one, else one by a relay, else one of the local network.
func bestAddr(addrs []string) (best string) {
	top := -1
	for _, a := range addrs {
		if r := reach(a); r > top {
			best, top = a, r
		}
	}
	return best
}

// reach says from how far away an address can be dialled.
func reach(addr string) int {
	a, err := multiaddr.NewMultiaddr(addr)
	if err != nil {
		return -1
	}
	_, err = a.ValueForProtocol(multiaddr.P_CIRCUIT)
	a, _ = peer.SplitAddr(a) // off with the peer ID
	switch relayed := err == nil; {
	case relayed:
		return 2
	case manet.IsPublicAddr(a):
		return 3
	case manet.IsIPLoopback(a):
		return 0
	}
	return 1
}

// holding holds mail for others while the settings say so.
type holding struct {
	node *node.Node

	mu     sync.Mutex
	closed bool
	limits push.Limits
	keeper *offline.Keeper // nil: there is nothing to do
}

// Limits of what lies here beside one's own mail: friends', not a town's.
const (
	holdUsers      = 256
	holdMailbox    = 128 << 20 // bytes
	holdDeposits   = 200_000
	holdTombstones = 500_000
	holdMailboxes  = 100_000   // enrolled, which is 20 MB
	holdSite       = 256 << 20 // bytes
	holdTokens     = 100_000
)

// limitsFor are the limits with these settings. Sites may have a quarter of the quota.
func limitsFor(s settings.Settings) push.Limits {
	sites := s.HoldQuota / 4
	mail := s.HoldQuota - sites
	return push.Limits{Users: holdUsers, Bytes: mail, Quota: min(holdMailbox, mail), Sites: sites, Site: min(holdSite, sites),
		Deposits: holdDeposits, AllTombstones: holdTombstones, AllMailboxes: holdMailboxes, AllTokens: holdTokens, Closed: !s.Hold}
}

// apply begins, ends or changes what is done for others.
func (h *holding) apply(ctx context.Context, s settings.Settings) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	l := limitsFor(s)
	if h.closed || h.keeper != nil && h.limits == l {
		return nil
	}
	wanted, err := h.wanted(ctx, s)
	if err != nil {
		return err
	}
	if err := h.stop(); err != nil || !wanted {
		return err
	}
	h.limits = l
	h.keeper, err = offline.OpenKeeper(h.node, l)
	return err
}

// wanted reports whether there is anything to serve: also what was left or published here
// before it was turned off, and the marks that keep it from coming back.
func (h *holding) wanted(ctx context.Context, s settings.Settings) (bool, error) {
	u, err := push.Blocks{Vault: h.node.Vault}.Usage(ctx)
	return s.Hold || u.Deposits+u.Tombstones > 0 || u.Sites > 0, err
}

func (h *holding) stop() error {
	if h.keeper == nil {
		return nil
	}
	k := h.keeper
	h.keeper = nil
	return k.Close()
}

// close takes no more calls, and returns when all that was promised is on disk.
func (h *holding) close() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.closed = true
	return h.stop()
}
