package p2ptest

import (
	"fmt"
	"net"
	"slices"
	"testing"
	"time"

	"github.com/marcopolo/simnet"
)

const packets = 10_000

// sent is what becomes of packets on the link between two hosts: how long each
// takes, -1 if it is lost.
func sent(f *faults, from, to byte) []time.Duration {
	fates := make([]time.Duration, packets)
	for i := range fates {
		p := &simnet.Packet{From: at(from), To: at(to)}
		if fates[i] = f.route(p); p.To == nowhere {
			fates[i] = -1
		}
	}
	return fates
}

func at(host byte) net.Addr { return &net.UDPAddr{IP: net.IPv4(1, 0, host, 1), Port: 4001} }

func lost(fates []time.Duration) (n int) {
	for _, d := range fates {
		if d < 0 {
			n++
		}
	}
	return n
}

func TestNothingIsLostByDefault(t *testing.T) {
	for _, d := range sent(newFaults(time.Second), 1, 2) {
		if d != time.Second {
			t.Fatalf("a packet took %v on a link of 1 s", d)
		}
	}
}

func TestAShareOfPacketsIsLost(t *testing.T) {
	for _, share := range []float64{0, 0.1, 0.5, 1} {
		f := newFaults(time.Second)
		f.loss = share
		want := int(share * packets)
		if n := lost(sent(f, 1, 2)); n < want-200 || n > want+200 {
			t.Errorf("%d of %d packets are lost, want about %d", n, packets, want)
		}
	}
}

func TestFatesFollowFromTheSeed(t *testing.T) {
	throw := func(seed uint64, before func(*faults)) []time.Duration {
		f := newFaults(time.Second)
		f.seed, f.loss, f.jitter = seed, 0.3, time.Second
		before(f)
		return sent(f, 1, 2)
	}
	nothing := func(*faults) {}
	first := throw(7, nothing)
	if !slices.Equal(first, throw(7, nothing)) {
		t.Error("the same seed gives other fates")
	}
	if !slices.Equal(first, throw(7, func(f *faults) { sent(f, 3, 2); sent(f, 2, 1) })) {
		t.Error("packets on other links change the fates on this one")
	}
	if slices.Equal(first, throw(8, nothing)) {
		t.Error("another seed gives the same fates")
	}
}

func TestJitterIsWithinItsBound(t *testing.T) {
	f := newFaults(time.Second)
	f.jitter = 100 * time.Millisecond
	fates := sent(f, 1, 2)
	shortest, longest := slices.Min(fates), slices.Max(fates)
	if shortest < time.Second || longest >= 1100*time.Millisecond {
		t.Errorf("packets take %v to %v, want 1 s to 1.1 s", shortest, longest)
	}
	if longest-shortest < 90*time.Millisecond {
		t.Errorf("packets take %v to %v: hardly any jitter", shortest, longest)
	}
}

func TestGroupsHearOnlyThemselves(t *testing.T) {
	w := &World{t: t, faults: newFaults(0)}
	w.Part(listen(1), listen(2))
	w.Part(listen(3))
	passes := func(from, to byte) bool { return lost(sent(w.faults, from, to)) == 0 }
	for _, c := range []struct {
		from, to byte
		want     bool
	}{{1, 2, true}, {4, 5, true}, {1, 3, false}, {3, 1, false}, {1, 4, false}, {4, 3, false}} {
		if got := passes(c.from, c.to); got != c.want {
			t.Errorf("packets from %d to %d pass: %v, want %v", c.from, c.to, got, c.want)
		}
	}
	w.Heal()
	if !passes(1, 3) || !passes(4, 3) {
		t.Error("still cut after Heal")
	}
}

func listen(host byte) Listen {
	return Listen{fmt.Sprintf("/ip4/1.0.%d.1/udp/4001/quic-v1", host)}
}
