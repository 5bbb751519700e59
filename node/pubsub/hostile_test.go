package pubsub

import (
	"bytes"
	"encoding/binary"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p-pubsub/pb"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/peerstore"
	"google.golang.org/protobuf/encoding/protowire"

	"restante/node/p2p/p2ptest"
)

// spoilt are versions of a message that must neither be delivered nor keep the
// message itself from coming in.
func spoilt(m *pubsub_pb.Message) map[string]*pubsub_pb.Message {
	with := func(edit func(*pubsub_pb.Message)) *pubsub_pb.Message {
		bad := &pubsub_pb.Message{Topic: m.Topic, Data: m.Data}
		edit(bad)
		return bad
	}
	return map[string]*pubsub_pb.Message{
		"author":    with(func(m *pubsub_pb.Message) { m.From = []byte("me") }),
		"number":    with(func(m *pubsub_pb.Message) { m.Seqno = []byte("1") }),
		"signature": with(func(m *pubsub_pb.Message) { m.Signature = []byte("s") }),
		"key":       with(func(m *pubsub_pb.Message) { m.Key = []byte("k") }),
		"ballast": with(func(m *pubsub_pb.Message) {
			m.ProtoReflect().SetUnknown(protowire.AppendBytes(protowire.AppendTag(nil, 99, protowire.BytesType), random(1000)))
		}),
		"too large":   with(func(m *pubsub_pb.Message) { m.Data = random(dataSize + nonceLen + overhead + 1) }),
		"too short":   with(func(m *pubsub_pb.Message) { m.Data = m.Data[:nonceLen-1] }),
		"no data":     with(func(m *pubsub_pb.Message) { m.Data = nil }),
		"other topic": with(func(m *pubsub_pb.Message) { m.Topic = new("/offlinemessage/somebodx") }),
		"no topic":    with(func(m *pubsub_pb.Message) { m.Topic = nil }),
	}
}

func TestSpoiltMessagesAreDroppedAndSpoilNothing(t *testing.T) {
	m := message(mail, "hello")
	for name, bad := range spoilt(m) {
		t.Run(name, func(t *testing.T) {
			inWorld(t, 2, nil, func(t *testing.T, w *p2ptest.World, n []*node) {
				push, bob := n[0], n[1]
				w.Connect(push.host, bob.host)
				bob.listen(mail)
				push.relay(mail)
				push.relay("/offlinemessage/somebodx")
				eve := newStranger(t, w.Host(), push)
				settle()
				eve.say(bad)
				settle()
				bob.want()
				eve.say(m, m)
				settle()
				bob.want("hello")
			})
		})
	}
}

func TestInvalidMessagesAreNotPassedOn(t *testing.T) {
	valid := func(name string, data []byte) bool { return name == mail && string(data) != "invalid" }
	inWorld(t, 2, nil, func(t *testing.T, w *p2ptest.World, n []*node) {
		push, bob := n[0], n[1]
		push.valid = valid
		w.Connect(push.host, bob.host)
		bob.listen(mail)
		push.relay(mail)
		settle()
		newStranger(t, w.Host(), push).say(message(mail, "invalid"), message(mail, "valid"))
		settle()
		bob.want("valid")
	})
}

func TestAFloodLeavesRoomForOthers(t *testing.T) {
	slow := func(o *Options) { o.Rate = Rate{Messages: 0.001, Burst: 20} }
	inWorld(t, 1, slow, func(t *testing.T, w *p2ptest.World, n []*node) {
		bob := n[0]
		bob.listen(mail)
		eve, alice := newStranger(t, w.Host(), bob), newStranger(t, w.Host(), bob)
		flood := messages(mail, 500)
		eve.say(flood...)
		settle()
		if len(bob.got) != 20 {
			t.Errorf("%d messages of a flood came in, want 20", len(bob.got))
		}
		bob.got = nil
		alice.say(flood[400]) // dropped before, and not marked as seen
		settle()
		bob.want("400")

		eve.stream.Reset()
		newStranger(t, eve.host, bob).say(flood[401:]...)
		settle()
		bob.want("400") // a new stream is no new budget
	})
}

