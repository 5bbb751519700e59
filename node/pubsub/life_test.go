package pubsub

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p-pubsub/pb"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/p2p/p2ptest"
)

// A message that went to a relay for nobody reaches who subscribes right after.
func TestPublishedAgainForALateSubscriber(t *testing.T) {
	inWorld(t, 3, nil, func(t *testing.T, w *p2ptest.World, n []*node) {
		alice, push, bob := n[0], n[1], n[2]
		w.Connect(alice.host, push.host)
		push.relay(mail)
		settle()
		alice.publish(mail, "hello")
		settle()
		w.Connect(bob.host, push.host)
		bob.listen(mail)
		settle()
		bob.want()
		alice.publish(mail, "hello")
		settle()
		bob.want("hello")
	})
}

func TestWatchReportsPeersThatAreThereAndThatCome(t *testing.T) {
	inWorld(t, 4, nil, func(t *testing.T, w *p2ptest.World, n []*node) {
		alice, before, after, other := n[0], n[1], n[2], n[3]
		for _, m := range n[1:] {
			w.Connect(alice.host, m.host)
		}
		before.listen(mail)
		settle()
		stop := alice.watch(mail)
		settle()
		alice.sawOnly(before.host.ID())
		other.relay("/offlinemessage/other")
		after.relay(mail)
		settle()
		alice.sawOnly(before.host.ID(), after.host.ID())
		stop()
		other.relay(mail)
		settle()
		alice.sawOnly(before.host.ID(), after.host.ID())
	})
}

// Whoever connects first, what is published from within joined arrives.
func TestWatchReportsWhenAMessageGetsThrough(t *testing.T) {
	for _, callee := range []int{0, 1} {
		inWorld(t, 2, nil, func(t *testing.T, w *p2ptest.World, n []*node) {
			alice, bob := n[0], n[1]
			bob.listen(mail)
			_, err := alice.Watch(mail, func(peer.ID) { alice.publish(mail, "welcome") })
			if err != nil {
				t.Fatal(err)
			}
			w.Connect(n[1-callee].host, n[callee].host)
			settle()
			bob.want("welcome")
		})
	}
}

// A peer may announce its topics before there is a stream to it: what was
// published then would be lost.
func TestWatchWaitsForTheWayBack(t *testing.T) {
	inWorld(t, 1, nil, func(t *testing.T, w *p2ptest.World, n []*node) {
		n[0].watch(mail)
		h := w.Host()
		newStranger(t, h, n[0]).send(&pubsub_pb.RPC{Subscriptions: []*pubsub_pb.RPC_SubOpts{subscription(mail, true)}})
		settle()
		n[0].sawOnly()
		h.Libp2p().SetStreamHandler(protocolID, func(network.Stream) {})
		settle()
		n[0].sawOnly(h.ID())
	})
}

// Who comes and goes all the time must not make us publish all the time, but is
// not forgotten either.
func TestWatchReportsAPeerNowAndThen(t *testing.T) {
	inWorld(t, 2, nil, func(t *testing.T, w *p2ptest.World, n []*node) {
		w.Connect(n[0].host, n[1].host)
		n[0].watch(mail)
		id := n[1].host.ID()
		for range 4 {
			stop := n[1].listen(mail)
			settle()
			stop()
			settle()
		}
		n[0].sawOnly(id)
		n[1].listen(mail)
		settle()
		n[0].sawOnly(id)
		<-time.After(2 * again)
		settle()
		n[0].sawOnly(id, id)
		<-time.After(10 * again)
		settle()
		n[0].sawOnly(id, id)
	})
}

func TestTopicsComeBackAfterAReconnect(t *testing.T) {
	inWorld(t, 2, nil, func(t *testing.T, w *p2ptest.World, n []*node) {
		alice, bob := n[0], n[1]
		bob.listen(mail)
		for i := range 3 {
			w.Connect(alice.host, bob.host)
			settle()
			alice.publish(mail, fmt.Sprint(i))
			settle()
			if err := alice.host.Libp2p().Network().ClosePeer(bob.host.ID()); err != nil {
				t.Fatal(err)
			}
			settle()
		}
		bob.want("0", "1", "2")
	})
}

func TestASubscriberThatPanicsGoesOn(t *testing.T) {
	valid := func(_ string, data []byte) bool {
		if string(data) == "invalid" {
			panic("in Valid")
		}
		return true
	}
	inWorld(t, 2, nil, func(t *testing.T, w *p2ptest.World, n []*node) {
		n[1].valid = valid
		w.Connect(n[0].host, n[1].host)
		got := 0
		_, err := n[1].Subscribe(mail, func(context.Context, []byte) {
			got++
			panic("in a subscriber")
		})
		if err != nil {
			t.Fatal(err)
		}
		settle()
		for _, text := range []string{"one", "invalid", "two"} {
			n[0].publish(mail, text)
		}
		settle()
		if got != 2 {
			t.Errorf("%d messages came, want 2", got)
		}
	})
}

func TestStopEndsTheContextOfACall(t *testing.T) {
	for name, end := range map[string]func(stop func(), n *node){
		"stop":  func(stop func(), _ *node) { stop() },
		"close": func(_ func(), n *node) { n.Close() },
	} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, 2, nil, func(t *testing.T, w *p2ptest.World, n []*node) {
				w.Connect(n[0].host, n[1].host)
				ended := false
				stop, err := n[1].Subscribe(mail, func(ctx context.Context, _ []byte) {
					<-ctx.Done()
					ended = true
				})
				if err != nil {
					t.Fatal(err)
				}
				settle()
				n[0].publish(mail, "one")
				n[0].publish(mail, "two")
				settle()
				end(stop, n[1])
				settle()
				if !ended {
					t.Error("the call goes on")
				}
			})
		})
	}
}

func TestNothingWorksAfterClose(t *testing.T) {
	inWorld(t, 2, nil, func(t *testing.T, w *p2ptest.World, n []*node) {
		w.Connect(n[0].host, n[1].host)
		eve := newStranger(t, w.Host(), n[0])
		eve.say(message(mail, "before"))
		stops := []func(){n[0].listen(mail), n[0].relay(mail), n[0].watch(mail)}
		settle()
		n[0].Close()
		n[0].Close()
		for _, stop := range stops {
			stop()
		}
		_, subscribe := n[0].Subscribe(mail, func(context.Context, []byte) {})
		_, relay := n[0].Relay(mail)
		_, watch := n[0].Watch(mail, func(peer.ID) {})
		for _, err := range []error{subscribe, relay, watch, n[0].Publish(t.Context(), mail, nil)} {
			if !errors.Is(err, ErrClosed) {
				t.Errorf("after Close: %v", err)
			}
		}
		settle()
		if _, err := eve.stream.Write([]byte{0}); err == nil {
			t.Error("streams of peers are left open")
		}
		if err := n[1].Publish(t.Context(), mail, nil); !errors.Is(err, ErrNobody) {
			t.Errorf("publishing to who has closed: %v, want ErrNobody", err)
		}
		if len(n[0].topics) > 0 || len(n[0].guard.mine) > 0 {
			t.Error("topics are left")
		}
	})
}
