package pointer

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"google.golang.org/protobuf/proto"

	"restante/offline/deposit"
	"restante/offline/pb"
)

// errWire: foreign bytes that do not mean anything here.
var errWire = errors.New("malformed")

func unmarshal(b []byte, m proto.Message) error {
	if err := proto.Unmarshal(b, m); err != nil {
		return fmt.Errorf("%w: %w", errWire, err)
	}
	return nil
}

// fixed copies exactly n bytes.
func fixed[T ~[32]byte](b []byte) (t T, err error) {
	if len(b) != len(t) {
		return t, fmt.Errorf("%w: %d bytes instead of %d", errWire, len(b), len(t))
	}
	return T(b), nil
}

func putToWire(rs []sealed) *pb.PointerCall {
	m := &pb.PointerPut{}
	for _, r := range rs {
		m.Records = append(m.Records, r.raw)
	}
	return &pb.PointerCall{Call: &pb.PointerCall_Put{Put: m}}
}

// offersFromWire keeps of a record that does not decode nothing but the refusal.
func offersFromWire(m *pb.PointerPut) ([]*offer, error) {
	if n := len(m.GetRecords()); n < 1 || n > maxRecords {
		return nil, errWire
	}
	offers := make([]*offer, len(m.GetRecords()))
	for i, raw := range m.GetRecords() {
		offers[i] = offerOf(raw)
	}
	return offers, nil
}

func cancelToWire(cs []Cancellation) *pb.PointerCall {
	m := &pb.PointerCancel{}
	for _, c := range cs {
		m.Cancellations = append(m.Cancellations, &pb.PointerCancellation{Key: c.Key[:], Preimage: c.Preimage[:]})
	}
	return &pb.PointerCall{Call: &pb.PointerCall_Cancel{Cancel: m}}
}

func cancelFromWire(m *pb.PointerCancel) ([]Cancellation, error) {
	if len(m.GetCancellations()) > maxKeys {
		return nil, errWire
	}
	cs := make([]Cancellation, len(m.GetCancellations()))
	for i, c := range m.GetCancellations() {
		key, err1 := fixed[deposit.Key](c.GetKey())
		preimage, err2 := fixed[deposit.Preimage](c.GetPreimage())
		if err := errors.Join(err1, err2); err != nil {
			return nil, err
		}
		cs[i] = Cancellation{Key: key, Preimage: preimage}
	}
	return cs, nil
}

// The calls that only a mailbox's owner may make.
const (
	opFind    = "find"
	opRelease = "release"
)

// signedCall is an owner's call as it arrived; nothing is verified yet.
type signedCall struct {
	mailbox   deposit.Mailbox
	op        string
	number    uint64
	args      []byte
	signature []byte
}

func (c signedCall) toWire() *pb.PointerCall {
	m := &pb.PointerSigned{Mailbox: c.mailbox[:], Op: c.op, Number: c.number, Args: c.args, Signature: c.signature}
	return &pb.PointerCall{Call: &pb.PointerCall_Signed{Signed: m}}
}

func signedFromWire(m *pb.PointerSigned) (signedCall, error) {
	mailbox, err := fixed[deposit.Mailbox](m.GetMailbox())
	return signedCall{mailbox, m.GetOp(), m.GetNumber(), m.GetArgs(), m.GetSignature()}, err
}

func (s span) toWire() *pb.PointerFind {
	return &pb.PointerFind{After: s.after[:], Until: s.until[:], Skip: s.skip}
}

func spanFromWire(m *pb.PointerFind) (s span, err error) {
	after, err1 := fixed[deposit.Key](m.GetAfter())
	until, err2 := fixed[deposit.Key](m.GetUntil())
	if err := errors.Join(err1, err2); err != nil || len(m.GetSkip()) > maxSkip {
		return s, fmt.Errorf("%w: find", errWire)
	}
	return span{after: after, until: until, skip: m.GetSkip()}, nil
}

