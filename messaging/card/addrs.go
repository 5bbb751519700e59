package card

import (
	"fmt"

	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/multiformats/go-multiaddr"
)

func addrsToWire(owner peer.ID, addrs []string) (ws [][]byte, err error) {
	for _, s := range addrs {
		a, err := multiaddr.NewMultiaddr(s)
		if err != nil {
			return nil, fmt.Errorf("%w: address %q: %w", ErrCard, s, err)
		}
		if a = bare(owner, a); a != nil {
			ws = append(ws, a.Bytes())
		}
	}
	return ws, nil
}

// addrsFromWire leaves out what this version doesn't understand.
func addrsFromWire(owner peer.ID, ws [][]byte) (addrs []multiaddr.Multiaddr) {
	for _, w := range ws {
		if len(w) > maxAddr {
			continue
		}
		a, err := multiaddr.NewMultiaddrBytes(w)
		if err != nil {
			continue
		}
		if a = bare(owner, a); a != nil {
			addrs = append(addrs, a)
		}
	}
	return addrs
}

// bare cuts /p2p/<owner> off. It returns nil if nothing is left, the address is
// somebody else's, or it is too long.
func bare(owner peer.ID, a multiaddr.Multiaddr) multiaddr.Multiaddr {
	transport, id := peer.SplitAddr(a)
	if len(transport) == 0 || id != "" && id != owner || len(transport.Bytes()) > maxAddr {
		return nil
	}
	return transport
}

func parseAddrs(texts []string) (addrs []multiaddr.Multiaddr) {
	for _, s := range texts {
		if a, err := multiaddr.NewMultiaddr(s); err == nil {
			addrs = append(addrs, a)
		}
	}
	return addrs
}

func texts(addrs []multiaddr.Multiaddr) (texts []string) {
	for _, a := range addrs {
		texts = append(texts, a.String())
	}
	return texts
}
