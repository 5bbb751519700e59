package p2p

import (
	"net/netip"
	"time"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/network"
	rcmgr "github.com/libp2p/go-libp2p/p2p/host/resource-manager"
	"github.com/libp2p/go-libp2p/x/rate"
)

// DialLimit is how long a dial may take before the peer counts as away.
const DialLimit = 3 * time.Second

// Connections kept when nobody needs them: above the high mark the least
// useful are closed until the low mark is reached.
const (
	clientLow, clientHigh = 32, 96
	serverLow, serverHigh = 1024, 2048
)

// bitswapProtocol answers every request with streams of its own, so a window
// of 512 wanted blocks may arrive as 512 streams at once; a stream that is
// refused loses its blocks without a word to either side.
const (
	bitswapProtocol       = "/ipfs/bitswap/1.2.0"
	bitswapStreamsPerPeer = 768
	bitswapStreams        = 3 * bitswapStreamsPerPeer
)

// Accounting limits are fixed, not scaled to the machine: see the package
// comment. Memory counts the windows granted to peers, 256 KiB for each stream
// over TCP, little of which is ever in use.
const (
	clientMemory, clientFiles = 1 << 30, 1024
	serverMemory, serverFiles = 4 << 30, 8192
	peerMemory                = 512 << 20
)

// newResourceManager makes the accountant that refuses connections and streams.
func newResourceManager(server bool) (network.ResourceManager, error) {
	opts := []rcmgr.Option{rcmgr.WithMetricsDisabled()}
	if server {
		opts = append(opts, serverAddressLimits()...)
	}
	return rcmgr.NewResourceManager(rcmgr.NewFixedLimiter(resourceLimits(server)), opts...)
}

func resourceLimits(server bool) rcmgr.ConcreteLimitConfig {
	l := rcmgr.DefaultLimits
	libp2p.SetDefaultServiceLimits(&l)
	raiseForBitswap(&l)
	if !server {
		return l.Scale(clientMemory, clientFiles)
	}
	raiseForServer(&l)
	return l.Scale(serverMemory, serverFiles)
}

// raiseForBitswap makes room in every scope that a stream passes: transient
// until its protocol is known, then peer, protocol and system.
func raiseForBitswap(l *rcmgr.ScalingLimitConfig) {
	raiseStreams(&l.TransientBaseLimit, bitswapStreamsPerPeer)
	raiseStreams(&l.SystemBaseLimit, 2*bitswapStreams)
	raiseStreams(&l.PeerBaseLimit, bitswapStreamsPerPeer+256)
	l.TransientBaseLimit.Memory = peerMemory
	l.PeerBaseLimit.Memory = peerMemory
	l.AddProtocolPeerLimit(bitswapProtocol, streams(bitswapStreamsPerPeer), rcmgr.BaseLimitIncrease{})
	l.AddProtocolLimit(bitswapProtocol, streams(bitswapStreams), rcmgr.BaseLimitIncrease{})
}

// raiseForServer makes room for the users of a push node: for each a connection
// and a few streams.
func raiseForServer(l *rcmgr.ScalingLimitConfig) {
	s := &l.SystemBaseLimit
	s.Conns, s.ConnsInbound, s.ConnsOutbound = 2*serverHigh, 2*serverHigh, serverHigh
	raiseStreams(s, 8*serverHigh)
	raiseStreams(&l.ProtocolBaseLimit, 4*serverHigh)
	l.TransientBaseLimit.Conns, l.TransientBaseLimit.ConnsInbound = 256, 256
}

func raiseStreams(l *rcmgr.BaseLimit, n int) {
	l.StreamsInbound, l.StreamsOutbound, l.Streams = n, n, 2*n
}

func streams(n int) rcmgr.BaseLimit {
	l := rcmgr.BaseLimit{Memory: peerMemory}
	raiseStreams(&l, n)
	return l
}

// serverAddressLimits admit a household or a mobile network behind one address:
// the stock limits are 8 connections and one new one every 5 seconds.
func serverAddressLimits() []rcmgr.Option {
	const perAddress = 128
	loopback := []rate.PrefixLimit{
		{Prefix: netip.MustParsePrefix("127.0.0.0/8")},
		{Prefix: netip.MustParsePrefix("::1/128")},
	}
	often := rate.Limit{RPS: 5, Burst: perAddress}
	return []rcmgr.Option{
		rcmgr.WithLimitPerSubnet(
			[]rcmgr.ConnLimitPerSubnet{{PrefixLength: 32, ConnCount: perAddress}},
			[]rcmgr.ConnLimitPerSubnet{{PrefixLength: 56, ConnCount: perAddress}}),
		rcmgr.WithConnRateLimiters(&rate.Limiter{
			NetworkPrefixLimits: loopback,
			SubnetRateLimiter: rate.SubnetLimiter{
				IPv4SubnetLimits: []rate.SubnetLimit{{PrefixLength: 32, Limit: often}},
				IPv6SubnetLimits: []rate.SubnetLimit{{PrefixLength: 56, Limit: often}},
				GracePeriod:      time.Minute,
			},
		}),
	}
}
