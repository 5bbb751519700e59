package push

import (
	"context"
	"testing"

	"google.golang.org/protobuf/proto"

	"restante/node/identity/identitytest"
	"restante/node/p2p"
	"restante/node/p2p/p2ptest"
	"restante/offline/deposit"
	"restante/offline/pb"
)

// open gives a raw line to the node, to say on it what no client would.
func (u *user) open(t testing.TB, n *node) *line {
	t.Helper()
	if err := u.host.Connect(t.Context(), n.info); err != nil {
		t.Fatal(err)
	}
	s, err := u.host.Open(t.Context(), n.info.ID, Protocol, p2p.Limits{Frame: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Reset)
	l := &line{stream: s, node: n.info.ID}
	if err := l.hello(t.Context()); err != nil {
		t.Fatal(err)
	}
	return l
}

func say(t testing.TB, l *line, ms ...proto.Message) {
	t.Helper()
	for _, m := range ms {
		if err := l.stream.Send(m); err != nil {
			t.Fatal(err)
		}
	}
}

func hear(t testing.TB, l *line) *pb.Response {
	t.Helper()
	var m pb.Response
	if err := l.stream.Receive(&m); err != nil {
		t.Fatal(err)
	}
	return &m
}

// cutOff fails the test unless the node ends the stream.
func cutOff(t testing.TB, l *line) {
	t.Helper()
	if b, err := l.stream.ReceiveBytes(); err == nil {
		t.Errorf("answered %x", b)
	}
}

func storeCall(n int) *pb.Request {
	return &pb.Request{Call: &pb.Request_Store{Store: &pb.Store{Count: uint32(n)}}}
}

func wireOf(t testing.TB, l letter) *pb.Deposit {
	t.Helper()
	w, err := l.toWire()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// outcomeOf announces one deposit, sends the block if it is wanted, and returns
// what becomes of it.
func outcomeOf(t testing.TB, l *line, d *pb.Deposit, block []byte) *pb.Outcome {
	t.Helper()
	say(t, l, storeCall(1), d)
	if len(hear(t, l).GetWanted().GetIndex()) > 0 {
		say(t, l, &pb.Block{Data: block})
	}
	return hear(t, l).GetStored().GetOutcomes()[0]
}

// fake is a push node that does not keep to the rules.
func fake(t testing.TB, serve func(*p2p.Stream) error) *node {
	t.Helper()
	n := &node{host: p2ptest.Loopback(t, identitytest.New(t))}
	n.info = n.host.Info()
	n.host.Handle(Protocol, p2p.Limits{Frame: 1 << 20}, func(_ context.Context, s *p2p.Stream) error { return serve(s) })
	return n
}

// greet is an honest hello.
func greet(s *p2p.Stream) error {
	terms := Terms{MaxAge: deposit.MaxAge}
	return s.Send(&pb.Hello{Nonce: make([]byte, 32), Terms: terms.toWire()})
}
