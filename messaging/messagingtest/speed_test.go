package messagingtest

import (
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/metrics"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/protocol"

	"restante/messaging"
	"restante/messaging/delivery"
)

// These figures are times on the virtual clock, so they are the same on any
// machine: what is counted are round trips and waits.

// roundTrip is that of a slow line.
const roundTrip = 80 * time.Millisecond

func farApart(t *testing.T, story func(w *World)) {
	synctest.Test(t, func(t *testing.T) { story(Virtual(t, roundTrip/2)) })
}

// A message to somebody who is away is signed for by two push nodes within 600 ms,
// with streams that are open, with some that have to be opened again, and right
// after a start.
func TestTwoReceipts(t *testing.T) {
	const atMost = 600 * time.Millisecond
	farApart(t, func(w *World) {
		w.PushNode("oslo")
		w.PushNode("rome")
		alice := w.User("alice", "oslo", "rome")
		w.User("bob", "oslo", "rome")
		w.Meet("alice", "bob")
		w.Stop("bob")
		var took times
		for i := range 40 {
			took.take(func() {
				id := alice.Send("bob", fmt.Sprint(i))
				alice.Until("two receipts", func() bool { return len(alice.custody(id)) == 2 })
			})
			pass(time.Duration(i) * 5 * time.Second)
			if i%10 == 9 {
				w.Stop("alice")
				w.Start("alice")
			}
		}
		t.Logf("two receipts after %v (p50), %v (p95)", took.at(.5), took.at(.95))
		if took.at(.95) > atMost {
			t.Errorf("p95 is %v, at most %v are allowed", took.at(.95), atMost)
		}
		alice.Forgets("bob")
	})
}

// Twenty pointers that lead nowhere add nothing to the time in which somebody sees
// what a live one leads to.
func TestDeadPointersCostNothing(t *testing.T) {
	took := make(map[int]time.Duration)
	for _, dead := range []int{0, 20} {
		farApart(t, func(w *World) { took[dead] = w.among(dead) })
	}
	t.Logf("seen after %v, with twenty dead pointers after %v", took[0], took[20])
	if more := took[20] - took[0]; more > roundTrip {
		t.Errorf("twenty dead pointers cost %v", more)
	}
}

// among is how long it takes until a message shows to which a pointer leads, among
// so many dead ones.
func (w *World) among(dead int) time.Duration {
	w.t.Helper()
	w.User("carol")
	w.Hub("carol")
	only := messaging.Without{Direct: true, Push: true, Pubsub: true}
	alice, bob := w.UserWithout("alice", only), w.UserWithout("bob", only)
	w.Meet("alice", "bob")
	m := w.mallory()
	if m.points(bob.id, m.deadEnds(bob, dead)...) != dead {
		w.t.Error("the dead pointers were not taken")
	}
	pass(time.Minute)
	looked := make(chan struct{})
	go func() { defer close(looked); bob.Looks() }() // and has gone after the dead ones when the live one comes
	pass(500 * time.Millisecond)
	began := time.Now()
	id := alice.Send("bob", "hello")
	bob.Sees("alice", "hello")
	took := time.Since(began)
	<-looked
	alice.Waits(id, delivery.Delivered)
	return took
}

// Somebody with three push nodes and ten peers in the DHT, to whom nobody writes,
// sends and receives next to nothing. Counted is what streams carry.
func TestIdleTraffic(t *testing.T) {
	const atMost = 5 << 10 // bytes a second
	virtually(t, func(w *World) {
		w.User("carol")
		w.Hub("carol")
		nodes := []string{"oslo", "rome", "lima"}
		for _, n := range nodes {
			w.PushNode(n)
		}
		for range 10 {
			w.holder()
		}
		counter := new(counter)
		alice := w.User("alice", nodes...)
		w.Stop("alice")
		alice.place.extra = append(alice.place.extra, libp2p.BandwidthReporter(counter))
		w.Start("alice")
		pass(time.Minute)
		before := counter.bytes.Load()
		pass(time.Hour)
		rate := float64(counter.bytes.Load()-before) / time.Hour.Seconds()
		t.Logf("%.0f bytes a second with %d peers", rate, len(alice.node.Host.Peers()))
		if rate > atMost {
			t.Errorf("%.0f bytes a second, at most %d are allowed", rate, atMost)
		}
	})
}

// counter counts what streams carry, both ways. That of libp2p counts by the clock
// on the wall.
type counter struct {
	metrics.Reporter
	bytes atomic.Int64
}

func (c *counter) LogSentMessage(n int64)                                 { c.bytes.Add(n) }
func (c *counter) LogRecvMessage(n int64)                                 { c.bytes.Add(n) }
func (c *counter) LogSentMessageStream(int64, protocol.ID, peer.ID)       {}
func (c *counter) LogRecvMessageStream(n int64, _ protocol.ID, _ peer.ID) {}
