package p2p

import (
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"
)

func TestNamedPeersAreKeptConnected(t *testing.T) {
	server := newHost(t)
	sub := server.bus.Subscribe(100)
	defer sub.Close()
	h := newHost(t, func(o *Options) { o.Bootstrap = []peer.AddrInfo{server.Info()} })
	await(t, sub, func(e any) bool { return e == PeerConnected{ID: h.ID()} })
	server.host.Network().ClosePeer(h.ID())
	await(t, sub, func(e any) bool { return e == PeerConnected{ID: h.ID()} })
}

func TestTrustedPeerIsDialledAndProtected(t *testing.T) {
	h, server := newHost(t), newHost(t)
	sub := server.bus.Subscribe(100)
	defer sub.Close()
	h.Trust(server.Info())
	await(t, sub, func(e any) bool { return e == PeerConnected{ID: h.ID()} })
	if !h.host.ConnManager().IsProtected(server.ID(), namedTag) {
		t.Error("the connection to a named peer may be trimmed")
	}
	h.Distrust(server.ID())
	if h.host.ConnManager().IsProtected(server.ID(), namedTag) {
		t.Error("still protected")
	}
}
