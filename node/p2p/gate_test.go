package p2p

import (
	"errors"
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"
	ma "github.com/multiformats/go-multiaddr"
)

func info(id peer.ID, addrs ...string) peer.AddrInfo {
	p := peer.AddrInfo{ID: id}
	for _, a := range addrs {
		p.Addrs = append(p.Addrs, ma.StringCast(a))
	}
	return p
}

func TestWhoMayBeDialled(t *testing.T) {
	const (
		stranger = peer.ID("stranger")
		named    = peer.ID("named")
		byName   = peer.ID("by name")
		relayID  = "12D3KooWGC6TvWhfapngX6wvJHMYvKpDMXPb3ZnCZ6dMoaMtimQ5"
	)
	relay, err := peer.Decode(relayID)
	if err != nil {
		t.Fatal(err)
	}
	g := newGate(Options{
		Bootstrap: []peer.AddrInfo{info(named, "/ip4/192.168.1.5/tcp/1"), info(byName, "/dns4/push.example/tcp/1")},
		Relays:    []peer.AddrInfo{info(relay, "/ip4/10.0.0.9/tcp/1")},
	})
	for _, c := range []struct {
		id   peer.ID
		addr string
		want bool
	}{
		{stranger, "/ip4/8.8.8.8/tcp/1", true},
		{stranger, "/ip6/2606:4700::1/udp/1/quic-v1", true},
		{stranger, "/ip4/127.0.0.1/tcp/1", false},
		{stranger, "/ip4/192.168.1.5/tcp/1", false},
		{stranger, "/ip4/10.0.0.1/udp/1/quic-v1", false},
		{stranger, "/ip4/169.254.169.254/tcp/80", false},
		{stranger, "/ip4/100.64.0.1/tcp/1", false},
		{stranger, "/ip4/0.0.0.0/tcp/1", false},
		{stranger, "/ip6/::1/tcp/1", false},
		{stranger, "/ip6/fe80::1/tcp/1", false},
		{stranger, "/ip6zone/eth0/ip6/fe80::1/tcp/1", false},
		{stranger, "/ip6/::ffff:192.168.1.1/tcp/1", false},
		{stranger, "/dns4/localhost/tcp/1", false},
		{stranger, "/dns4/printer.local/tcp/1", false},
		{stranger, "/unix/tmp/socket", false},
		{named, "/ip4/192.168.1.5/tcp/1", true},
		{named, "/ip4/192.168.1.5/tcp/2", false},
		{named, "/ip4/192.168.1.6/tcp/1", false},
		{byName, "/ip4/192.168.1.6/tcp/1", true},
		{stranger, "/ip4/8.8.8.8/tcp/1/p2p/" + relayID + "/p2p-circuit", true},
		{stranger, "/ip4/10.0.0.9/tcp/1/p2p/" + relayID + "/p2p-circuit", true},
		{stranger, "/ip4/10.0.0.8/tcp/1/p2p/" + relayID + "/p2p-circuit", false},
		{stranger, "/p2p/" + relayID + "/p2p-circuit", true},
		{stranger, "/ip4/10.0.0.9/tcp/1/p2p-circuit", false},
		{stranger, "/p2p-circuit", false},
	} {
		if got := g.InterceptAddrDial(c.id, ma.StringCast(c.addr)); got != c.want {
			t.Errorf("%s at %s: may be dialled %v, want %v", c.id, c.addr, got, c.want)
		}
	}
}

func TestDistrustedPeerIsAStranger(t *testing.T) {
	g := newGate(Options{Bootstrap: []peer.AddrInfo{info("named", "/ip4/10.0.0.1/tcp/1")}})
	g.distrust("named")
	if g.InterceptAddrDial("named", ma.StringCast("/ip4/10.0.0.1/tcp/1")) || g.trusts("named") || len(g.trustedPeers()) > 0 {
		t.Error("still trusted")
	}
}

// A host that is not in loopback mode, given the address of another on this
// machine, must not send it a single packet.
func TestStrangersCannotPointUsAtThisMachine(t *testing.T) {
	careful := newHost(t, listenOn(tcpHere, quicHere), func(o *Options) { o.Loopback = false })
	target := newHost(t)
	careful.Learn(target.Info())
	if len(careful.host.Peerstore().Addrs(target.ID())) > 0 || len(careful.book.addrs(target.ID())) > 0 {
		t.Error("a private address was learned")
	}
	if err := careful.Connect(t.Context(), target.Info()); !errors.Is(err, ErrUnreachable) {
		t.Errorf("error %v, want ErrUnreachable", err)
	}
	// The identify protocol puts addresses straight into the peerstore.
	careful.host.Peerstore().AddAddrs(target.ID(), target.Info().Addrs, 1<<40)
	if err := careful.Connect(t.Context(), target.Info()); !errors.Is(err, ErrUnreachable) {
		t.Errorf("error %v, want ErrUnreachable", err)
	}
	if len(target.Peers()) > 0 {
		t.Error("the target was dialled")
	}
	careful.Trust(target.Info())
	if err := careful.Connect(t.Context(), target.Info()); err != nil {
		t.Errorf("a peer that a person named: %v", err)
	}
}
