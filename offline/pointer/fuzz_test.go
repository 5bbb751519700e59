package pointer

import (
	"bytes"
	"reflect"
	"testing"
	"time"

	"google.golang.org/protobuf/proto"

	"restante/offline/deposit"
	"restante/offline/pb"
)

func seed(f *testing.F, ms ...proto.Message) {
	f.Helper()
	for _, m := range ms {
		b, err := proto.Marshal(m)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
}

// same fails the test unless what was decoded survives another round.
func same(t *testing.T, what, again any, err error) {
	t.Helper()
	if err != nil || !reflect.DeepEqual(what, again) {
		t.Fatalf("%+v became %+v, %v", what, again, err)
	}
}

var sample = deposit.Record{Mailbox: deposit.Mailbox{1}, Expires: time.Unix(2e9, 0), Body: []byte("sealed")}

func sampleRaw(f *testing.F) []byte {
	raw, err := sample.Encode()
	if err != nil {
		f.Fatal(err)
	}
	return raw
}

// FuzzCall decodes every call that a holder takes.
func FuzzCall(f *testing.F) {
	raw := sampleRaw(f)
	signed := signedCall{mailbox: deposit.Mailbox{1}, op: opFind, number: 1, args: []byte{8, 1}, signature: make([]byte, 64)}
	seed(f,
		putCall(raw, raw[1:]), signed.toWire(),
		cancelToWire([]Cancellation{{Key: deposit.Key{1}, Preimage: deposit.Preimage{2}}}))
	f.Fuzz(func(t *testing.T, b []byte) {
		var m pb.PointerCall
		if proto.Unmarshal(b, &m) != nil {
			return
		}
		if c, err := signedFromWire(m.GetSigned()); err == nil {
			again, err := signedFromWire(c.toWire().GetSigned())
			same(t, c, again, err)
		}
		if cs, err := cancelFromWire(m.GetCancel()); err == nil {
			if len(cs) > maxKeys {
				t.Fatalf("%d cancellations passed", len(cs))
			}
			again, err := cancelFromWire(cancelToWire(cs).GetCancel())
			same(t, cs, again, err)
		}
		if offers, err := offersFromWire(m.GetPut()); err == nil {
			checkOffers(t, m.GetPut(), offers)
		}
	})
}

// checkOffers fails the test unless each offer is what was sent, or refused.
func checkOffers(t *testing.T, m *pb.PointerPut, offers []*offer) {
	t.Helper()
	if len(offers) < 1 || len(offers) > maxRecords {
		t.Fatalf("%d records passed", len(offers))
	}
	for i, o := range offers {
		if o.fit(time.Unix(1.999e9, 0)); o.refusal != nil {
			continue
		}
		again, err := o.record.Encode()
		if err != nil || !bytes.Equal(again, m.GetRecords()[i]) || o.key != deposit.KeyOf(again) ||
			o.work < 0 || o.work > deposit.MaxWork {
			t.Fatalf("%+v passed for a record, %v", o, err)
		}
	}
}

// FuzzArgs decodes the arguments of every signed call.
func FuzzArgs(f *testing.F) {
	seed(f, wholeRing, span{after: deposit.Key{1}, until: deposit.Key{2}, skip: []uint64{3}}.toWire(),
		keysToWire([]deposit.Key{{1}, {2}}))
	f.Fuzz(func(t *testing.T, b []byte) {
		var find pb.PointerFind
		if unmarshal(b, &find) == nil {
			if s, err := spanFromWire(&find); err == nil {
				if len(s.skip) > maxSkip {
					t.Fatalf("%d keys to skip passed", len(s.skip))
				}
				again, err := spanFromWire(s.toWire())
				same(t, s, again, err)
			}
		}
		var release pb.PointerRelease
		if unmarshal(b, &release) == nil {
			if keys, err := keysFromWire(&release); err == nil {
				if len(keys) > maxKeys {
					t.Fatalf("%d keys passed", len(keys))
				}
				again, err := keysFromWire(keysToWire(keys))
				same(t, keys, again, err)
			}
		}
	})
}

// FuzzAnswer decodes everything that a client believes of a holder.
func FuzzAnswer(f *testing.F) {
	raw := sampleRaw(f)
	full := refuse(CodeMailboxFull, "full")
	full.Work = 3
	seed(f,
		refusalAnswer(full), done(), outcomesToWire([]*Refusal{nil, full}),
		pageToWire(page{records: []sealed{{raw: raw}}, more: true}))
	f.Fuzz(func(t *testing.T, b []byte) {
		var m pb.PointerAnswer
		if proto.Unmarshal(b, &m) != nil {
			return
		}
		r := refusalFromWire(m.GetRefusal())
		if len(r.Reason) > maxReason || r.Work > deposit.MaxWork || *refusalFromWire(r.toWire()) != *r {
			t.Fatalf("refusal %+v", r)
		}
		if rs, err := outcomesFromWire(m.GetOutcomes(), 2); err == nil {
			again, err := outcomesFromWire(outcomesToWire(rs).GetOutcomes(), 2)
			same(t, rs, again, err)
		}
		if p, err := pageFromWire(m.GetPage()); err == nil {
			if len(p.records) > maxRecords {
				t.Fatalf("%d records passed", len(p.records))
			}
			again, err := pageFromWire(pageToWire(p).GetPage())
			same(t, p, again, err)
		}
	})
}

// FuzzRing compares the parts of the ring with the ranges they are read by.
func FuzzRing(f *testing.F) {
	f.Add([]byte{1}, []byte{3}, []byte{2})
	f.Add([]byte{3}, []byte{1}, []byte{2})
	f.Add([]byte{2}, []byte{2}, []byte{2})
	f.Add([]byte{}, []byte{255}, []byte{})
	f.Fuzz(func(t *testing.T, a, u, k []byte) {
		var after, until, key deposit.Key
		copy(after[:], a)
		copy(until[:], u)
		copy(key[:], k)
		s, in := span{after: after, until: until}, false
		for _, line := range s.lines() {
			in = in || bytes.Compare(key[:], line[0]) > 0 && bytes.Compare(key[:], line[1]) <= 0
		}
		if in != s.holds(key) {
			t.Fatalf("%x in (%x, %x]: %v by its ranges, %v by its place", key, after, until, in, s.holds(key))
		}
	})
}
