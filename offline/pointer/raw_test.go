package pointer

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

// open gives a raw line to the holder, to say on it what no client would.
func (u *user) open(t testing.TB, h *holder) *line {
	t.Helper()
	if err := u.host.Connect(t.Context(), h.info); err != nil {
		t.Fatal(err)
	}
	s, err := u.host.Open(t.Context(), h.info.ID, Protocol, p2p.Limits{Frame: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Reset)
	l := &line{stream: s, holder: h.info.ID}
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

func hear(t testing.TB, l *line) *pb.PointerAnswer {
	t.Helper()
	var m pb.PointerAnswer
	if err := l.stream.Receive(&m); err != nil {
		t.Fatal(err)
	}
	return &m
}

// cutOff fails the test unless the holder ends the stream.
func cutOff(t testing.TB, l *line) {
	t.Helper()
	if b, err := l.stream.ReceiveBytes(); err == nil {
		t.Errorf("answered %x", b)
	}
}

func rawOf(t testing.TB, l letter) []byte {
	t.Helper()
	b, err := l.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func putCall(records ...[]byte) *pb.PointerCall {
	return &pb.PointerCall{Call: &pb.PointerCall_Put{Put: &pb.PointerPut{Records: records}}}
}

// signedBy is the first call on a line: an operation on the mailbox m, signed by
// s.
func signedBy(t testing.TB, l *line, s deposit.Signer, m deposit.Mailbox, op string, args proto.Message) *pb.PointerSigned {
	t.Helper()
	b, err := proto.Marshal(args)
	if err != nil {
		t.Fatal(err)
	}
	call := deposit.Call{Node: l.holder, Nonce: l.nonce, Number: 1, Op: op, Args: b}
	return signedCall{mailbox: m, op: op, number: 1, args: b, signature: call.Sign(s)}.toWire().GetSigned()
}

func callOf(s *pb.PointerSigned) *pb.PointerCall {
	return &pb.PointerCall{Call: &pb.PointerCall_Signed{Signed: s}}
}

// wholeRing asks for everything.
var wholeRing = span{}.toWire()

// fake is a holder that does not keep to the rules.
func fake(t testing.TB, serve func(*p2p.Stream) error) *holder {
	t.Helper()
	h := &holder{host: p2ptest.Loopback(t, identitytest.New(t))}
	h.info = h.host.Info()
	h.host.Handle(Protocol, p2p.Limits{Frame: 1 << 20}, func(_ context.Context, s *p2p.Stream) error { return serve(s) })
	return h
}

// answering is a holder that greets and gives the answers of f to every call.
func answering(t testing.TB, f func(*pb.PointerCall) *pb.PointerAnswer) *holder {
	t.Helper()
	return fake(t, func(s *p2p.Stream) error { return answer(s, f) })
}

func answer(s *p2p.Stream, f func(*pb.PointerCall) *pb.PointerAnswer) error {
	if err := s.Send(&pb.PointerHello{Nonce: make([]byte, 32)}); err != nil {
		return err
	}
	for {
		var call pb.PointerCall
		if err := s.Receive(&call); err != nil {
			return err
		}
		if err := s.Send(f(&call)); err != nil {
			return err
		}
	}
}
