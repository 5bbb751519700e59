package p2p

import (
	"slices"
	"testing"

	libp2pevent "github.com/libp2p/go-libp2p/core/event"
	"github.com/libp2p/go-libp2p/core/protocol"
	"github.com/libp2p/go-libp2p/p2p/host/eventbus"
	ma "github.com/multiformats/go-multiaddr"
)

const routesProtocol protocol.ID = routesPrefix + "/kad/1.0.0"

func servesRoutes(h *Host) bool { return slices.Contains(h.host.Mux().Protocols(), routesProtocol) }

func TestWhoServesTheDHT(t *testing.T) {
	open := func(o *Options) { o.Loopback = false; o.Listen = []string{tcpHere} }
	for name, c := range map[string]struct {
		edit []func(*Options)
		want bool
	}{
		"loopback":    {[]func(*Options){withRoutes}, true},
		"push node":   {[]func(*Options){withRoutes, open, func(o *Options) { o.Server = true }}, true},
		"client":      {[]func(*Options){withRoutes, open}, false},
		"without DHT": {nil, false},
	} {
		if got := servesRoutes(newHost(t, c.edit...)); got != c.want {
			t.Errorf("%s serves: %v, want %v", name, got, c.want)
		}
	}
}

// A client serves the DHT while strangers can reach it.
func TestReachableClientServesTheDHT(t *testing.T) {
	h := newHost(t, withRoutes, func(o *Options) { o.Loopback = false; o.Listen = []string{tcpHere} })
	reports, err := h.host.EventBus().Emitter(new(libp2pevent.EvtHostReachableAddrsChanged), eventbus.Stateful)
	if err != nil {
		t.Fatal(err)
	}
	defer reports.Close()
	public := []ma.Multiaddr{ma.StringCast("/ip4/8.8.8.8/tcp/1")}
	for _, reachable := range [][]ma.Multiaddr{public, nil} {
		_ = reports.Emit(libp2pevent.EvtHostReachableAddrsChanged{Reachable: reachable})
		eventually(t, func() bool { return servesRoutes(h) == (len(reachable) > 0) })
	}
}

func TestOnlyPublicAddressesComeOutOfTheDHT(t *testing.T) {
	in := []ma.Multiaddr{ma.StringCast("/ip4/8.8.8.8/tcp/1"), ma.StringCast("/ip4/10.0.0.1/tcp/1"),
		ma.StringCast("/ip4/127.0.0.1/tcp/1"), ma.StringCast("/ip6/fe80::1/tcp/1")}
	if got := onlyPublic(in); len(got) != 1 || !got[0].Equal(in[0]) || len(in) != 4 {
		t.Errorf("got %v", got)
	}
}

func TestWhoEntersTheTable(t *testing.T) {
	h := newHost(t, withRoutes, func(o *Options) { o.Loopback = false; o.Listen = []string{tcpHere} })
	private, public := info("private", "/ip4/192.168.1.9/tcp/1"), info("public", "/ip4/8.8.8.8/tcp/1")
	if h.routes.mayAsk(h.routes.dht, private) || !h.routes.mayAsk(h.routes.dht, public) {
		t.Error("a stranger on a private network may be asked, or one on the open network may not")
	}
	h.gate.trust(private)
	if !h.routes.mayAsk(h.routes.dht, private) || !h.routes.mayEnter(h.routes.dht, private.ID) {
		t.Error("a peer that a person named is left out")
	}
}
