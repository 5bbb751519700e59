package pointer

import (
	"net/netip"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	ma "github.com/multiformats/go-multiaddr"
	manet "github.com/multiformats/go-multiaddr/net"

	"restante/node/p2p"
)

// What one customer of a network provider usually gets, and a bit more: so many
// leading bits of an address say who answers for it.
const (
	blockBits4 = 24
	blockBits6 = 48
)

// elsewhere is the block of those whose address is not known.
const elsewhere = "elsewhere"

// networkOf is the block of addresses a connected peer comes from. Whoever comes
// through a relay answers for the relay's block.
func networkOf(h *p2p.Host, id peer.ID) string {
	conns := h.Libp2p().Network().ConnsToPeer(id)
	if len(conns) == 0 {
		return elsewhere
	}
	return blockOf(best(conns).RemoteMultiaddr())
}

// best prefers a direct connection.
func best(conns []network.Conn) network.Conn {
	for _, c := range conns {
		if !c.Stat().Limited {
			return c
		}
	}
	return conns[0]
}

func blockOf(a ma.Multiaddr) string {
	ip, err := manet.ToIP(a)
	if err != nil {
		return elsewhere
	}
	addr, ok := netip.AddrFromSlice(ip)
	if !ok {
		return elsewhere
	}
	bits := blockBits6
	if addr = addr.Unmap(); addr.Is4() {
		bits = blockBits4
	}
	return netip.PrefixFrom(addr, bits).Masked().String()
}
