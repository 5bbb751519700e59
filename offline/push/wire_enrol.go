package push

import (
	"restante/offline/deposit"
	"restante/offline/pb"
)

// enrolArgs are the mailboxes to be added, each with its own signature, and those
// to be dropped.
type enrolArgs struct {
	add        []deposit.Mailbox
	signatures [][]byte
	drop       []deposit.Mailbox
}

func (a enrolArgs) toWire() *pb.Enrol {
	m := &pb.Enrol{Drop: boxesToWire(a.drop)}
	for i := range a.add {
		m.Add = append(m.Add, &pb.Member{Mailbox: a.add[i][:], Signature: a.signatures[i]})
	}
	return m
}

func enrolFromWire(m *pb.Enrol) (a enrolArgs, err error) {
	if len(m.GetAdd())+len(m.GetDrop()) > maxEnrol {
		return a, errWire
	}
	for _, w := range m.GetAdd() {
		mailbox, err := fixed[deposit.Mailbox](w.GetMailbox())
		if err != nil {
			return a, err
		}
		a.add = append(a.add, mailbox)
		a.signatures = append(a.signatures, w.GetSignature())
	}
	a.drop, err = boxesFromWire(m.GetDrop(), maxEnrol)
	return a, err
}

// afterFromWire is a mailbox or the name of a pool, or nothing.
func afterFromWire(b []byte) ([]byte, error) {
	if n := len(b); n != 0 && n != len(deposit.Mailbox{}) {
		return nil, errWire
	}
	return append([]byte{}, b...), nil
}

func boxesToWire(ms []deposit.Mailbox) (w [][]byte) {
	for i := range ms {
		w = append(w, ms[i][:])
	}
	return w
}

func boxesFromWire(w [][]byte, most int) (ms []deposit.Mailbox, err error) {
	if len(w) > most {
		return nil, errWire
	}
	for _, b := range w {
		m, err := fixed[deposit.Mailbox](b)
		if err != nil {
			return nil, err
		}
		ms = append(ms, m)
	}
	return ms, nil
}

func mailboxesResponse(ms []deposit.Mailbox, more bool) *pb.Response {
	return &pb.Response{Answer: &pb.Response_Mailboxes{Mailboxes: &pb.Mailboxes{Mailboxes: boxesToWire(ms), More: more}}}
}

func mailboxesFromWire(m *pb.Mailboxes) ([]deposit.Mailbox, bool, error) {
	ms, err := boxesFromWire(m.GetMailboxes(), maxNamed)
	return ms, m.GetMore(), err
}

func takenResponse(index []int) *pb.Response {
	return &pb.Response{Answer: &pb.Response_Taken{Taken: &pb.Taken{Index: indexToWire(index)}}}
}
