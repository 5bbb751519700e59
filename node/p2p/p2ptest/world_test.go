package p2ptest

import (
	"testing"
	"testing/synctest"
	"time"

	"restante/node/p2p"
)

func TestFramesUnderTheVirtualClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := NewWorld(t, latency)
		alice, bob := w.Host(), w.Host()
		serveEcho(bob)
		w.Connect(alice, bob)
		s, err := alice.Open(t.Context(), bob.ID(), "/echo/1", p2p.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Reset()
		echo(t, s, "the first frame carries the negotiation")

		start := time.Now()
		echo(t, s, "hello")
		if took := time.Since(start); took < 2*latency || took > 2*latency+10*time.Millisecond {
			t.Errorf("a round trip took %v of virtual time, the links take %v", took, 2*latency)
		}
	})
}

func echo(t *testing.T, s *p2p.Stream, text string) {
	t.Helper()
	if err := s.SendBytes([]byte(text)); err != nil {
		t.Fatal(err)
	}
	got, err := s.ReceiveBytes()
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != text {
		t.Fatalf("sent %q, got %q back", text, got)
	}
}

func TestDialEndsAtTheLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := NewWorld(t, time.Millisecond)
		alice, gone := w.Host(), w.Host()
		info := gone.Info()
		gone.Close()
		start := time.Now()
		if err := alice.Connect(t.Context(), info); err == nil {
			t.Fatal("connected to a host that is closed")
		}
		if took := time.Since(start); took > p2p.DialLimit {
			t.Errorf("gave up after %v, the limit is %v", took, p2p.DialLimit)
		}
	})
}
