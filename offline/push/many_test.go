package push

import (
	"bytes"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/ipfs/go-cid"

	"restante/node/ipfs"
	"restante/offline/deposit"
)

func TestManyDeposits(t *testing.T) {
	n := newNode(t, Limits{})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	var ls []letter
	var cids []cid.Cid
	for range 3*deposit.MaxBatch + 7 {
		ls = append(ls, newLetter(t, bob.Mailbox(), 100))
		cids = append(cids, ls[len(ls)-1].CID)
	}
	alice.store(t, n, ls...)
	blocks, err := bob.Get(t.Context(), n.info, bob, append(cids, ipfs.CID([]byte("never stored"))))
	if err != nil || len(blocks) != len(ls)+1 || blocks[len(ls)] != nil {
		t.Fatalf("Get() = %d blocks, %v", len(blocks), err)
	}
	for i, l := range ls {
		if !bytes.Equal(blocks[i], l.Block) {
			t.Fatalf("block %d is another one", i)
		}
	}
	var keys []deposit.Key
	for more := true; more; {
		var es []Entry
		es, more, err = bob.List(t.Context(), n.info, bob, uint64(len(keys)), 60)
		if err != nil || len(es) == 0 {
			t.Fatalf("List() = %v, %v", es, err)
		}
		for _, e := range es {
			keys = append(keys, e.Key)
		}
	}
	if len(keys) != len(ls) {
		t.Errorf("%d of %d listed", len(keys), len(ls))
	}
	if err := bob.Release(t.Context(), n.info, bob, keys); err != nil || n.usage(t).Deposits != 0 {
		t.Errorf("Release(): %v, %+v left", err, n.usage(t))
	}
}

func TestConcurrentUse(t *testing.T) {
	n := newNode(t, Limits{})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 5 {
				l := newLetter(t, bob.Mailbox(), 1000)
				results, err := alice.Store(t.Context(), n.info, []Deposit{l.Deposit})
				if err != nil || results[0].Err != nil {
					t.Errorf("Store(): %v, %v", err, results)
					return
				}
				if blocks, err := bob.Get(t.Context(), n.info, bob, []cid.Cid{l.CID}); err != nil || !bytes.Equal(blocks[0], l.Block) {
					t.Errorf("Get(): %v", err)
				}
			}
		})
	}
	wg.Wait()
	if es := bob.list(t, n); len(es) != 40 {
		t.Errorf("%d of 40 deposits are there", len(es))
	}
}

func TestTest(t *testing.T) {
	n := newNode(t, Limits{Quota: 1000, PerMailbox: 7, MaxAge: time.Hour})
	bob := newUser(t)
	h, err := bob.Test(t.Context(), n.info)
	want := Terms{Quota: 1000, MaxDeposits: 7, MaxAge: time.Hour, MaxBlock: maxBlock, MaxMailboxes: deposit.MaxMailboxes}
	if err != nil || h.RTT <= 0 || h.Terms != want {
		t.Errorf("Test() = %+v, %v", h, err)
	}
	newUser(t).registered(t, n)
	bob.registered(t, n).store(t, n, newLetter(t, bob.Mailbox(), 50))
	terms, err := bob.Register(t.Context(), n.info, bob, nil)
	want.Held, want.Deposits = 50, 1
	if err != nil || terms != want {
		t.Errorf("Register() = %+v, %v", terms, err)
	}
}

func TestBlocksServeBitswap(t *testing.T) {
	n := newNode(t, Limits{})
	bob := newUser(t).registered(t, n)
	l := newLetter(t, bob.Mailbox(), 100)
	bob.store(t, n, l)
	got, err := n.Get(t.Context(), l.CID)
	size, err2 := n.Size(t.Context(), l.CID)
	if !bytes.Equal(got, l.Block) || size != 100 || errors.Join(err, err2) != nil {
		t.Errorf("Get() = %d bytes, Size() = %d, %v %v", len(got), size, err, err2)
	}
	for _, c := range []cid.Cid{ipfs.CID([]byte("another")), cid.Undef} {
		has, err1 := n.Has(t.Context(), c)
		_, err2 := n.Get(t.Context(), c)
		_, err3 := n.Size(t.Context(), c)
		if has || err1 != nil || !errors.Is(err2, ipfs.ErrNotFound) || !errors.Is(err3, ipfs.ErrNotFound) {
			t.Errorf("%v: %v %v %v %v", c, has, err1, err2, err3)
		}
	}
}
