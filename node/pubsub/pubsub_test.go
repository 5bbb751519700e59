package pubsub

import (
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"restante/node/p2p"
	"restante/node/p2p/p2ptest"
)

func TestPublishReachesASubscriber(t *testing.T) {
	inWorld(t, 2, nil, func(t *testing.T, w *p2ptest.World, n []*node) {
		alice, bob := n[0], n[1]
		w.Connect(alice.host, bob.host)
		bob.listen(mail)
		bob.listen("/offlinemessage/other")
		alice.listen(mail)
		settle()
		alice.publish(mail, "hello")
		settle()
		bob.want("hello")
		alice.want() // own messages do not come back
	})
}

func TestEverySubscriberOfATopicIsServed(t *testing.T) {
	inWorld(t, 2, nil, func(t *testing.T, w *p2ptest.World, n []*node) {
		w.Connect(n[0].host, n[1].host)
		stop := n[1].listen(mail)
		n[1].listen(mail)
		settle()
		n[0].publish(mail, "twice")
		settle()
		n[1].want("twice", "twice")
		stop()
		stop()
		n[0].publish(mail, "once")
		settle()
		n[1].want("twice", "twice", "once")
	})
}

func TestNobodyIsTold(t *testing.T) {
	inWorld(t, 2, nil, func(t *testing.T, w *p2ptest.World, n []*node) {
		told := func() error { return n[0].Publish(t.Context(), mail, []byte("x")) }
		if err := told(); !errors.Is(err, ErrNobody) {
			t.Errorf("alone: %v, want ErrNobody", err)
		}
		w.Connect(n[0].host, n[1].host)
		stop := n[1].listen(mail)
		settle()
		if err := told(); err != nil {
			t.Error(err)
		}
		stop()
		settle()
		if err := told(); !errors.Is(err, ErrNobody) {
			t.Errorf("after the only subscriber left: %v, want ErrNobody", err)
		}
	})
}

// A line of push nodes carries a message to its end; without them it stays.
func TestRelaysPassOn(t *testing.T) {
	inWorld(t, 5, nil, func(t *testing.T, w *p2ptest.World, n []*node) {
		for i := range n[1:] {
			w.Connect(n[i].host, n[i+1].host)
		}
		n[4].listen(mail)
		stop := n[1].relay(mail)
		n[2].relay(mail)
		settle()
		n[0].publish(mail, "as far as the relays go")
		settle()
		n[4].want()
		n[3].relay(mail)
		settle()
		start := time.Now()
		n[0].publish(mail, "to the end")
		<-time.After(4*latency + 5*time.Millisecond)
		n[4].want("to the end")
		if took := time.Since(start); took > 5*latency {
			t.Errorf("took %v", took)
		}
		stop()
		settle()
		if err := n[0].Publish(t.Context(), mail, []byte("x")); !errors.Is(err, ErrNobody) {
			t.Errorf("publishing to a relay that stopped: %v, want ErrNobody", err)
		}
	})
}

func TestALoopDeliversOnce(t *testing.T) {
	inWorld(t, 4, nil, func(t *testing.T, w *p2ptest.World, n []*node) {
		for i := range n {
			for j := range i {
				w.Connect(n[i].host, n[j].host)
			}
			n[i].listen(mail)
		}
		settle()
		n[0].publish(mail, "round")
		settle()
		for _, m := range n[1:] {
			m.want("round")
		}
	})
}

func TestWhatMayBePublished(t *testing.T) {
	valid := func(name string, data []byte) bool { return string(data) != "bad" }
	inWorld(t, 1, func(o *Options) { o.Valid, o.MaxMessage = valid, 10 }, func(t *testing.T, _ *p2ptest.World, n []*node) {
		for _, c := range []struct {
			name, data string
			want       error
		}{
			{mail, "12345678901", ErrTooLarge}, {mail, "bad", ErrInvalid}, {mail, "1234567890", ErrNobody},
			{"", "x", ErrTopic}, {strings.Repeat("x", maxName+1), "x", ErrTopic}, {strings.Repeat("x", maxName), "x", ErrNobody},
		} {
			if err := n[0].Publish(t.Context(), c.name, []byte(c.data)); !errors.Is(err, c.want) {
				t.Errorf("publishing %q to %q: %v, want %v", c.data, c.name, err, c.want)
			}
		}
	})
}

func TestTooLargeALimitIsRefused(t *testing.T) {
	if _, err := New(Options{Host: new(p2p.Host), Log: slog.Default(), MaxMessage: maxData + 1}); err == nil {
		t.Error("messages may be larger than frames")
	}
}
