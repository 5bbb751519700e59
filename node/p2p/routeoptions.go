package p2p

import (
	"slices"

	dht "github.com/libp2p/go-libp2p-kad-dht"
	pb "github.com/libp2p/go-libp2p-kad-dht/pb"
	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/protocol"
	ma "github.com/multiformats/go-multiaddr"
	manet "github.com/multiformats/go-multiaddr/net"
)

// routesPrefix keeps our DHT apart from that of IPFS, whose peers would refuse
// our records: /restante/kad/1.0.0.
const routesPrefix = "/restante"

func (r *routes) options(o Options) []dht.Option {
	opts := []dht.Option{
		dht.ProtocolPrefix(routesPrefix),
		dht.Datastore(r.store),
		dht.DisableProviders(),
		dht.Validator(r.validator),
		dht.MaxRecordAge(recordAge),
		dht.ValueGCInterval(recordSweep),
		dht.RoutingTableRefreshPeriod(bucketEvery),
		dht.DisableAutoRefresh(), // run does it
		dht.BootstrapPeersFunc(r.host.knownPeers),
		dht.OnRequestHook(newTurnstile().admit),
		dht.WithCustomMessageSender(func(_ host.Host, protocols []protocol.ID) pb.MessageSenderWithDisconnect {
			return &dhtMessages{host: r.host, protocols: protocols}
		}),
	}
	if o.Loopback || o.Server {
		opts = append(opts, dht.Mode(dht.ModeServer))
	}
	if o.Loopback {
		return opts
	}
	return append(opts,
		dht.AddressFilter(onlyPublic),
		dht.QueryFilter(r.mayAsk),
		dht.RoutingTableFilter(r.mayEnter))
}

// knownPeers are asked when the table is empty: the named peers, and those that
// were reached last.
func (h *Host) knownPeers() []peer.AddrInfo {
	return slices.Concat(h.gate.trustedPeers(), h.book.recent(fallbackPeers))
}

// onlyPublic leaves out the addresses inside of somebody's network.
func onlyPublic(addrs []ma.Multiaddr) []ma.Multiaddr {
	return slices.DeleteFunc(slices.Clone(addrs), func(a ma.Multiaddr) bool { return !manet.IsPublicAddr(a) })
}

// mayAsk says who is asked in a lookup, and mayEnter who comes into the table: a
// peer with a public address, or one that a person named, so that an office with
// a push node of its own is a network too.

func (r *routes) mayAsk(d any, p peer.AddrInfo) bool {
	return dht.PublicQueryFilter(d, p) || r.host.gate.trusts(p.ID)
}

func (r *routes) mayEnter(d any, id peer.ID) bool {
	return dht.PublicRoutingTableFilter(d, id) || r.host.gate.trusts(id)
}