func TestManyFloodsAreBoundedTogether(t *testing.T) {
	slow := func(o *Options) { o.Rate = Rate{Messages: 0.001, Burst: 2} }
	inWorld(t, 1, slow, func(t *testing.T, w *p2ptest.World, n []*node) {
		n[0].listen(mail)
		all := messages(mail, 2*(together+10))
		for i := range together + 10 {
			newStranger(t, w.Host(), n[0]).say(all[2*i : 2*i+2]...)
		}
		settle()
		if len(n[0].got) != 2*together {
			t.Errorf("%d messages came in, want %d", len(n[0].got), 2*together)
		}
	})
}

// What is above the budget of bytes is read later, and nothing of it is lost.
func TestBytesArePaced(t *testing.T) {
	slow := func(o *Options) { o.Rate = Rate{Bytes: 64 << 10} }
	inWorld(t, 1, slow, func(t *testing.T, w *p2ptest.World, n []*node) {
		n[0].listen(mail)
		eve := newStranger(t, w.Host(), n[0])
		start := time.Now()
		var last time.Duration
		n[0].valid = func(string, []byte) bool { last = time.Since(start); return true }
		for range 100 { // 3.2 MiB, of which 2 are free
			eve.say(&pubsub_pb.Message{Topic: new(mail), Data: random(32 << 10)})
		}
		<-time.After(time.Minute)
		settle()
		if len(n[0].got) != 100 {
			t.Errorf("%d messages came in, want 100", len(n[0].got))
		}
		if last < 15*time.Second || last > 30*time.Second {
			t.Errorf("it took %v, the budget makes it about 18 s", last)
		}
	})
}

func TestNonsenseEndsTheStreamAndNothingElse(t *testing.T) {
	for name, nonsense := range map[string][]byte{
		"4 GiB announced": binary.AppendUvarint(nil, 4<<30),
		"too large":       append(binary.AppendUvarint(nil, maxFrame+1), random(1000)...),
		"no protobuf":     protowire.AppendBytes(nil, []byte{0xff, 0xff, 0xff}),
		"no varint":       bytes.Repeat([]byte{0xff}, 30),
	} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, 2, nil, func(t *testing.T, w *p2ptest.World, n []*node) {
				alice, bob := n[0], n[1]
				w.Connect(alice.host, bob.host)
				bob.listen(mail)
				eve := newStranger(t, w.Host(), bob)
				settle()
				eve.write(nonsense)
				settle()
				if _, err := eve.stream.Write([]byte{0}); err == nil {
					t.Error("the stream is still open")
				}
				alice.publish(mail, "hello")
				settle()
				bob.want("hello")
			})
		})
	}
}

// A peer that takes nothing holds up neither us nor the others.
func TestAPeerThatDoesNotReadHoldsUpNobody(t *testing.T) {
	inWorld(t, 2, nil, func(t *testing.T, w *p2ptest.World, n []*node) {
		alice, bob := n[0], n[1]
		w.Connect(alice.host, bob.host)
		bob.listen(mail)
		h := w.Host()
		h.Libp2p().SetStreamHandler(protocolID, func(network.Stream) {}) // takes the stream, reads nothing
		newStranger(t, h, alice).send(&pubsub_pb.RPC{Subscriptions: []*pubsub_pb.RPC_SubOpts{subscription(mail, true)}})
		settle()
		if peers := alice.lib.ListPeers(mail); len(peers) != 2 {
			t.Fatalf("%d peers in the topic, want 2", len(peers))
		}
		for range 20 {
			for range 10 {
				alice.publish(mail, string(random(32<<10)))
			}
			settle()
		}
		if len(bob.got) != 200 {
			t.Errorf("%d messages came, want 200", len(bob.got))
		}
	})
}

func TestNobodyIsDialled(t *testing.T) {
	inWorld(t, 2, nil, func(t *testing.T, w *p2ptest.World, n []*node) {
		to := n[1].host.Info()
		n[0].host.Libp2p().Peerstore().AddAddrs(to.ID, to.Addrs, peerstore.PermanentAddrTTL)
		if _, err := n[0].links.NewStream(t.Context(), to.ID, protocolID); err == nil {
			t.Error("a stream to who is not connected")
		}
		if ids := n[0].host.Libp2p().Network().Peers(); len(ids) > 0 {
			t.Errorf("dialled %v", []peer.ID(ids))
		}
	})
}
