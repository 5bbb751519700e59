package pointer

import (
	"bytes"
	"testing"

	"google.golang.org/protobuf/proto"

	"restante/node/p2p"
	"restante/offline/deposit"
	"restante/offline/pb"
)

// A signed call is good for one holder, one stream, one place, one mailbox and
// one set of arguments; nobody but the owner reads a mailbox or releases.
func TestForgedCalls(t *testing.T) {
	h, other := newHolder(t, Limits{}), newHolder(t, Limits{})
	bob, mallory := newUser(t, h), newUser(t, h)
	l := newLetter(t, bob.Mailbox())
	mallory.leave(t, l)
	for op, args := range map[string]proto.Message{opFind: wholeRing, opRelease: keysToWire([]deposit.Key{l.key})} {
		for name, forge := range map[string]func(*line, *pb.PointerSigned){
			"signed by another":   func(l *line, s *pb.PointerSigned) { again(s, signedBy(t, l, mallory, bob.Mailbox(), op, args)) },
			"for another mailbox": func(_ *line, s *pb.PointerSigned) { m := mallory.Mailbox(); s.Mailbox = m[:] },
			"no mailbox":          func(_ *line, s *pb.PointerSigned) { s.Mailbox = make([]byte, 32) },
			"other arguments":     func(_ *line, s *pb.PointerSigned) { s.Args = append(s.Args, 0x7a, 0) },
			"another operation":   func(_ *line, s *pb.PointerSigned) { s.Op = opFind + opRelease },
			"no signature":        func(_ *line, s *pb.PointerSigned) { s.Signature = nil },
			"a signature of zeros": func(_ *line, s *pb.PointerSigned) {
				s.Signature = make([]byte, 64)
			},
			"another number": func(_ *line, s *pb.PointerSigned) { s.Number++ },
			"another holder's": func(l *line, s *pb.PointerSigned) {
				l.holder = other.info.ID
				again(s, signedBy(t, l, bob, bob.Mailbox(), op, args))
			},
			"another stream's": func(_ *line, s *pb.PointerSigned) {
				again(s, signedBy(t, newUser(t).open(t, h), bob, bob.Mailbox(), op, args))
			},
		} {
			line := mallory.open(t, h)
			s := signedBy(t, line, bob, bob.Mailbox(), op, args)
			forge(line, s)
			say(t, line, callOf(s))
			if r := hear(t, line).GetRefusal(); Code(r.GetCode()) != CodeBadSignature {
				t.Errorf("%s, %s: %v", op, name, r)
			}
			line.stream.Reset()
		}
	}
	bob.holds(t, l)
}

// again makes of a call another one.
func again(s, by *pb.PointerSigned) {
	proto.Reset(s)
	proto.Merge(s, by)
}

func TestReplayOnTheSameStream(t *testing.T) {
	h := newHolder(t, Limits{})
	bob := newUser(t, h)
	l := bob.open(t, h)
	call := callOf(signedBy(t, l, bob, bob.Mailbox(), opFind, wholeRing))
	say(t, l, call, call)
	if m := hear(t, l); m.GetPage() == nil {
		t.Errorf("first time: %v", m)
	}
	if r := hear(t, l).GetRefusal(); Code(r.GetCode()) != CodeBadSignature {
		t.Errorf("second time: %v", r)
	}
}

// With a signature or preimage of one's own one reaches one's own records only,
// and learns nothing about those of others.
func TestForeignRecords(t *testing.T) {
	h := newHolder(t, Limits{})
	alice, bob, mallory := newUser(t, h), newUser(t, h), newUser(t, h)
	l, own := newLetter(t, bob.Mailbox()), newLetter(t, mallory.Mailbox())
	alice.leave(t, l)
	mallory.leave(t, own)
	for _, key := range []deposit.Key{l.key, {1}} {
		if err := mallory.Release(t.Context(), mallory, nil, []deposit.Key{key}); err != nil {
			t.Errorf("Release() = %v", err)
		}
		cs := []Cancellation{{key, own.preimage}, {key, deposit.Preimage(l.CancelHash)}}
		if done, err := mallory.Cancel(t.Context(), bob.Mailbox(), cs, nil, nil); err != nil || len(done) != 1 {
			t.Errorf("Cancel() = %v, %v", done, err)
		}
	}
	mallory.holds(t, own)
	bob.holds(t, l)
}

