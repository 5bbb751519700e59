package messaging

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ipfs/go-cid"

	"restante/node/identity/identitytest"
	"restante/node/ipfs"
	"restante/node/ipns"
)

func TestTheNewestNameCounts(t *testing.T) {
	older, newer := ipfs.CID([]byte("older")), ipfs.CID([]byte("newer"))
	answer := func(root cid.Cid, n uint64) ipnsAnswer {
		return ipnsAnswer{Record: ipns.Record{Root: root, Sequence: n}}
	}
	fails := errors.New("no answer")
	for name, c := range map[string]struct {
		in      []ipnsAnswer
		waiting int // for others who never answer
		want    cid.Cid
	}{
		"newest last":  {[]ipnsAnswer{answer(older, 1), {err: fails}, answer(newer, 2)}, 0, newer},
		"newest first": {[]ipnsAnswer{answer(newer, 2), answer(older, 1), {err: fails}}, 0, newer},
		"one is late":  {[]ipnsAnswer{answer(older, 1)}, 1, older},
		"nobody":       {[]ipnsAnswer{{err: fails}}, 0, cid.Undef},
	} {
		synctest.Test(t, func(t *testing.T) {
			answers, began := make(chan ipnsAnswer, 4), time.Now()
			for _, a := range c.in {
				answers <- a
			}
			root, err := newest(answers, len(c.in)+c.waiting)
			if root != c.want || (err == nil) != c.want.Defined() {
				t.Errorf("%s: %s, %v", name, root, err)
			}
			if waited := time.Since(began); waited != time.Duration(c.waiting)*laterNames {
				t.Errorf("%s: waited %v", name, waited)
			}
		})
	}
}

// A holder's record of somebody else is none.
func TestNamesAreThoseOfTheOwner(t *testing.T) {
	k, other := identitytest.New(t), identitytest.New(t)
	record, err := ipns.Make(k, ipfs.CID(nil), 1, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	ask := func() ([]byte, error) { return record, nil }
	if a := named(ask, k.ID()); a.err != nil || a.Root != ipfs.CID(nil) {
		t.Errorf("%+v", a)
	}
	if a := named(ask, other.ID()); a.err == nil {
		t.Errorf("%+v", a)
	}
}

func TestOneWayIsEnough(t *testing.T) {
	good, bad := func() error { return nil }, func() error { return errors.New("full") }
	if err := anyOf([]func() error{bad, good, bad}); err != nil {
		t.Error(err)
	}
	if err := anyOf([]func() error{bad, bad}); err == nil {
		t.Error("nobody took it")
	}
}
