package messagingtest

import (
	"fmt"
	"testing"
	"time"

	pb "github.com/libp2p/go-libp2p-kad-dht/pb"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-msgio/pbio"
	"github.com/multiformats/go-multiaddr"

	"restante/messaging"
	"restante/messaging/delivery"
)

// floodSize is how many pointers strangers leave in one mailbox.
const floodSize = 10_000

// Strangers fill a mailbox with pointers that lead nowhere, for as long as a
// holder takes any. What somebody else sends is taken all the same, and comes at
// once.
func TestTenThousandPointers(t *testing.T) {
	virtually(t, func(w *World) {
		w.User("carol")
		w.Hub("carol")
		only := messaging.Without{Direct: true, Push: true, Pubsub: true}
		alice, bob := w.UserWithout("alice", only), w.UserWithout("bob", only)
		w.Meet("alice", "bob")
		bodies := w.mallory().deadEnds(bob, 100)
		w.Stop("alice", "bob")
		for placed := 0; placed < floodSize; pass(time.Minute) {
			m := w.mallory()
			for n := len(bodies); n == len(bodies) && placed < floodSize; placed += n {
				n = m.points(bob.id, bodies...)
			}
			m.host.Close()
		}
		w.Start("alice")
		var texts, ids []string
		for i := range 8 {
			texts = append(texts, fmt.Sprint("through the flood ", i))
			ids = append(ids, alice.Send("bob", texts[i]))
		}
		within(t, time.Hour, func() { alice.pointed("bob") })
		w.Start("bob")
		within(t, time.Minute, func() { bob.Sees("alice", texts...) })
		for _, id := range ids {
			within(t, time.Hour, func() { alice.Waits(id, delivery.Delivered) })
		}
	})
}

// deadEnds are bodies of pointers to as many blocks at as many places, of which
// there is none.
func (m *mallory) deadEnds(to *User, n int) (bodies [][]byte) {
	for i := range n {
		at := fmt.Sprintf("/ip4/9.9.9.%d/udp/1/quic-v1/p2p/%s", i, nobody(m.w.t))
		bodies = append(bodies, m.sealed(to, nothing(fmt.Sprint("dead end ", i), at)))
	}
	return bodies
}

// A peer of the DHT sends everybody who asks it for the way to the same address,
// where others live.
func TestDHTNamesForeignAddresses(t *testing.T) {
	w := New(t)
	w.User("carol")
	w.Hub("carol")
	victim := newDoorbell(t)
	m := w.mallory()
	m.misleads(victim.addr)
	only := messaging.Without{Push: true, Pubsub: true, Direct: true}
	alice, bob := w.UserWithout("alice", only), w.UserWithout("bob", only)
	w.Meet("alice", "bob")
	w.Stop("bob")
	id := alice.Send("bob", "hello")
	alice.pointed("bob")
	w.Start("bob")
	bob.Sees("alice", "hello")
	bob.pointed("alice")
	alice.Looks()
	alice.Waits(id, delivery.Delivered)
	t.Logf("the victim was called %d times", victim.rings.Load())
	if n := victim.rings.Load(); n > callsByDHT {
		t.Errorf("the victim was called %d times, at most %d were expected", n, callsByDHT)
	}
}

// misleads answers all that the DHT asks with twenty peers at one address.
func (m *mallory) misleads(addr string) {
	at := multiaddr.StringCast(addr)
	m.inDHT(func(ask *pb.Message) *pb.Message {
		answer := pb.NewMessage(ask.GetType(), ask.GetKey(), 0)
		var closer []peer.AddrInfo
		for range 20 {
			closer = append(closer, peer.AddrInfo{ID: nobody(m.w.t), Addrs: []multiaddr.Multiaddr{at}})
		}
		answer.CloserPeers = pb.RawPeerInfosToPBPeers(closer)
		return answer
	})
}

// inDHT answers what the DHT asks.
func (m *mallory) inDHT(answer func(ask *pb.Message) *pb.Message) {
	m.host.Libp2p().SetStreamHandler("/restante/kad/1.0.0", func(s network.Stream) {
		defer s.Close()
		in, out := pbio.NewDelimitedReader(s, network.MessageSizeMax), pbio.NewDelimitedWriter(s)
		for {
			var ask pb.Message
			if in.ReadMsg(&ask) != nil || out.WriteMsg(answer(&ask)) != nil {
				return
			}
		}
	})
}

// Of twenty holders one is dead and one never answers: the others are heard at
// once, and a message to somebody who comes back is not late.
func TestDeadHolderAmongTwenty(t *testing.T) {
	virtually(t, func(w *World) {
		w.PushNode("oslo")
		w.User("carol", "oslo")
		w.Hub("carol")
		only := messaging.Without{Direct: true, Push: true, Pubsub: true}
		alice, bob := w.UserWithout("alice", only), w.UserWithout("bob", only)
		w.Meet("alice", "bob")
		var holders []*mallory
		for range 18 {
			holders = append(holders, w.holder())
		}
		w.Stop("bob")
		id := alice.Send("bob", "hello")
		alice.pointed("bob")
		if n := alice.UnderWay("bob")[0].Pointers; n < 15 {
			t.Errorf("%d holders have the pointer", n)
		}
		holders[0].host.Close()
		holders[1].answers(answers["silence"])
		w.Start("bob")
		within(t, 5*time.Second, func() { bob.Sees("alice", "hello") })
		alice.Waits(id, delivery.Delivered)
	})
}
