// Package p2ptest is a network inside one process, for tests: hosts of package
// p2p on links with a latency, under the virtual clock of testing/synctest. An
// hour of it passes in a moment, and a second of latency is exactly a second.
//
//	synctest.Test(t, func(t *testing.T) {
//		w := p2ptest.NewWorld(t, 50*time.Millisecond)
//		alice, bob := w.Host(), w.Host()
//		w.Connect(alice, bob)
//		...
//	})
//
// The world speaks QUIC only. It ends with the test, after every host that was
// made with [World.Host]; those started with [World.Options] the test closes.
// [Loopback] starts a host on the loopback interface of this machine instead.
//
// # Faults
//
// A network can be made worse, and better again, at any time:
//
//	w.Latency(alice, bob, 300*time.Millisecond) // one link is slow
//	w.Jitter(20 * time.Millisecond)             // packets overtake each other
//	w.Lose(0.1)                                 // one packet in ten is lost
//	w.Part(alice, bob)                          // these two, and all the others
//	w.Heal()
//
// They stay with a host's address, so also with a host that is started again
// with the same options; see [Listen] for one that is not running. Which packets a link loses and delays follows from
// [World.Seed] and from their order on that link alone.
package p2ptest

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/netip"
	"sync"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/crypto"
	"github.com/libp2p/go-libp2p/x/simlibp2p"
	"github.com/marcopolo/simnet"

	"restante/node/event"
	"restante/node/p2p"
)

// linkSpeed of every host, up and down.
const linkSpeed = 100 * simlibp2p.OneMbps

// World is one virtual network.
type World struct {
	t      testing.TB
	net    *simnet.Simnet
	faults *faults
	mu     sync.Mutex
	hosts  []*p2p.Host
	next   int
}

// NewWorld starts a network on which each packet takes latency one way. Call it
// inside the bubble, before anything that the test cleans up with t.Cleanup and
// that needs the network.
func NewWorld(t testing.TB, latency time.Duration) *World {
	f := newFaults(latency)
	w := &World{t: t, faults: f, net: &simnet.Simnet{
		LatencyFunc: f.route,
		Logger:      slog.New(slog.DiscardHandler), // packets to hosts that are gone are no news
	}}
	w.net.Start()
	t.Cleanup(w.close)
	return w
}

// Options are those of a new host with a key, an address and a bus of its own.
// They may be used again, for the same host after a restart, but not for two
// hosts at once.
func (w *World) Options() p2p.Options {
	key, _, err := crypto.GenerateEd25519Key(rand.Reader)
	if err != nil {
		w.t.Fatal(err)
	}
	return p2p.Options{
		Key:      key,
		Listen:   []string{fmt.Sprintf("/ip4/%s/udp/4001/quic-v1", w.address())},
		Loopback: true, // nothing to traverse
		Bus:      new(event.Bus),
		Log:      slog.New(slog.DiscardHandler),
		Extra: []libp2p.Option{
			libp2p.DisableIdentifyAddressDiscovery(), // its timers keep the clock from moving
			simlibp2p.QUICSimnet(w.net, simnet.NodeBiDiLinkSettings{
				Downlink: simnet.LinkSettings{BitsPerSecond: linkSpeed},
				Uplink:   simnet.LinkSettings{BitsPerSecond: linkSpeed},
			}),
		},
	}
}

// address is one that no other host has, in a network of its own.
func (w *World) address() netip.Addr {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.next++
	return netip.AddrFrom4([4]byte{1, byte(w.next / 250), byte(w.next%250 + 1), 1})
}

// Host starts a host, which the world closes in the end.
func (w *World) Host() *p2p.Host {
	w.t.Helper()
	h, err := p2p.New(w.Options())
	if err != nil {
		w.t.Fatal(err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.hosts = append(w.hosts, h)
	return h
}

// Connect connects two hosts.
func (w *World) Connect(from, to *p2p.Host) {
	w.t.Helper()
	if err := from.Connect(context.Background(), to.Info()); err != nil {
		w.t.Fatal(err)
	}
}

// close lets the last timers of closed connections run out, so that no goroutine
// is left in the bubble.
func (w *World) close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, h := range w.hosts {
		_ = h.Close() // a host that cannot say goodbye is closed all the same
	}
	w.net.Close()
	<-time.After(time.Minute)
}
