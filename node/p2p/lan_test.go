package p2p

import (
	"fmt"
	"net"
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"
	ma "github.com/multiformats/go-multiaddr"
)

func TestOnlyMachinesOfTheLocalNetworkAreBelieved(t *testing.T) {
	networks := []*net.IPNet{
		{IP: net.IPv4(192, 168, 1, 5), Mask: net.CIDRMask(24, 32)},
		{IP: net.ParseIP("fe80::5"), Mask: net.CIDRMask(64, 128)},
	}
	for _, c := range []struct {
		addr string
		want bool
	}{
		{"/ip4/192.168.1.9/tcp/1", true},
		{"/ip4/192.168.1.9/udp/1/quic-v1", true},
		{"/ip6/fe80::9/tcp/1", true},
		{"/ip4/192.168.1.5/tcp/1", false}, // this machine
		{"/ip4/192.168.2.9/tcp/1", false},
		{"/ip4/10.0.0.1/tcp/1", false},
		{"/ip4/127.0.0.1/tcp/1", false},
		{"/ip4/8.8.8.8/tcp/1", false},
		{"/dns4/printer.local/tcp/1", false},
		{"/ip4/192.168.1.9/tcp/1/p2p/12D3KooWGC6TvWhfapngX6wvJHMYvKpDMXPb3ZnCZ6dMoaMtimQ5/p2p-circuit", false},
	} {
		got := onLocalNetwork([]ma.Multiaddr{ma.StringCast(c.addr)}, networks)
		if (len(got) == 1) != c.want {
			t.Errorf("%s: believed %v, want %v", c.addr, got, c.want)
		}
	}
}

func TestLoopbackIsNoLocalNetwork(t *testing.T) {
	for _, n := range localNetworks(false) {
		if n.IP.IsLoopback() {
			t.Errorf("%s counts", n)
		}
	}
}

func TestAnnouncedPeerIsConnected(t *testing.T) {
	h, other := newHost(t), newHost(t)
	sub := other.bus.Subscribe(10)
	defer sub.Close()
	l := newLAN(h)
	h.goTask(l.connect)
	l.HandlePeerFound(other.Info())
	await(t, sub, func(e any) bool { return e == PeerConnected{ID: h.ID()} })
}

func TestFloodOfAnnouncementsIsBounded(t *testing.T) {
	h := newHost(t)
	l := newLAN(h)
	for i := range 10 * lanQueue {
		l.HandlePeerFound(peer.AddrInfo{ID: somePeer(i)}) // nobody takes them, and it does not wait
	}
	for i := range 2 * lanPeers {
		h.gate.admitNearby(info(somePeer(i), fmt.Sprintf("/ip4/192.168.1.%d/tcp/1", i)))
	}
	if n := len(h.gate.nearby); n != lanPeers {
		t.Errorf("%d peers may be dialled nearby, want %d", n, lanPeers)
	}
}

func TestNearbyPeerMayBeDialledWhereItWasFound(t *testing.T) {
	g := newGate(Options{})
	here, elsewhere := ma.StringCast("/ip4/192.168.1.9/tcp/1"), ma.StringCast("/ip4/192.168.1.1/tcp/80")
	g.admitNearby(info("nearby", here.String()))
	if !g.InterceptAddrDial("nearby", here) || g.InterceptAddrDial("nearby", elsewhere) || g.InterceptAddrDial("other", here) {
		t.Error("the gate is open too wide, or shut")
	}
	g.leaveNetwork()
	if g.InterceptAddrDial("nearby", here) {
		t.Error("an address of the network before may be dialled")
	}
}
