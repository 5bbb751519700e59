package chats

import (
	"slices"
	"strings"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging"
)

// nodeNames is what one's own push nodes are called.
type nodeNames map[peer.ID]string

func namesOf(nodes []messaging.PushNode) nodeNames {
	names := nodeNames{}
	for _, n := range nodes {
		names[n.Peer] = hostOf(n.Addr)
	}
	return names
}

// hostOf is the host in a multiaddr, "" if there is none.
func hostOf(addr string) string {
	parts := strings.Split(addr, "/")
	for i := 1; i+1 < len(parts); i += 2 {
		switch parts[i] {
		case "dns", "dns4", "dns6", "dnsaddr", "ip4", "ip6":
			return parts[i+1]
		}
	}
	return ""
}

// nodeName is what a machine is called: its host, whose it is, or a short peer ID.
func (p *Page) nodeName(id peer.ID) string {
	if name := p.nodes[id]; name != "" {
		return name
	}
	if i := slices.IndexFunc(p.all, func(x person) bool { return x.id == id }); i >= 0 {
		return p.all[i].name
	}
	return short(id)
}

// short is the beginning and the end of a peer ID.
func short(id peer.ID) string {
	s := id.String()
	if len(s) < 16 {
		return s
	}
	return s[:10] + "…" + s[len(s)-4:]
}
