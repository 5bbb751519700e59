package p2p

import (
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/peerstore"
)

// namedTag protects connections to peers that a person named.
const namedTag = "named"

// Trust is for a peer that a person named, as a push node for instance: it may
// be dialled at private addresses too, is kept connected, and is asked to relay.
func (h *Host) Trust(p peer.AddrInfo) {
	if p.ID == h.ID() {
		return
	}
	h.gate.trust(p)
	h.hold(p)
	signal(h.wake)
	signal(h.named)
}

// Distrust undoes Trust. An open connection is left to the connection manager.
func (h *Host) Distrust(id peer.ID) {
	h.gate.distrust(id)
	h.host.ConnManager().Unprotect(id, namedTag)
	h.host.Peerstore().UpdateAddrs(id, peerstore.PermanentAddrTTL, peerstore.RecentlyConnectedAddrTTL)
}

// hold keeps a trusted peer's addresses and its connection.
func (h *Host) hold(p peer.AddrInfo) {
	h.host.Peerstore().AddAddrs(p.ID, p.Addrs, peerstore.PermanentAddrTTL)
	h.host.ConnManager().Protect(p.ID, namedTag)
}

// Learn notes addresses that somebody gave for a peer, and remembers them
// across starts. Addresses that may not be dialled are left out.
func (h *Host) Learn(p peer.AddrInfo) {
	addrs := h.gate.passable(p)
	if len(addrs) == 0 || p.ID == h.ID() {
		return
	}
	h.host.Peerstore().AddAddrs(p.ID, addrs, peerstore.AddressTTL)
	h.book.learn(p.ID, addrs)
}

// signal wakes who waits on a channel with room for one.
func signal(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
