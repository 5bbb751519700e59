package messagingtest

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"math/rand/v2"
	"testing"
	"time"

	pb "github.com/libp2p/go-libp2p-kad-dht/pb"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/protocol"

	"restante/messaging/card"
	"restante/messaging/delivery"
	"restante/node/p2p"
	"restante/node/record"
	"restante/offline/direct"
	"restante/offline/pointer"
	"restante/offline/push"
)

// everyProtocol is all that a peer may be asked.
var everyProtocol = []protocol.ID{push.Protocol, pointer.Protocol, direct.Protocol, "/ipfs/bitswap/1.2.0", "/restante/kad/1.0.0"}

// answers are what a peer may say whatever it is asked.
var answers = map[string]func(network.Stream){
	"silence": func(s network.Stream) { _, _ = io.Copy(io.Discard, s) },
	"goodbye": func(s network.Stream) { _ = s.Reset() },
	"nothing": func(s network.Stream) { _, _ = s.Write(make([]byte, 64)); _ = s.Close() },
	"4 GiB": func(s network.Stream) {
		_, _ = s.Write(binary.AppendUvarint(nil, 4<<30))
		endless(s, make([]byte, 1<<10))
	},
	"noise": func(s network.Stream) {
		var seed [32]byte
		noise := make([]byte, 1<<10)
		_, _ = rand.NewChaCha8(seed).Read(noise)
		endless(s, noise)
	},
	"an echo": func(s network.Stream) { _, _ = io.Copy(s, s); _ = s.Close() },
}

// endless sends until the other side has had enough.
func endless(s network.Stream, b []byte) {
	for {
		if _, err := s.Write(b); err != nil {
			return
		}
	}
}

func (m *mallory) answers(f func(network.Stream)) {
	for _, p := range everyProtocol {
		m.host.Libp2p().SetStreamHandler(p, f)
	}
}

// uses makes mallory one of a user's push nodes, as far as that user goes.
func (m *mallory) uses(u *User) {
	_, err := u.core.Network.AddPushNode(context.Background(), m.host.Addrs()[0])
	u.must("adding a push node", err)
}

// One of two push nodes, which is a holder of pointers and a peer of the DHT too,
// answers nothing that makes sense. It holds up nothing.
func TestAnswersThatMakeNoSense(t *testing.T) {
	for name, answer := range answers {
		t.Run(name, func(t *testing.T) {
			virtually(t, func(w *World) {
				w.PushNode("oslo")
				w.User("carol")
				w.Hub("carol")
				m := w.mallory()
				m.answers(answer)
				alice, bob := w.User("alice", "oslo"), w.User("bob", "oslo")
				m.uses(alice)
				m.uses(bob)
				w.Meet("alice", "bob")
				w.Stop("bob")
				id := alice.Send("bob", "hello")
				within(t, 10*time.Second, func() { alice.Waits(id, delivery.Stored) })
				w.Stop("alice")
				w.Start("bob")
				within(t, 10*time.Second, func() { bob.Sees("alice", "hello") })
				w.Stop("bob")
				w.Start("alice")
				within(t, time.Minute, func() { alice.Waits(id, delivery.Delivered) })
			})
		})
	}
}

// Nor does a peer of the DHT that confirms a card with nothing do any harm.
func TestNothingInAnswerToACard(t *testing.T) {
	virtually(t, func(w *World) {
		carol := w.User("carol")
		w.Hub("carol")
		m := w.mallory()
		carol.Until("a peer in the DHT", func() bool { return carol.node.Host.Routes() > 0 })
		m.inDHT(func(*pb.Message) *pb.Message { return new(pb.Message) })
		ctx := context.Background()
		raw, err := carol.core.Contacts.Card(ctx)
		carol.must("reading a card", err)
		err = carol.node.Host.PutRecord(ctx, record.DHTKey(card.Kind, carol.id), raw)
		if !errors.Is(err, p2p.ErrAlone) {
			t.Errorf("%v, want %v", err, p2p.ErrAlone)
		}
	})
}

// within fails the test if f takes longer on the virtual clock.
func within(t *testing.T, limit time.Duration, f func()) {
	t.Helper()
	began := time.Now()
	if f(); time.Since(began) > limit {
		t.Errorf("it took %v, at most %v were expected", time.Since(began), limit)
	}
}