func TestBadRecords(t *testing.T) {
	h := newHolder(t, Limits{})
	bob := newUser(t, h)
	line := bob.open(t, h)
	good := newLetter(t, bob.Mailbox())
	change := func(f func([]byte) []byte) []byte { return f(bytes.Clone(rawOf(t, good))) }
	for name, raw := range map[string][]byte{
		"empty":       {},
		"short":       change(func(b []byte) []byte { return b[:2047] }),
		"long":        change(func(b []byte) []byte { return append(b, 0) }),
		"bad padding": change(func(b []byte) []byte { b[2047] = 1; return b }),
		"bad version": change(func(b []byte) []byte { b[0] = 9; return b }),
	} {
		say(t, line, putCall(raw, rawOf(t, good)))
		rs, err := outcomesFromWire(hear(t, line).GetOutcomes(), 2)
		if err != nil || code(t, rs[0]) != CodeBadRecord || rs[1] != nil {
			t.Errorf("%s: %v, %v", name, rs, err)
		}
	}
	bob.holds(t, good)
}

func TestUnknownCalls(t *testing.T) {
	h := newHolder(t, Limits{})
	bob := newUser(t, h)
	many := make([][]byte, maxRecords+1)
	short := &pb.PointerCancel{Cancellations: []*pb.PointerCancellation{{Key: make([]byte, 32)}}}
	tooMany := &pb.PointerCancel{Cancellations: make([]*pb.PointerCancellation, maxKeys+1)}
	for name, call := range map[string]func(*line) *pb.PointerCall{
		"none":             func(*line) *pb.PointerCall { return &pb.PointerCall{} },
		"no records":       func(*line) *pb.PointerCall { return putCall() },
		"too many records": func(*line) *pb.PointerCall { return putCall(many...) },
		"short preimage": func(*line) *pb.PointerCall {
			return &pb.PointerCall{Call: &pb.PointerCall_Cancel{Cancel: short}}
		},
		"too many keys": func(*line) *pb.PointerCall {
			return &pb.PointerCall{Call: &pb.PointerCall_Cancel{Cancel: tooMany}}
		},
		"short mailbox": func(*line) *pb.PointerCall { return callOf(&pb.PointerSigned{Mailbox: []byte("x")}) },
		"unknown op": func(l *line) *pb.PointerCall {
			return callOf(signedBy(t, l, bob, bob.Mailbox(), "empty everything", wholeRing))
		},
		"no span": func(l *line) *pb.PointerCall {
			return callOf(signedBy(t, l, bob, bob.Mailbox(), opFind, &pb.PointerFind{}))
		},
		"too much to skip": func(l *line) *pb.PointerCall {
			return callOf(signedBy(t, l, bob, bob.Mailbox(), opFind, span{skip: make([]uint64, maxSkip+1)}.toWire()))
		},
		"a short key": func(l *line) *pb.PointerCall {
			return callOf(signedBy(t, l, bob, bob.Mailbox(), opRelease, &pb.PointerRelease{Keys: [][]byte{{1}}}))
		},
		"too many to release": func(l *line) *pb.PointerCall {
			return callOf(signedBy(t, l, bob, bob.Mailbox(), opRelease, keysToWire(make([]deposit.Key, maxKeys+1))))
		},
	} {
		l := bob.open(t, h)
		say(t, l, call(l))
		if r := hear(t, l).GetRefusal(); Code(r.GetCode()) != CodeBadRequest {
			t.Errorf("%s: %v", name, r)
		}
		l.stream.Reset()
	}
}

func TestStreamsThatAreCutOff(t *testing.T) {
	h := newHolder(t, Limits{})
	bob := newUser(t, h)
	for name, say := range map[string]func(*p2p.Stream) error{
		"no protobuf":       func(s *p2p.Stream) error { return s.SendBytes([]byte{0xff}) },
		"too large a frame": func(s *p2p.Stream) error { return s.SendBytes(make([]byte, maxFrame+1)) },
	} {
		l := bob.open(t, h)
		if err := say(l.stream); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		cutOff(t, l)
	}
	l := newLetter(t, bob.Mailbox())
	bob.leave(t, l)
	bob.holds(t, l)
}

func TestStreamsPerPeer(t *testing.T) {
	h := newHolder(t, Limits{})
	bob, carol := newUser(t, h), newUser(t)
	for range clientStreams {
		carol.open(t, h)
	}
	s, err := carol.host.Open(t.Context(), h.info.ID, Protocol, p2p.Limits{})
	if err == nil {
		t.Cleanup(s.Reset)
		if b, err := s.ReceiveBytes(); err == nil {
			t.Errorf("one stream too many was greeted: %x", b)
		}
	}
	bob.leave(t, newLetter(t, bob.Mailbox())) // others are not concerned
}