// prefix is how a FIND names a key that is not wanted.
func prefix(k deposit.Key) uint64 { return binary.BigEndian.Uint64(k[:]) }

func keysToWire(keys []deposit.Key) *pb.PointerRelease {
	m := &pb.PointerRelease{}
	for _, k := range keys {
		m.Keys = append(m.Keys, k[:])
	}
	return m
}

func keysFromWire(m *pb.PointerRelease) ([]deposit.Key, error) {
	if len(m.GetKeys()) > maxKeys {
		return nil, errWire
	}
	keys := make([]deposit.Key, len(m.GetKeys()))
	for i, b := range m.GetKeys() {
		var err error
		if keys[i], err = fixed[deposit.Key](b); err != nil {
			return nil, err
		}
	}
	return keys, nil
}

func (r *Refusal) toWire() *pb.PointerRefusal {
	return &pb.PointerRefusal{Code: uint32(r.Code), Reason: r.Reason, Work: uint32(r.Work)}
}

// refusalFromWire shortens a reason that somebody may want to show, and believes
// in no stamp that nobody could make.
func refusalFromWire(m *pb.PointerRefusal) *Refusal {
	reason := m.GetReason()
	if len(reason) > maxReason {
		reason = reason[:maxReason]
	}
	r := refuse(Code(m.GetCode()), strings.ToValidUTF8(reason, ""))
	if m.GetWork() <= deposit.MaxWork {
		r.Work = int(m.GetWork())
	}
	return r
}

func refusalAnswer(r *Refusal) *pb.PointerAnswer {
	return &pb.PointerAnswer{Answer: &pb.PointerAnswer_Refusal{Refusal: r.toWire()}}
}

func done() *pb.PointerAnswer {
	return &pb.PointerAnswer{Answer: &pb.PointerAnswer_Done{Done: &pb.PointerDone{}}}
}

// outcomesToWire has nil for each record that is held.
func outcomesToWire(rs []*Refusal) *pb.PointerAnswer {
	m := &pb.PointerOutcomes{}
	for _, r := range rs {
		o := &pb.PointerOutcome{}
		if r != nil {
			o.Refusal = r.toWire()
		}
		m.Outcomes = append(m.Outcomes, o)
	}
	return &pb.PointerAnswer{Answer: &pb.PointerAnswer_Outcomes{Outcomes: m}}
}

// outcomesFromWire expects an outcome for each of n records.
func outcomesFromWire(m *pb.PointerOutcomes, n int) ([]*Refusal, error) {
	if len(m.GetOutcomes()) != n {
		return nil, fmt.Errorf("%w: %d outcomes for %d records", errWire, len(m.GetOutcomes()), n)
	}
	rs := make([]*Refusal, n)
	for i, o := range m.GetOutcomes() {
		if r := o.GetRefusal(); r != nil {
			rs[i] = refusalFromWire(r)
		}
	}
	return rs, nil
}

func pageToWire(p page) *pb.PointerAnswer {
	m := &pb.PointerPage{More: p.more}
	for _, r := range p.records {
		m.Records = append(m.Records, r.raw)
	}
	return &pb.PointerAnswer{Answer: &pb.PointerAnswer_Page{Page: m}}
}

// pageFromWire decodes the records; whose they are is the reader's question.
func pageFromWire(m *pb.PointerPage) (page, error) {
	if len(m.GetRecords()) > maxRecords {
		return page{}, fmt.Errorf("%w: %d records in a page", errWire, len(m.GetRecords()))
	}
	p := page{more: m.GetMore()}
	for _, raw := range m.GetRecords() {
		r, err := deposit.Decode(raw)
		if err != nil {
			return page{}, fmt.Errorf("%w: %w", errWire, err)
		}
		p.records = append(p.records, sealed{key: deposit.KeyOf(raw), record: r, raw: raw})
	}
	return p, nil
}
