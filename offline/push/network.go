package push

import (
	"net/netip"

	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/multiformats/go-multiaddr"
	manet "github.com/multiformats/go-multiaddr/net"

	"restante/node/p2p"
)

// How much of an address is somebody's own: who has one of these has them all.
const (
	ownIPv4 = 24
	ownIPv6 = 48
)

// nowhere is the network of a peer whose address says nothing.
const nowhere = "-"

// networkOf names the network that a connected peer calls from. Peer IDs cost
// nothing, networks do. A peer behind a relay is where the relay is.
func networkOf(h *p2p.Host, id peer.ID) string {
	for _, c := range h.Libp2p().Network().ConnsToPeer(id) {
		if n := networkAt(c.RemoteMultiaddr()); n != nowhere {
			return n
		}
	}
	return nowhere
}

func networkAt(a multiaddr.Multiaddr) string {
	ip, err := manet.ToIP(a)
	if err != nil {
		return nowhere
	}
	addr, ok := netip.AddrFromSlice(ip)
	if !ok {
		return nowhere
	}
	addr, own := addr.Unmap(), ownIPv4
	if addr.Is6() {
		own = ownIPv6
	}
	prefix, err := addr.WithZone("").Prefix(own)
	if err != nil {
		return nowhere
	}
	return string(prefix.Addr().AsSlice()[:own/8])
}
