package direct

import (
	"bytes"
	"testing"

	"google.golang.org/protobuf/proto"

	"restante/offline/deposit"
	"restante/offline/pb"
)

func seed(f *testing.F, ms ...proto.Message) {
	for _, m := range ms {
		b, err := proto.Marshal(m)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
}

func FuzzMessage(f *testing.F) {
	seed(f, message{mailbox: deposit.Mailbox{1}, sealed: []byte("sealed")}.toWire(), hintToWire([]byte("typing")), wantCard())
	f.Fuzz(func(t *testing.T, b []byte) {
		var c pb.Call
		if proto.Unmarshal(b, &c) != nil {
			return
		}
		m, err := messageFromWire(c.GetMessage())
		if err != nil {
			return
		}
		if len(m.sealed) == 0 || len(m.sealed) > MaxSealed {
			t.Fatalf("a message of %d bytes passed", len(m.sealed))
		}
		again, err := messageFromWire(m.toWire().GetMessage())
		if err != nil || again.mailbox != m.mailbox || !bytes.Equal(again.sealed, m.sealed) {
			t.Fatalf("%v became %v, %v", m, again, err)
		}
	})
}

func FuzzReply(f *testing.F) {
	seed(f, answerToWire(Answer{Outcome: Refused, Reason: "no"}), cardToWire([]byte("card")))
	f.Fuzz(func(t *testing.T, b []byte) {
		var r pb.Reply
		if proto.Unmarshal(b, &r) != nil {
			return
		}
		if a, err := answerFromWire(&r); err == nil {
			if again, err := answerFromWire(answerToWire(a)); err != nil || again != a || len(a.Reason) > maxReason {
				t.Fatalf("%v became %v, %v", a, again, err)
			}
		}
		if card, err := cardFromWire(&r); err == nil {
			if again, err := cardFromWire(cardToWire(card)); err != nil || !bytes.Equal(again, card) || len(card) > MaxCard {
				t.Fatalf("a card of %d bytes became one of %d, %v", len(card), len(again), err)
			}
		}
	})
}
