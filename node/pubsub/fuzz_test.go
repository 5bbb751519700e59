package pubsub

import (
	"bytes"
	"testing"

	libpubsub "github.com/libp2p/go-libp2p-pubsub"
	"github.com/libp2p/go-libp2p-pubsub/pb"
	"google.golang.org/protobuf/proto"
)

// FuzzRPC gives a guard what a peer may send in one frame.
func FuzzRPC(f *testing.F) {
	for _, bad := range spoilt(message(mail, "hello")) {
		f.Add(marshal(f, &pubsub_pb.RPC{Publish: []*pubsub_pb.Message{bad}}))
	}
	f.Add(marshal(f, &pubsub_pb.RPC{Publish: messages(mail, 3)}))
	f.Add(marshal(f, announcements(0, 3)))
	f.Add(marshal(f, &pubsub_pb.RPC{Subscriptions: []*pubsub_pb.RPC_SubOpts{
		subscription(mail, true), subscription(mail, true), subscription(mail, false), subscription("", true)}}))
	f.Fuzz(func(t *testing.T, b []byte) {
		rpc := new(libpubsub.RPC)
		if proto.Unmarshal(b, &rpc.RPC) != nil {
			return
		}
		g := greeted(1)
		if err := g.inspect(peerID(0), rpc); err != nil {
			t.Fatal(err)
		}
		for _, m := range rpc.Publish {
			checkMessage(t, m)
		}
		hears(t, g, 0, rpc.Subscriptions...)
		checkTracked(t, g)
	})
}

func marshal(f *testing.F, rpc *pubsub_pb.RPC) []byte {
	b, err := proto.Marshal(rpc)
	if err != nil {
		f.Fatal(err)
	}
	return b
}

// checkMessage fails if a message that was let through is more than it seems.
func checkMessage(t *testing.T, m *pubsub_pb.Message) {
	data, ok := fromWire(m.GetData())
	if !ok || len(data) > dataSize+overhead {
		t.Errorf("a message of %d bytes was let through", len(m.GetData()))
	}
	again := &pubsub_pb.Message{Topic: m.Topic, Data: m.Data}
	if proto.Size(again) != proto.Size(m) || messageID(again) != messageID(m) {
		t.Errorf("a message carries more than topic and data: %v", m)
	}
}

// checkTracked fails if the sums do not agree.
func checkTracked(t *testing.T, g *guard) {
	crowd := 0
	for name, n := range g.crowd {
		if crowd += n; n != 1 || len(name) > maxName || !g.guests[peerID(0)].topics[name] {
			t.Errorf("%d peers in topic %q", n, name)
		}
	}
	if crowd != g.tracked || crowd != len(g.guests[peerID(0)].topics) {
		t.Errorf("%d announcements counted, %d remembered", g.tracked, crowd)
	}
	g.exit(peerID(0))
	if g.tracked != 0 || len(g.crowd) != 0 {
		t.Error("announcements are left after the peer hung up")
	}
}

func FuzzWire(f *testing.F) {
	f.Add([]byte(nil))
	f.Add([]byte("a message"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if got, ok := fromWire(toWire(data)); !ok || !bytes.Equal(got, data) {
			t.Errorf("%q became %q", data, got)
		}
		if got, ok := fromWire(data); ok != (len(data) >= nonceLen) || len(got) > len(data) {
			t.Errorf("%q was read as %q", data, got)
		}
	})
}

func TestEveryPublicationIsNew(t *testing.T) {
	if bytes.Equal(toWire([]byte("x")), toWire([]byte("x"))) {
		t.Error("two publications of the same bytes are the same message")
	}
}

func TestMessageIDsDiffer(t *testing.T) {
	ids := make(map[string]bool)
	all := []*pubsub_pb.Message{message("ab", "c"), message("a", "bc"), message("a", "c"), message("", "abc"), message("b", "c")}
	for _, m := range all {
		ids[messageID(m)] = true
	}
	if len(ids) != len(all) {
		t.Errorf("%d messages have %d names", len(all), len(ids))
	}
}
