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
package p2ptest

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
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
	t     testing.TB
	net   *simnet.Simnet
	mu    sync.Mutex
	hosts []*p2p.Host
	next  int
}

// NewWorld starts a network on which each packet takes latency one way. Call it
// inside the bubble, before anything that the test cleans up with t.Cleanup and
// that needs the network.
func NewWorld(t testing.TB, latency time.Duration) *World {
	w := &World{t: t, net: &simnet.Simnet{
		LatencyFunc: simnet.StaticLatency(latency),
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
	w.mu.Lock()
	defer w.mu.Unlock()
	key, _, err := crypto.GenerateEd25519Key(rand.Reader)
	if err != nil {
		w.t.Fatal(err)
	}
	w.next++
	return p2p.Options{
		Key:      key,
		Listen:   []string{fmt.Sprintf("/ip4/1.%d.%d.1/udp/4001/quic-v1", w.next/250, w.next%250+1)},
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
		_ = h.Close()
	}
	w.net.Close()
	<-time.After(time.Minute)
}
