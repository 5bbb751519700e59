package push

import (
	"errors"
	"fmt"
	"math"
	"time"

	"restante/offline/deposit"
	"restante/offline/pb"
)

func (e Entry) toWire() *pb.Entry {
	return &pb.Entry{Seq: e.Seq, Key: e.Key[:], Cid: e.CID.Bytes(), Size: uint32(e.Size), Expires: e.Expires.UnixNano(), Mailbox: e.Mailbox[:]}
}

func entryFromWire(m *pb.Entry) (Entry, error) {
	key, err1 := fixed[deposit.Key](m.GetKey())
	mailbox, err2 := fixed[deposit.Mailbox](m.GetMailbox())
	c, err3 := deposit.ParseRoot(m.GetCid())
	if err := errors.Join(err1, err2, err3); err != nil || m.GetSize() > deposit.MaxLarge || m.GetSeq() > math.MaxInt64 {
		return Entry{}, fmt.Errorf("%w: entry", errWire)
	}
	return Entry{Seq: m.GetSeq(), Key: key, Mailbox: mailbox, CID: c, Size: int(m.GetSize()), Expires: time.Unix(0, m.GetExpires()).UTC()}, nil
}

func (n Notice) toWire() *pb.Notice {
	m := &pb.Notice{Dropped: keysToWire(n.Dropped)}
	if n.Entry.Key != (deposit.Key{}) {
		m.Entry = n.Entry.toWire()
	}
	return m
}

func noticeFromWire(m *pb.Notice) (n Notice, err error) {
	if m.GetEntry() != nil {
		n.Entry, err = entryFromWire(m.GetEntry())
		if err == nil && n.Entry.Key == (deposit.Key{}) {
			err = fmt.Errorf("%w: entry without a key", errWire)
		}
		if err != nil {
			return Notice{}, err
		}
	}
	if len(m.GetDropped()) > 0 {
		n.Dropped, err = keysFromWire(m.GetDropped())
	}
	return n, err
}

func entriesToWire(es []Entry, more bool) *pb.Entries {
	m := &pb.Entries{More: more}
	for _, e := range es {
		m.Entries = append(m.Entries, e.toWire())
	}
	return m
}

func entriesFromWire(m *pb.Entries) (es []Entry, more bool, err error) {
	if len(m.GetEntries()) > maxList {
		return nil, false, errWire
	}
	for _, w := range m.GetEntries() {
		e, err := entryFromWire(w)
		if err != nil {
			return nil, false, err
		}
		es = append(es, e)
	}
	return es, m.GetMore(), nil
}
