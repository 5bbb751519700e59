package push

import (
	"bytes"
	"testing"

	"google.golang.org/protobuf/proto"

	"restante/offline/deposit"
	"restante/offline/pb"
)

// A signed call is good for one node, one stream, one place, one mailbox and
// one set of arguments.
func TestForgedCalls(t *testing.T) {
	n, other := newNode(t, Limits{}), newNode(t, Limits{})
	bob, mallory := newUser(t).registered(t, n), newUser(t).registered(t, n)
	bob.registered(t, other)
	l := newLetter(t, bob.Mailbox(), 10)
	mallory.store(t, n, l)

	for name, forge := range map[string]func(*line, *pb.Signed){
		"signed by another":   func(h *line, s *pb.Signed) { *s = *signedBy(t, h, mallory, bob.Mailbox(), opRelease, l.key) },
		"for another mailbox": func(_ *line, s *pb.Signed) { m := mallory.Mailbox(); s.Mailbox = m[:] },
		"other arguments":     func(_ *line, s *pb.Signed) { s.Args = append(s.Args, 0x12, 0) },
		"another operation":   func(_ *line, s *pb.Signed) { s.Op = opUnregister },
		"no signature":        func(_ *line, s *pb.Signed) { s.Signature = nil },
		"another number":      func(_ *line, s *pb.Signed) { s.Number++ },
		"another node's": func(h *line, s *pb.Signed) {
			h.node = other.info.ID
			*s = *signedBy(t, h, bob, bob.Mailbox(), opRelease, l.key)
		},
		"another stream's":     func(_ *line, s *pb.Signed) { *s = *signedBy(t, bob.open(t, n), bob, bob.Mailbox(), opRelease, l.key) },
		"a signature of zeros": func(_ *line, s *pb.Signed) { s.Signature = make([]byte, 64) },
	} {
		h := mallory.open(t, n)
		s := signedBy(t, h, bob, bob.Mailbox(), opRelease, l.key)
		forge(h, s)
		say(t, h, &pb.Request{Call: &pb.Request_Signed{Signed: s}})
		if r := hear(t, h).GetRefusal(); Code(r.GetCode()) != CodeBadSignature {
			t.Errorf("%s: %v", name, r)
		}
	}
	if len(bob.list(t, n)) != 1 {
		t.Fatal("a forged call released the deposit")
	}
}

// signedBy is a release as the stream expects it next.
func signedBy(t testing.TB, l *line, s deposit.Signer, m deposit.Mailbox, op string, k deposit.Key) *pb.Signed {
	t.Helper()
	args, err := proto.Marshal(&pb.Release{Keys: keysToWire([]deposit.Key{k})})
	if err != nil {
		t.Fatal(err)
	}
	call := deposit.Call{Node: l.node, Nonce: l.nonce, Number: 1, Op: op, Args: args}
	return signedCall{mailbox: m, op: op, number: 1, args: args, signature: call.Sign(s)}.toWire()
}

func TestReplayOnTheSameStream(t *testing.T) {
	n := newNode(t, Limits{})
	bob := newUser(t).registered(t, n)
	l := bob.open(t, n)
	req := &pb.Request{Call: &pb.Request_Signed{Signed: signedBy(t, l, bob, bob.Mailbox(), opRelease, deposit.Key{})}}
	say(t, l, req, req)
	if m := hear(t, l); m.GetDone() == nil {
		t.Errorf("first time: %v", m)
	}
	if r := hear(t, l).GetRefusal(); Code(r.GetCode()) != CodeBadSignature {
		t.Errorf("second time: %v", r)
	}
}

// With a signature of one's own one reaches one's own mailbox only.
func TestForeignMailbox(t *testing.T) {
	n := newNode(t, Limits{})
	bob, mallory := newUser(t).registered(t, n), newUser(t).registered(t, n)
	l := newLetter(t, bob.Mailbox(), 10)
	bob.store(t, n, l)
	if err := mallory.Release(t.Context(), n.info, mallory, []deposit.Key{l.key}); err != nil {
		t.Errorf("Release(): %v", err)
	}
	if len(mallory.list(t, n)) != 0 || mallory.fetch(t, n, l.CID) != nil {
		t.Error("mallory sees bob's mailbox")
	}
	if !bytes.Equal(bob.fetch(t, n, l.CID), l.Block) {
		t.Error("mallory released bob's deposit")
	}
}
