package p2p_test

import (
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/p2p"
	"restante/node/p2p/p2ptest"
)

// sleeper is a clock that can be put forward, as if the machine had slept.
type sleeper struct{ slept atomic.Int64 }

func (s *sleeper) now() time.Time { return time.Now().Add(time.Duration(s.slept.Load())) }

func (s *sleeper) sleep(d time.Duration) { s.slept.Add(int64(d)) }

// While the laptop slept, its push node was started again: nothing told it so.
func TestNamedPeerIsBackSoonAfterSleep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var clock sleeper
		w := p2ptest.NewWorld(t, latency)
		node, laptop := w.Options(), w.Options()
		first := start(t, node)
		laptop.Clock = clock.now
		laptop.Bootstrap = []peer.AddrInfo{first.Info()}
		sub := laptop.Bus.Subscribe(100)
		defer sub.Close()
		h := start(t, laptop)
		within(t, sub, 5*time.Second, p2p.PeerConnected{ID: first.ID()})

		w.Part(h)
		first.Close()
		second := start(t, node)
		back := node.Bus.Subscribe(100)
		defer back.Close()
		w.Heal()
		if len(second.Peers()) > 0 || !h.Connected(second.ID()) {
			t.Fatal("the laptop knows already")
		}
		clock.sleep(time.Hour)
		within(t, back, 5*time.Second, p2p.PeerConnected{ID: h.ID()})
		within(t, sub, 5*time.Second, p2p.NetworkChanged{})
	})
}

// Who still answers keeps its connection, who does not loses it at once.
func TestConnectionsAreCheckedAfterSleep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var clock sleeper
		w := p2ptest.NewWorld(t, latency)
		laptop := w.Options()
		laptop.Clock = clock.now
		sub := laptop.Bus.Subscribe(100)
		defer sub.Close()
		h, alive, gone := start(t, laptop), w.Host(), w.Host()
		w.Connect(h, alive)
		w.Connect(h, gone)
		<-time.After(time.Second)
		before := h.Libp2p().Network().ConnsToPeer(alive.ID())[0]
		w.Part(gone)
		clock.sleep(time.Minute)
		within(t, sub, 3*time.Second, p2p.PeerDisconnected{ID: gone.ID()}, p2p.NetworkChanged{})
		if before.IsClosed() {
			t.Error("a connection that works was closed")
		}
	})
}

func TestNoSleepNoAlarm(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var clock sleeper
		w := p2ptest.NewWorld(t, latency)
		o := w.Options()
		o.Clock = clock.now
		sub := o.Bus.Subscribe(100)
		defer sub.Close()
		start(t, o)
		<-time.After(time.Minute)
		clock.sleep(2 * time.Second) // a clock that is corrected
		<-time.After(time.Minute)
		clock.sleep(-time.Hour) // or put back
		<-time.After(time.Minute)
		if events, _ := sub.Take(); len(events) > 0 {
			t.Errorf("events %v", events)
		}
	})
}
