package p2ptest

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"restante/node/p2p"
)

const latency = 50 * time.Millisecond

// serveEcho answers each frame with itself.
func serveEcho(h *p2p.Host) {
	h.Handle("/echo/1", p2p.Limits{}, func(_ context.Context, s *p2p.Stream) error {
		for {
			b, err := s.ReceiveBytes()
			if err != nil {
				return nil
			}
			if err := s.SendBytes(b); err != nil {
				return err
			}
		}
	})
}

// call opens a stream on which a frame went there and back.
func call(t *testing.T, from, to *p2p.Host) *p2p.Stream {
	t.Helper()
	s, err := from.Open(t.Context(), to.ID(), "/echo/1", p2p.Limits{Deadline: 5 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Reset)
	echo(t, s, "the first frame carries the negotiation")
	return s
}

// roundTrip is how long a frame takes there and back.
func roundTrip(t *testing.T, s *p2p.Stream) time.Duration {
	t.Helper()
	start := time.Now()
	echo(t, s, "hello")
	return time.Since(start)
}

// about says whether a round trip took what the link takes, and not much else.
func about(took, link time.Duration) bool {
	return took >= 2*link && took <= 2*link+10*time.Millisecond
}

func TestALinkHasItsOwnLatency(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := NewWorld(t, latency)
		alice, near, far := w.Host(), w.Host(), w.Host()
		serveEcho(near)
		serveEcho(far)
		w.Latency(alice, far, 4*latency)
		w.Connect(alice, near)
		w.Connect(alice, far)
		if took := roundTrip(t, call(t, alice, near)); !about(took, latency) {
			t.Errorf("a round trip took %v, the link takes %v", took, latency)
		}
		s := call(t, alice, far)
		if took := roundTrip(t, s); !about(took, 4*latency) {
			t.Errorf("a round trip took %v, the link takes %v", took, 4*latency)
		}
		w.Latency(far, alice, latency)
		if took := roundTrip(t, s); !about(took, latency) {
			t.Errorf("a round trip took %v after the link became faster", took)
		}
	})
}

func TestJitterDelaysAndLosesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := NewWorld(t, latency)
		alice, bob := w.Host(), w.Host()
		serveEcho(bob)
		w.Connect(alice, bob)
		s := call(t, alice, bob)
		w.Jitter(latency)
		took := make(map[time.Duration]bool)
		for range 20 {
			d := roundTrip(t, s)
			if d < 2*latency || d > 5*latency {
				t.Errorf("a round trip took %v", d)
			}
			took[d] = true
		}
		if len(took) < 10 {
			t.Errorf("20 round trips took only %d different times", len(took))
		}
	})
}

func TestLossIsMadeUpFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := NewWorld(t, latency)
		w.Seed(3)
		w.Lose(0.1)
		alice, bob := w.Host(), w.Host()
		serveEcho(bob)
		w.Connect(alice, bob)
		s := call(t, alice, bob)
		start := time.Now()
		for i := range 100 {
			echo(t, s, fmt.Sprint("frame ", i))
		}
		if took := time.Since(start); took < 101*2*latency {
			t.Errorf("100 round trips took %v: nothing was lost", took)
		}
	})
}

func TestACutEndsConnectionsUntilItHeals(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := NewWorld(t, latency)
		alice, bob, carol := w.Host(), w.Host(), w.Host()
		serveEcho(bob)
		serveEcho(carol)
		w.Connect(alice, bob)
		w.Connect(alice, carol)
		cut, kept := call(t, alice, bob), call(t, alice, carol)
		w.Part(bob)
		_ = cut.SendBytes([]byte("into the void"))
		if b, err := cut.ReceiveBytes(); err == nil {
			t.Errorf("%q came through a cut", b)
		}
		echo(t, kept, "on the same side")
		<-time.After(2 * time.Minute) // until the dead connection is noticed
		if err := alice.Connect(t.Context(), bob.Info()); err == nil {
			t.Error("connected through a cut")
		}
		w.Heal()
		w.Connect(alice, bob)
		echo(t, call(t, alice, bob), "healed")
	})
}

// Faults are those of an address: the host there may go and come back.
func TestACutOutlivesARestart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := NewWorld(t, latency)
		alice, o := w.Host(), w.Options()
		w.Part(Listen(o.Listen))
		for range 2 { // the second time bob is started again
			bob, err := p2p.New(o)
			if err != nil {
				t.Fatal(err)
			}
			if err := alice.Connect(t.Context(), bob.Info()); err == nil {
				t.Error("connected through a cut")
			}
			bob.Close()
			o.Bus = nil
		}
	})
}
