package direct

import (
	"fmt"
	"strings"

	"restante/offline/deposit"
	"restante/offline/pb"
)

// message is what a peer hands over.
type message struct {
	mailbox deposit.Mailbox
	sealed  []byte
}

func (m message) toWire() *pb.Call {
	return &pb.Call{Call: &pb.Call_Message{Message: &pb.Message{Mailbox: m.mailbox[:], Sealed: m.sealed}}}
}

func messageFromWire(w *pb.Message) (m message, err error) {
	if len(w.GetMailbox()) != len(m.mailbox) || len(w.GetSealed()) == 0 || len(w.GetSealed()) > MaxSealed {
		return m, fmt.Errorf("%w: a message of a wrong size", ErrProto)
	}
	return message{mailbox: deposit.Mailbox(w.GetMailbox()), sealed: w.GetSealed()}, nil
}

func hintToWire(b []byte) *pb.Call {
	return &pb.Call{Call: &pb.Call_Hint{Hint: &pb.Hint{Data: b}}}
}

func wantCard() *pb.Call { return &pb.Call{Call: &pb.Call_WantCard{WantCard: &pb.WantCard{}}} }

func answerToWire(a Answer) *pb.Reply {
	w := &pb.Answer{Outcome: uint32(a.Outcome), Reason: shorten(a.Reason)}
	return &pb.Reply{Reply: &pb.Reply_Answer{Answer: w}}
}

// answerFromWire takes an outcome that it does not know for the one that
// promises nothing.
func answerFromWire(w *pb.Reply) (Answer, error) {
	a := w.GetAnswer()
	if a == nil {
		return Answer{}, fmt.Errorf("%w: no answer", ErrProto)
	}
	out := Answer{Reason: shorten(a.GetReason())}
	if o := a.GetOutcome(); o <= uint32(NotYet) {
		out.Outcome = Outcome(o)
	}
	return out, nil
}

func shorten(s string) string {
	if len(s) > maxReason {
		s = s[:maxReason]
	}
	return strings.ToValidUTF8(s, "")
}

func cardToWire(b []byte) *pb.Reply {
	return &pb.Reply{Reply: &pb.Reply_Card{Card: &pb.PeerCard{Card: b}}}
}

func cardFromWire(w *pb.Reply) ([]byte, error) {
	if w.GetCard() == nil || len(w.GetCard().GetCard()) > MaxCard {
		return nil, fmt.Errorf("%w: no card, or too large a one", ErrProto)
	}
	if len(w.GetCard().GetCard()) == 0 {
		return nil, ErrNoCard
	}
	return w.GetCard().GetCard(), nil
}
