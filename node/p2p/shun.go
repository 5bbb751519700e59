package p2p

import (
	"github.com/libp2p/go-libp2p/core/control"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
)

// Shun ends the connections to a peer and lets none be opened, by either side, until
// it is undone. From there it looks as if this host were away. A peer that a person
// named stays reachable: see [Host.Trust].
func (h *Host) Shun(id peer.ID, on bool) {
	h.gate.shun(id, on)
	if on && h.gate.shuns(id) {
		if err := h.host.Network().ClosePeer(id); err != nil {
			h.log.Debug("a connection was not closed", "peer", id, "err", err)
		}
	}
}

func (g *gate) shun(id peer.ID, on bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if on {
		g.shunned[id] = true
	} else {
		delete(g.shunned, id)
	}
}

func (g *gate) shuns(id peer.ID) bool {
	g.mu.RLock()
	defer g.mu.RUnlock()
	_, trusted := g.trusted[id]
	return g.shunned[id] && !trusted
}

// Dialling depends on addresses too, see InterceptAddrDial; all else is open to
// anyone who is not shunned, and the resource limits count.

func (g *gate) InterceptPeerDial(id peer.ID) bool           { return !g.shuns(id) }
func (g *gate) InterceptAccept(network.ConnMultiaddrs) bool { return true }

// InterceptSecured is the first moment at which the caller is known for sure.
func (g *gate) InterceptSecured(_ network.Direction, id peer.ID, _ network.ConnMultiaddrs) bool {
	return !g.shuns(id)
}

func (g *gate) InterceptUpgraded(network.Conn) (bool, control.DisconnectReason) { return true, 0 }
