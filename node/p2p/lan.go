package p2p

import (
	"io"
	"net"
	"slices"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	ma "github.com/multiformats/go-multiaddr"
	manet "github.com/multiformats/go-multiaddr/net"
)

const (
	lanService = "_restante._udp" // apart from other libp2p programs
	lanQueue   = 16               // announcements that may wait; more are dropped
	lanPeers   = 64               // peers of the local network at most
	lanAddrs   = 6                // of each
	lanSettle  = 5 * time.Second  // after a change of network
)

// lan finds peers by multicast DNS and connects to them. Their addresses are
// private ones, and anybody nearby can announce what he likes: so only addresses
// on a network that this machine itself is on are believed, and never its own.
type lan struct {
	host  *Host
	found chan peer.AddrInfo
	again chan struct{} // our addresses changed: announce them anew
}

// beacon announces this host on the local network and hands on what others announce.
type beacon interface {
	Start() error
	io.Closer
}

func newLAN(h *Host) *lan {
	return &lan{host: h, found: make(chan peer.AddrInfo, lanQueue), again: make(chan struct{}, 1)}
}

// announce tells the local network where we are, and listens for others.
func (l *lan) announce() {
	for l.host.ctx.Err() == nil {
		b := newBeacon(l.host.host, l)
		if err := b.Start(); err != nil {
			l.host.log.Warn("the local network cannot be searched", "error", err)
		}
		select {
		case <-l.host.ctx.Done():
		case <-l.again:
			l.host.pause(lanSettle)
		}
		_ = b.Close() // its sockets serve nobody else; the next beacon opens its own
	}
}

// HandlePeerFound is called with each announcement, in a goroutine of its own.
func (l *lan) HandlePeerFound(p peer.AddrInfo) {
	select {
	case l.found <- p:
	default:
	}
}

// connect connects to those who are found, one after the other.
func (l *lan) connect() {
	for {
		select {
		case <-l.host.ctx.Done():
			return
		case p := <-l.found:
			l.meet(p)
		}
	}
}

func (l *lan) meet(p peer.AddrInfo) {
	p.Addrs = onLocalNetwork(p.Addrs, localNetworks(l.host.gate.loopback))
	if len(p.Addrs) == 0 || p.ID == l.host.ID() || l.host.Connected(p.ID) || !l.host.gate.admitNearby(p) {
		return
	}
	if err := l.host.Connect(l.host.ctx, p); err != nil {
		l.host.log.Debug("a peer of the local network does not answer", "peer", p.ID, "error", err)
	}
}

// moved is called when our addresses have changed.
func (l *lan) moved() {
	if l != nil {
		signal(l.again)
	}
}

// localNetworks are the networks that this machine is on; loopback counts in tests.
func localNetworks(loopback bool) []*net.IPNet {
	addrs, err := net.InterfaceAddrs()
	if err != nil {
		return nil
	}
	var networks []*net.IPNet
	for _, a := range addrs {
		if n, ok := a.(*net.IPNet); ok && (loopback || !n.IP.IsLoopback()) {
			networks = append(networks, n)
		}
	}
	return networks
}

// onLocalNetwork are the addresses that name a machine on one of the networks,
// other than this one.
func onLocalNetwork(addrs []ma.Multiaddr, networks []*net.IPNet) []ma.Multiaddr {
	var near []ma.Multiaddr
	for _, a := range addrs {
		ip, err := manet.ToIP(a)
		if err != nil || isCircuit(a) || len(near) == lanAddrs {
			continue
		}
		if slices.ContainsFunc(networks, func(n *net.IPNet) bool { return n.Contains(ip) && isOther(n, ip) }) {
			near = append(near, a)
		}
	}
	return near
}

// isOther keeps us from dialling services of this machine, which may trust it;
// loopback networks come from tests.
func isOther(n *net.IPNet, ip net.IP) bool { return n.IP.IsLoopback() || !n.IP.Equal(ip) }
