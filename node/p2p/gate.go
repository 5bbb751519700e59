package p2p

import (
	"slices"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/connmgr"
	"github.com/libp2p/go-libp2p/core/peer"
	ma "github.com/multiformats/go-multiaddr"
	manet "github.com/multiformats/go-multiaddr/net"
)

// gate decides which addresses may be dialled. It sees them after names were
// resolved, so a public name with a private address does not get through.
type gate struct {
	loopback bool
	mu       sync.RWMutex
	trusted  map[peer.ID][]ma.Multiaddr
	nearby   map[peer.ID][]ma.Multiaddr // found on the local network
	shunned  map[peer.ID]bool
	callers  *callers
}

var _ connmgr.ConnectionGater = (*gate)(nil)

func newGate(o Options) *gate {
	g := &gate{loopback: o.Loopback, trusted: make(map[peer.ID][]ma.Multiaddr), nearby: make(map[peer.ID][]ma.Multiaddr),
		shunned: make(map[peer.ID]bool), callers: newCallers()}
	for _, p := range slices.Concat(o.Bootstrap, o.Relays) {
		g.trust(p)
	}
	return g
}

func (g *gate) trust(p peer.AddrInfo) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.trusted[p.ID] = ma.Unique(slices.Concat(g.trusted[p.ID], p.Addrs))
}

func (g *gate) distrust(id peer.ID) {
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.trusted, id)
}

func (g *gate) trusts(id peer.ID) bool {
	g.mu.RLock()
	defer g.mu.RUnlock()
	_, ok := g.trusted[id]
	return ok
}

func (g *gate) trustedPeers() []peer.AddrInfo {
	g.mu.RLock()
	defer g.mu.RUnlock()
	peers := make([]peer.AddrInfo, 0, len(g.trusted))
	for id, addrs := range g.trusted {
		peers = append(peers, peer.AddrInfo{ID: id, Addrs: slices.Clone(addrs)})
	}
	return peers
}

// passable are the addresses of p that may be dialled, none of them resolved yet.
func (g *gate) passable(p peer.AddrInfo) []ma.Multiaddr {
	return slices.DeleteFunc(slices.Clone(p.Addrs), func(a ma.Multiaddr) bool {
		return a == nil || !g.passes(p.ID, a)
	})
}

// InterceptAddrDial says whether id is dialled at a now.
func (g *gate) InterceptAddrDial(id peer.ID, a ma.Multiaddr) bool {
	if !g.passes(id, a) {
		return false
	}
	_, via := relayOf(a)
	return via || g.named(id, a) || g.callers.admit(id, a, time.Now())
}

// passes says whether id may be dialled at a. For an address behind a relay the
// question is whether the relay may be dialled.
func (g *gate) passes(id peer.ID, a ma.Multiaddr) bool {
	if g.loopback {
		return true
	}
	if relay, via := relayOf(a); via {
		return len(relay.Addrs) == 0 || g.mayDial(relay.ID, relay.Addrs[0])
	}
	return g.mayDial(id, a)
}

func (g *gate) mayDial(id peer.ID, a ma.Multiaddr) bool {
	return manet.IsPublicAddr(a) || g.named(id, a) || g.isNearby(id, a)
}

// admitNearby lets a peer be dialled where it was found on the local network. It
// is false when there are too many already.
func (g *gate) admitNearby(p peer.AddrInfo) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if _, known := g.nearby[p.ID]; !known && len(g.nearby) >= lanPeers {
		return false
	}
	g.nearby[p.ID] = slices.Clone(p.Addrs)
	return true
}

// leaveNetwork forgets who was nearby: other machines have those addresses now.
func (g *gate) leaveNetwork() {
	g.mu.Lock()
	defer g.mu.Unlock()
	clear(g.nearby)
}

func (g *gate) isNearby(id peer.ID, a ma.Multiaddr) bool {
	g.mu.RLock()
	defer g.mu.RUnlock()
	return ma.Contains(g.nearby[id], a)
}

// named says whether a person gave this address for id, or gave a name, which
// may resolve to anything.
func (g *gate) named(id peer.ID, a ma.Multiaddr) bool {
	g.mu.RLock()
	defer g.mu.RUnlock()
	return slices.ContainsFunc(g.trusted[id], func(t ma.Multiaddr) bool {
		return t.Equal(a) || isName(t)
	})
}

func isName(a ma.Multiaddr) bool {
	if len(a) == 0 {
		return false
	}
	switch a[0].Protocol().Code {
	case ma.P_DNS, ma.P_DNS4, ma.P_DNS6, ma.P_DNSADDR:
		return true
	}
	return false
}

// relayOf splits <relay address>/p2p/<relay>/p2p-circuit; the relay's address
// may be missing, and a malformed one gives a relay that nobody trusts.
func relayOf(a ma.Multiaddr) (relay peer.AddrInfo, via bool) {
	before, circuit := ma.SplitFunc(a, func(c ma.Component) bool { return c.Protocol().Code == ma.P_CIRCUIT })
	if len(circuit) == 0 {
		return peer.AddrInfo{}, false
	}
	info, err := peer.AddrInfoFromP2pAddr(before)
	if err != nil {
		return peer.AddrInfo{Addrs: []ma.Multiaddr{before}}, true
	}
	return *info, true
}
