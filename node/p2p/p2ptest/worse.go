package p2ptest

import (
	"net/netip"
	"time"

	ma "github.com/multiformats/go-multiaddr"
	manet "github.com/multiformats/go-multiaddr/net"
)

// Located is who has an address: a host of package p2p, or [Listen].
type Located interface {
	Addrs() []string
}

// Listen are the listen addresses in [World.Options]: they stand for the host
// that has them, running or not.
type Listen []string

// Addrs are the addresses themselves.
func (l Listen) Addrs() []string { return l }

// Seed chooses other packets for loss and jitter.
func (w *World) Seed(seed uint64) {
	w.faults.mu.Lock()
	defer w.faults.mu.Unlock()
	w.faults.seed = seed
	clear(w.faults.dice)
}

// Latency is how long packets between two hosts take from now on, one way.
func (w *World) Latency(a, b Located, d time.Duration) {
	w.t.Helper()
	x, y := w.find(a), w.find(b)
	w.faults.mu.Lock()
	defer w.faults.mu.Unlock()
	w.faults.links[link{x, y}], w.faults.links[link{y, x}] = d, d
}

// Jitter adds up to d to the time of each packet; those sent later may arrive
// earlier then.
func (w *World) Jitter(d time.Duration) {
	w.faults.mu.Lock()
	defer w.faults.mu.Unlock()
	w.faults.jitter = d
}

// Lose loses a share of all packets, from 0 to 1.
func (w *World) Lose(share float64) {
	w.faults.mu.Lock()
	defer w.faults.mu.Unlock()
	w.faults.loss = share
}

// Part cuts a group of hosts off: packets pass among them, and among the others,
// and not between. Each call cuts off one more group. What is under way still
// arrives.
func (w *World) Part(group ...Located) {
	w.t.Helper()
	var places []netip.Addr
	for _, h := range group {
		places = append(places, w.find(h))
	}
	w.faults.mu.Lock()
	defer w.faults.mu.Unlock()
	w.faults.cuts++
	for _, p := range places {
		w.faults.groups[p] = w.faults.cuts
	}
}

// Heal joins all groups again.
func (w *World) Heal() {
	w.faults.mu.Lock()
	defer w.faults.mu.Unlock()
	clear(w.faults.groups)
}

// find is the address that stands in the packets of a host.
func (w *World) find(h Located) netip.Addr {
	w.t.Helper()
	for _, text := range h.Addrs() {
		if a, err := ma.NewMultiaddr(text); err == nil {
			if at, err := manet.ToNetAddr(a.Decapsulate(quic)); err == nil {
				return place(at)
			}
		}
	}
	w.t.Fatalf("no address of this world in %v", h.Addrs())
	return netip.Addr{}
}

var quic = ma.StringCast("/quic-v1")
