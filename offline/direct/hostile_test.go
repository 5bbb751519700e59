package direct

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"restante/node/p2p"
	"restante/offline/deposit"
	"restante/offline/pb"
)

func TestHostileFrames(t *testing.T) {
	alice, bob := newPair(t)
	for name, frame := range map[string][]byte{
		"empty":          {},
		"no protobuf":    []byte("\xff\xff\xff"),
		"too large":      make([]byte, maxFrame+1),
		"bad mailbox":    []byte("\x0a\x05\x0a\x01x\x12\x00"),
		"unknown call":   {0x7a, 0x00},
		"message of nil": {0x0a, 0x00},
	} {
		s := raw(t, alice.host, bob.host)
		if err := s.SendBytes(frame); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if b, err := s.ReceiveBytes(); err == nil {
			t.Errorf("%s was answered %x", name, b)
		}
	}
	if n := bob.received(); n != 0 {
		t.Errorf("%d bad messages reached the receiver", n)
	}
	if a, err := alice.Send(t.Context(), bob.host.ID(), deposit.Mailbox{}, []byte("x")); err != nil || a.Outcome != Committed {
		t.Errorf("afterwards: %v, %v", a, err)
	}
}

// A peer that answers nonsense costs an error, and no memory.
func TestHostileAnswers(t *testing.T) {
	alice, mallory := newSide(t), newHost(t)
	connect(t, alice.host, mallory)
	answers := func(reply *pb.Reply) {
		mallory.Handle(Protocol, p2p.Limits{}, func(_ context.Context, s *p2p.Stream) error {
			if _, err := s.ReceiveBytes(); err != nil {
				return err
			}
			return s.Send(reply)
		})
	}
	large := cardToWire(make([]byte, MaxCard+1))
	for name, reply := range map[string]*pb.Reply{
		"nothing":        {},
		"card for text":  cardToWire([]byte("card")),
		"too large card": large,
	} {
		answers(reply)
		if a, err := alice.Send(t.Context(), mallory.ID(), deposit.Mailbox{}, []byte("x")); !errors.Is(err, ErrProto) {
			t.Errorf("%s: %v, %v", name, a, err)
		}
	}
	answers(large)
	if _, err := alice.Card(t.Context(), mallory.ID()); err == nil {
		t.Error("a card was accepted that is none")
	}
}

// A receiver's panic costs its stream, not the program.
func TestPanickingReceiver(t *testing.T) {
	alice, bob := newPair(t)
	bob.answer = func(sealed []byte) Answer {
		if string(sealed) == "bad" {
			panic("no")
		}
		return Answer{Outcome: Committed}
	}
	if a, err := alice.Send(t.Context(), bob.host.ID(), deposit.Mailbox{}, []byte("bad")); err == nil {
		t.Errorf("the panic was answered with %v", a)
	}
	if a, err := alice.Send(t.Context(), bob.host.ID(), deposit.Mailbox{}, []byte("good")); err != nil || a.Outcome != Committed {
		t.Errorf("afterwards: %v, %v", a, err)
	}
}

func TestReasonIsShort(t *testing.T) {
	got, err := answerFromWire(answerToWire(Answer{Outcome: Refused, Reason: strings.Repeat("é", 1000)}))
	if err != nil || len(got.Reason) > maxReason || !bytes.HasPrefix([]byte(got.Reason), []byte("éé")) {
		t.Errorf("reason of %d bytes, %v", len(got.Reason), err)
	}
}
