package p2p

import (
	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/p2p/net/connmgr"
	"github.com/libp2p/go-libp2p/p2p/net/swarm"
	quic "github.com/libp2p/go-libp2p/p2p/transport/quic"
	"github.com/libp2p/go-libp2p/p2p/transport/tcp"
)

// protocolVersion is told to peers by identify; nothing depends on it.
const protocolVersion = "restante/1"

var (
	everywhere = []string{
		"/ip4/0.0.0.0/udp/0/quic-v1", "/ip4/0.0.0.0/tcp/0",
		"/ip6/::/udp/0/quic-v1", "/ip6/::/tcp/0",
	}
	thisMachine = []string{"/ip4/127.0.0.1/udp/0/quic-v1", "/ip4/127.0.0.1/tcp/0"}
)

func libp2pOptions(o Options, g *gate) ([]libp2p.Option, error) {
	conns, err := newConnManager(o.Server)
	if err != nil {
		return nil, err
	}
	resources, err := newResourceManager(o.Server)
	if err != nil {
		return nil, err
	}
	opts := []libp2p.Option{
		libp2p.Identity(o.Key),
		libp2p.UserAgent("restante/" + o.Version),
		libp2p.ProtocolVersion(protocolVersion),
		libp2p.ListenAddrStrings(o.listen()...),
		libp2p.Transport(quic.NewTransport),
		libp2p.Transport(tcp.NewTCPTransport),
		libp2p.WithDialTimeout(DialLimit),
		libp2p.SwarmOpts(swarm.WithDialTimeoutLocal(DialLimit)),
		libp2p.ConnectionGater(g),
		libp2p.ConnectionManager(conns),
		libp2p.ResourceManager(resources),
		libp2p.DisableMetrics(),
	}
	opts = append(opts, o.traversal()...)
	return append(opts, o.Extra...), nil
}

func (o Options) listen() []string {
	switch {
	case len(o.Listen) > 0:
		return o.Listen
	case o.Loopback:
		return thisMachine
	}
	return everywhere
}

func newConnManager(server bool) (*connmgr.BasicConnMgr, error) {
	if server {
		return connmgr.NewConnManager(serverLow, serverHigh)
	}
	return connmgr.NewConnManager(clientLow, clientHigh)
}

// traversal is how a host behind a router is reached; see reservations for
// the relays.
func (o Options) traversal() []libp2p.Option {
	if o.Loopback {
		return nil
	}
	return []libp2p.Option{libp2p.EnableAutoNATv2(), libp2p.EnableHolePunching(), libp2p.NATPortMap()}
}
