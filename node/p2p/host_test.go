package p2p

import (
	"slices"
	"testing"

	"github.com/libp2p/go-libp2p/core/protocol"
	"github.com/libp2p/go-libp2p/p2p/net/swarm"
	ma "github.com/multiformats/go-multiaddr"
)

func TestIdentify(t *testing.T) {
	a, b := pair(t, func(o *Options) { o.Version = "1.2" })
	if _, err := a.Open(t.Context(), b.ID(), "/ipfs/id/1.0.0", Limits{}); err != nil {
		t.Fatal(err) // opening waits until the peer is identified
	}
	agent, err := a.host.Peerstore().Get(b.ID(), "AgentVersion")
	if err != nil || agent != "restante/1.2" {
		t.Errorf("user agent %v, error %v", agent, err)
	}
}

func TestServicesOfEachKind(t *testing.T) {
	const natV2, relayHop = "/libp2p/autonat/2/dial-request", "/libp2p/circuit/relay/0.2.0/hop"
	open := func(o *Options) { o.Loopback = false; o.Listen = []string{tcpHere} }
	client := newHost(t, open)
	server := newHost(t, open, func(o *Options) { o.Server = true })
	for _, c := range []struct {
		name     string
		host     *Host
		protocol protocol.ID
		want     bool
	}{
		{"client", client, natV2, true}, {"client", client, relayHop, false},
		{"server", server, natV2, true}, {"server", server, relayHop, true},
	} {
		if got := slices.Contains(c.host.host.Mux().Protocols(), c.protocol); got != c.want {
			t.Errorf("%s serves %s: %v, want %v", c.name, c.protocol, got, c.want)
		}
	}
}

func TestBadListenAddress(t *testing.T) {
	if _, err := New(newOptions(t, listenOn("nonsense"))); err == nil {
		t.Error("started on a nonsense address")
	}
}

func TestNetworkChanged(t *testing.T) {
	h := newHost(t)
	sub := h.bus.Subscribe(10)
	defer sub.Close()
	if err := h.host.Network().Listen(ma.StringCast(tcpHere)); err != nil {
		t.Fatal(err)
	}
	await(t, sub, func(e any) bool { return e == NetworkChanged{} })
}

// An address that is gone may have been the way to somebody, or to the neighbours.
func TestAddressThatIsGone(t *testing.T) {
	h := newHost(t, listenOn(tcpHere, quicHere))
	h.gate.admitNearby(info("nearby", "/ip4/192.168.1.9/tcp/1"))
	sub := h.bus.Subscribe(10)
	defer sub.Close()
	h.host.Network().(*swarm.Swarm).ListenClose(h.host.Addrs()[0])
	await(t, sub, func(e any) bool { return e == NetworkChanged{} })
	if h.gate.isNearby("nearby", ma.StringCast("/ip4/192.168.1.9/tcp/1")) {
		t.Error("a peer of the network before may be dialled")
	}
}
