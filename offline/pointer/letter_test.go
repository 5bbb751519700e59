package pointer

import (
	"encoding/binary"
	"testing"
	"time"

	"restante/offline/deposit"
)

// letter is a record and what its sender keeps.
type letter struct {
	deposit.Record
	key      deposit.Key
	preimage deposit.Preimage
}

func newLetter(t testing.TB, to deposit.Mailbox) letter {
	t.Helper()
	return letterUntil(t, to, time.Now().Add(30*24*time.Hour))
}

func letterUntil(t testing.TB, to deposit.Mailbox, expires time.Time) letter {
	t.Helper()
	l := letter{preimage: deposit.NewPreimage()}
	l.Record = deposit.Record{Mailbox: to, Expires: expires, CancelHash: l.preimage.Hash(), Body: []byte("sealed")}
	l.key = keyOf(t, l.Record)
	return l
}

func keyOf(t testing.TB, r deposit.Record) deposit.Key {
	t.Helper()
	k, err := r.Key()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func newLetters(t testing.TB, n int, to deposit.Mailbox) (ls []letter) {
	t.Helper()
	for range n {
		ls = append(ls, newLetter(t, to))
	}
	return ls
}

func (l letter) cancellation() Cancellation { return Cancellation{l.key, l.preimage} }

func recordsOf(ls []letter) (rs []deposit.Record) {
	for _, l := range ls {
		rs = append(rs, l.Record)
	}
	return rs
}

// worth is a letter whose stamp is worth exactly so many bits.
func worth(t testing.TB, to deposit.Mailbox, bits int) letter {
	t.Helper()
	l := newLetter(t, to)
	for i := uint64(0); l.Work() != bits; i++ {
		binary.BigEndian.PutUint64(l.Stamp[:], i)
	}
	l.key = keyOf(t, l.Record)
	return l
}
