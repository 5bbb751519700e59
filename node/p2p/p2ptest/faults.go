package p2ptest

import (
	"encoding/binary"
	"math/rand/v2"
	"net"
	"net/netip"
	"sync"
	"time"

	"github.com/marcopolo/simnet"
)

// defaultSeed is as good as any other.
const defaultSeed = 1

// nowhere is the address that no host has: simnet drops what is sent there,
// and has no other way to lose a packet.
var nowhere = new(net.UDPAddr)

// faults decide what happens to each packet.
type faults struct {
	mu      sync.Mutex
	latency time.Duration          // of links that have none of their own
	links   map[link]time.Duration // of those that have
	loss    float64                // share of packets
	jitter  time.Duration          // added at most
	groups  map[netip.Addr]int     // the cut-off group that a host is in, 0 for the rest
	cuts    int                    // groups that there were
	seed    uint64
	dice    map[link]*rand.Rand
}

// link is one direction between two hosts.
type link struct{ from, to netip.Addr }

func newFaults(latency time.Duration) *faults {
	return &faults{latency: latency, links: make(map[link]time.Duration),
		groups: make(map[netip.Addr]int), seed: defaultSeed, dice: make(map[link]*rand.Rand)}
}

// route says how long a packet is under way. Every packet throws twice, so that
// a fault that begins or ends does not change what the others do.
func (f *faults) route(p *simnet.Packet) time.Duration {
	f.mu.Lock()
	defer f.mu.Unlock()
	l := link{place(p.From), place(p.To)}
	dice := f.thrower(l)
	lost, late := dice.Float64() < f.loss, dice.Float64()
	if lost || f.groups[l.from] != f.groups[l.to] {
		p.To = nowhere
		return 0
	}
	latency, ok := f.links[l]
	if !ok {
		latency = f.latency
	}
	return latency + time.Duration(late*float64(f.jitter))
}

// thrower returns the dice of a link: the order of packets on different links
// is up to the scheduler, on one link it is not.
func (f *faults) thrower(l link) *rand.Rand {
	dice, ok := f.dice[l]
	if !ok {
		from, to := l.from.As4(), l.to.As4()
		ends := uint64(binary.BigEndian.Uint32(from[:]))<<32 | uint64(binary.BigEndian.Uint32(to[:]))
		dice = rand.New(rand.NewPCG(f.seed, ends))
		f.dice[l] = dice
	}
	return dice
}

func place(a net.Addr) netip.Addr {
	udp, ok := a.(*net.UDPAddr)
	if !ok {
		return netip.IPv4Unspecified()
	}
	return udp.AddrPort().Addr().Unmap()
}
