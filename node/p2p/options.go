package p2p

import (
	"log/slog"
	"time"

	"github.com/libp2p/go-libp2p"
	record "github.com/libp2p/go-libp2p-record"
	"github.com/libp2p/go-libp2p/core/crypto"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/p2p/net/connmgr"
	"github.com/libp2p/go-libp2p/p2p/net/swarm"
	"github.com/libp2p/go-libp2p/p2p/security/noise"
	quic "github.com/libp2p/go-libp2p/p2p/transport/quic"
	"github.com/libp2p/go-libp2p/p2p/transport/tcp"

	"restante/node/event"
	"restante/node/vault"
)

// Options say what kind of host to start. Only Key is required.
type Options struct {
	Key       crypto.PrivKey
	Listen    []string        // multiaddrs; by default QUIC and TCP on every interface, any port
	Bootstrap []peer.AddrInfo // kept connected
	Relays    []peer.AddrInfo // kept connected, and asked to relay for us
	Loopback  bool            // one machine or one test: private addresses pass, no NAT traversal
	Server    bool            // a push node: relays for others, admits many connections
	DHT       bool            // take part in the DHT: see the package comment
	LAN       bool            // find peers on the local network, and be found there
	Version   string          // told to peers as "restante/<version>"
	Vault     *vault.Vault    // remembers peers; nil forgets them at the end
	Bus       *event.Bus      // nil: nobody listens
	Log       *slog.Logger    // nil: slog.Default()
	Extra     []libp2p.Option // applied last: the virtual network of tests

	// Validators decide which records the DHT keeps, by namespace: the first part
	// of their keys. Others are refused.
	Validators map[string]record.Validator

	// Clock is the wall clock, by which a host notices that the machine slept; nil:
	// time.Now. Tests put it forward.
	Clock func() time.Time
}

func (o Options) withDefaults() Options {
	if o.Bus == nil {
		o.Bus = new(event.Bus)
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Version == "" {
		o.Version = "dev"
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	return o
}

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
		// TLS certificates begin an hour ago: those whose clock is wrong by more could
		// not be reached. Noise has no dates; QUIC is TLS and stays as it is.
		libp2p.Security(noise.ID, noise.New),
		// After hours without a network they take UDP for blocked, and dial no more.
		libp2p.UDPBlackHoleSuccessCounter(nil),
		libp2p.IPv6BlackHoleSuccessCounter(nil),
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
