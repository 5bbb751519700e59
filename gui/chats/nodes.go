package chats

import (
	"slices"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/names"
	"restante/messaging"
)

// ownNodes are one's own push nodes.
type ownNodes struct {
	names map[peer.ID]string
	ready bool // one of them is registered
}

func ownNodesOf(nodes []messaging.PushNode) ownNodes {
	return ownNodes{names.Nodes(nodes), slices.ContainsFunc(nodes, func(n messaging.PushNode) bool { return n.Registered })}
}

// nodeName is what a machine is called: its host, whose it is, or a short peer ID.
func (p *Page) nodeName(id peer.ID) string {
	if name := p.nodes.names[id]; name != "" {
		return name
	}
	if i := slices.IndexFunc(p.all, func(x person) bool { return x.id == id }); i >= 0 {
		return p.all[i].name
	}
	return names.Short(id)
}
