package pubsub

import (
	"fmt"
	"testing"

	"github.com/libp2p/go-libp2p-pubsub/pb"
	"github.com/libp2p/go-libp2p/core/network"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"

	"restante/node/p2p"
)

// stranger speaks the protocol by hand and says what it likes.
type stranger struct {
	t      testing.TB
	host   *p2p.Host
	stream network.Stream
}

// stranger calls a node.
func newStranger(t testing.TB, h *p2p.Host, n *node) *stranger {
	t.Helper()
	s := &stranger{t: t, host: h}
	if err := h.Connect(t.Context(), n.host.Info()); err != nil {
		t.Fatal(err)
	}
	var err error
	if s.stream, err = h.Libp2p().NewStream(t.Context(), n.host.ID(), protocolID); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.stream.Reset() })
	return s
}

func (s *stranger) send(rpc *pubsub_pb.RPC) {
	s.t.Helper()
	b, err := proto.Marshal(rpc)
	if err != nil {
		s.t.Fatal(err)
	}
	s.write(protowire.AppendBytes(nil, b))
}

func (s *stranger) write(b []byte) {
	s.t.Helper()
	if _, err := s.stream.Write(b); err != nil {
		s.t.Fatal(err)
	}
}

// say sends messages, each in a frame of its own.
func (s *stranger) say(messages ...*pubsub_pb.Message) {
	s.t.Helper()
	for _, m := range messages {
		s.send(&pubsub_pb.RPC{Publish: []*pubsub_pb.Message{m}})
	}
}

// message is what PubSub would send, always with the same random bytes.
func message(name, text string) *pubsub_pb.Message {
	return &pubsub_pb.Message{Topic: &name, Data: append(make([]byte, nonceLen), text...)}
}

func messages(name string, count int) (all []*pubsub_pb.Message) {
	for i := range count {
		all = append(all, message(name, fmt.Sprint(i)))
	}
	return all
}

// announcements of topics with numbers for names.
func announcements(from, to int) *pubsub_pb.RPC {
	rpc := new(pubsub_pb.RPC)
	for i := from; i < to; i++ {
		rpc.Subscriptions = append(rpc.Subscriptions, subscription(longName(i), true))
	}
	return rpc
}

func subscription(name string, on bool) *pubsub_pb.RPC_SubOpts {
	return &pubsub_pb.RPC_SubOpts{Topicid: &name, Subscribe: &on}
}

func longName(i int) string { return fmt.Sprintf("/%0*d", maxName-1, i) }
