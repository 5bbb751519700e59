package push

import (
	"bytes"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/ipfs/go-cid"

	"restante/node/ipfs"
	"restante/node/vault"
	"restante/node/vault/vaulttest"
	"restante/offline/deposit"
)

// code returns the code of a refusal, or fails the test.
func code(t testing.TB, err error) Code {
	t.Helper()
	var r *Refusal
	if !errors.As(err, &r) {
		t.Fatalf("error = %v, want a refusal", err)
	}
	if r.Permanent != (r.Code >= firstPermanent) || r.Reason == "" {
		t.Errorf("refusal %+v contradicts itself", r)
	}
	return r.Code
}

// refused leaves one letter and returns why it was not taken.
func (u *user) refused(t testing.TB, n *node, l letter) Code {
	t.Helper()
	results, err := u.Store(t.Context(), n.info, []Deposit{l.Deposit})
	if err != nil {
		t.Fatal(err)
	}
	if results[0].Receipt != nil {
		t.Fatal("the deposit was accepted")
	}
	return code(t, results[0].Err)
}

func (u *user) list(t testing.TB, n *node) []Entry {
	t.Helper()
	es, more, err := u.List(t.Context(), n.info, u, 0, maxList)
	if err != nil || more {
		t.Fatalf("List(): more %v, %v", more, err)
	}
	return es
}

// fetch gets one block, nil if it is not in the mailbox.
func (u *user) fetch(t testing.TB, n *node, c cid.Cid) []byte {
	t.Helper()
	blocks, err := u.Get(t.Context(), n.info, u, []cid.Cid{c})
	if err != nil || len(blocks) != 1 {
		t.Fatalf("Get(): %d blocks, %v", len(blocks), err)
	}
	return blocks[0]
}

func (n *node) usage(t testing.TB) Usage {
	t.Helper()
	u, err := n.Usage(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestLifeOfADeposit(t *testing.T) {
	n := newNode(t, Limits{})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	a, b := newLetter(t, bob.Mailbox(), 1), newLetter(t, bob.Mailbox(), deposit.MaxBlock)
	receipts := alice.store(t, n, a, b)
	for i, r := range receipts {
		if err := r.Verify(); err != nil || r.Node != n.host.ID() {
			t.Errorf("receipt %d: node %s, %v", i, r.Node, err)
		}
	}
	for i, e := range bob.list(t, n) {
		if e.Key != []letter{a, b}[i].key || e.CID != receipts[i].CID || !e.Expires.Equal(receipts[i].Expires) {
			t.Errorf("entry %d = %+v does not match its receipt %+v", i, e, receipts[i])
		}
	}
	if !bytes.Equal(bob.fetch(t, n, a.CID), a.Block) || !bytes.Equal(bob.fetch(t, n, b.CID), b.Block) {
		t.Error("Get() gave other blocks")
	}
	if err := bob.Release(t.Context(), n.info, bob, []deposit.Key{a.key, b.key}); err != nil {
		t.Fatal(err)
	}
	if es := bob.list(t, n); len(es) != 0 || bob.fetch(t, n, a.CID) != nil {
		t.Errorf("%d entries after the release", len(es))
	}
	if u := n.usage(t); u != (Usage{Users: 1, Tombstones: 2}) {
		t.Errorf("usage = %+v", u)
	}
	if c := alice.refused(t, n, a); c != CodeGone {
		t.Errorf("a released deposit came back: code %d", c)
	}
}

// What a receipt says is what the table says, and a second STORE changes neither.
func TestStoreAgain(t *testing.T) {
	n := newNode(t, Limits{MaxAge: time.Hour})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	l := newLetter(t, bob.Mailbox(), 100)
	first, again := alice.store(t, n, l)[0], newUser(t).store(t, n, l)[0]
	if !first.Stored.Equal(again.Stored) || !first.Expires.Equal(again.Expires) {
		t.Errorf("receipts differ: %v and %v", first, again)
	}
	if first.Expires.Sub(first.Stored) != time.Hour {
		t.Errorf("kept for %v, the node's cap is an hour", first.Expires.Sub(first.Stored))
	}
	var stored, expires int64
	err := n.Vault.View(t.Context(), func(tx *vault.Tx) error {
		return tx.QueryRow(`SELECT stored, expires FROM push_deposits`).Scan(&stored, &expires)
	})
	if err != nil || stored != first.Stored.UnixNano() || expires != first.Expires.UnixNano() {
		t.Errorf("table: %d %d, receipt: %v, %v", stored, expires, first, err)
	}
	if u := n.usage(t); u.Deposits != 1 || u.Bytes != 100 {
		t.Errorf("usage = %+v", u)
	}
	other := l
	other.Deposit = letterWith(t, bob.Mailbox(), []byte("another block"), time.Now()).Deposit
	other.Record = l.Record
	if c := alice.refused(t, n, other); c != CodeConflict {
		t.Errorf("the record was taken with another block: code %d", c)
	}
}

func TestBlockOfTwoMailboxes(t *testing.T) {
	n := newNode(t, Limits{})
	bob, carol := newUser(t).registered(t, n), newUser(t).registered(t, n)
	block, expires := []byte("the same for both"), time.Now().Add(time.Hour)
	b, c := letterWith(t, bob.Mailbox(), block, expires), letterWith(t, carol.Mailbox(), block, expires)
	newUser(t).store(t, n, b, c) // in one call the block travels once
	if err := bob.Release(t.Context(), n.info, bob, []deposit.Key{b.key}); err != nil {
		t.Fatal(err)
	}
	if bob.fetch(t, n, b.CID) != nil {
		t.Error("a released block is still in the mailbox")
	}
	if !bytes.Equal(carol.fetch(t, n, c.CID), block) {
		t.Fatal("releasing one deposit took the other one's block")
	}
	if err := carol.Cancel(t.Context(), n.info, []Cancellation{{c.key, c.preimage}}); err != nil {
		t.Fatal(err)
	}
	if has, err := n.Has(t.Context(), c.CID); has || err != nil {
		t.Errorf("the block is held without a deposit, %v", err)
	}
}

func TestCancel(t *testing.T) {
	n := newNode(t, Limits{})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	a, b := newLetter(t, bob.Mailbox(), 10), newLetter(t, bob.Mailbox(), 10)
	alice.store(t, n, a, b)
	err := alice.Cancel(t.Context(), n.info, []Cancellation{{b.key, a.preimage}, {a.key, a.preimage}, {deposit.Key{1}, a.preimage}})
	if c := code(t, err); c != CodeBadPreimage {
		t.Errorf("a wrong preimage: code %d", c)
	}
	es := bob.list(t, n)
	if len(es) != 1 || es[0].Key != b.key {
		t.Fatalf("left are %v, want only the one whose preimage was wrong", es)
	}
	if err := alice.Cancel(t.Context(), n.info, []Cancellation{{a.key, a.preimage}, {b.key, b.preimage}}); err != nil {
		t.Errorf("cancelling again: %v", err)
	}
	if c := alice.refused(t, n, b); c != CodeGone {
		t.Errorf("a cancelled deposit came back: code %d", c)
	}
}

func TestWhoIsServed(t *testing.T) {
	n := newNode(t, Limits{})
	alice, bob, carol := newUser(t), newUser(t).registered(t, n), newUser(t)
	if c := alice.refused(t, n, newLetter(t, carol.Mailbox(), 10)); c != CodeNotServed {
		t.Errorf("stranger to stranger: code %d", c)
	}
	l := newLetter(t, carol.Mailbox(), 10)
	bob.store(t, n, l) // a registered depositor may leave for anybody
	if !bytes.Equal(carol.fetch(t, n, l.CID), l.Block) {
		t.Error("the owner of an unregistered mailbox cannot fetch")
	}
	if err := bob.Unregister(t.Context(), n.info, bob); err != nil {
		t.Fatal(err)
	}
	if c := bob.refused(t, n, newLetter(t, carol.Mailbox(), 10)); c != CodeNotServed {
		t.Errorf("after Unregister: code %d", c)
	}
	if len(carol.list(t, n)) != 1 {
		t.Error("Unregister of the depositor took a deposit away")
	}
}

func TestCaps(t *testing.T) {
	for _, c := range []struct {
		name   string
		limits Limits
		sizes  []int // all but the last fit
		want   Code
	}{
		{"deposits of a mailbox", Limits{PerMailbox: 2}, []int{1, 1, 1}, CodeMailboxFull},
		{"bytes of a mailbox", Limits{Quota: 100}, []int{50, 50, 1}, CodeMailboxFull},
		{"deposits of a depositor", Limits{PerDepositor: 2}, []int{1, 1, 1}, CodeDepositorFull},
		{"bytes of the node", Limits{Bytes: 100}, []int{99, 2}, CodeNodeFull},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := newNode(t, c.limits)
			alice, bob := newUser(t), newUser(t).registered(t, n)
			var ls []letter
			for _, size := range c.sizes {
				ls = append(ls, newLetter(t, bob.Mailbox(), size))
			}
			last := len(ls) - 1
			// All in one call, so that the cap must hold within a transaction.
			results, err := alice.Store(t.Context(), n.info, deposits(ls))
			if err != nil {
				t.Fatal(err)
			}
			for i, r := range results[:last] {
				if r.Err != nil {
					t.Errorf("deposit %d: %v", i, r.Err)
				}
			}
			if got := code(t, results[last].Err); got != c.want {
				t.Errorf("code = %d, want %d", got, c.want)
			}
			if got := alice.refused(t, n, ls[last]); got != c.want {
				t.Errorf("next call: code = %d, want %d", got, c.want)
			}
			if err := bob.Release(t.Context(), n.info, bob, []deposit.Key{ls[0].key}); err != nil {
				t.Fatal(err)
			}
			alice.store(t, n, ls[last]) // there is room again
		})
	}
}

func TestTombstoneCaps(t *testing.T) {
	for want, l := range map[Code]Limits{
		CodeDepositorFull: {Tombstones: 1},
		CodeNodeFull:      {AllTombstones: 1},
	} {
		n := newNode(t, l)
		alice, bob := newUser(t), newUser(t).registered(t, n)
		a := newLetter(t, bob.Mailbox(), 10)
		alice.store(t, n, a)
		if err := alice.Cancel(t.Context(), n.info, []Cancellation{{a.key, a.preimage}}); err != nil {
			t.Fatal(err)
		}
		if c := alice.refused(t, n, newLetter(t, bob.Mailbox(), 10)); c != want {
			t.Errorf("code = %d, want %d", c, want)
		}
	}
}

func TestUserCaps(t *testing.T) {
	n := newNode(t, Limits{Users: 1})
	bob := newUser(t).registered(t, n)
	bob.registered(t, n) // again is no second one
	carol := newUser(t)
	_, err := carol.Register(t.Context(), n.info, carol, nil)
	if c := code(t, err); c != CodeUsersFull {
		t.Errorf("code = %d", c)
	}

	n = newNode(t, Limits{UsersPerPeer: 1})
	bob.registered(t, n)
	_, err = bob.Register(t.Context(), n.info, carol, nil) // another mailbox, same peer
	if c := code(t, err); c != CodeUsersFull {
		t.Errorf("second mailbox of a peer: code = %d", c)
	}
}

func TestBadExpiry(t *testing.T) {
	n := newNode(t, Limits{})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	for _, d := range []time.Duration{-time.Hour, deposit.MaxAge + deposit.MaxSkew + time.Hour, 100 * 365 * 24 * time.Hour} {
		if c := alice.refused(t, n, letterWith(t, bob.Mailbox(), []byte("x"), time.Now().Add(d))); c != CodeBadExpiry {
			t.Errorf("expiry in %v: code %d", d, c)
		}
	}
}

func TestSweep(t *testing.T) {
	n := newNode(t, Limits{})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	now := time.Now()
	soon := letterWith(t, bob.Mailbox(), []byte("soon"), now.Add(time.Hour))
	later := letterWith(t, bob.Mailbox(), []byte("later"), now.Add(3*time.Hour))
	gone := letterWith(t, bob.Mailbox(), []byte("gone"), now.Add(time.Hour))
	alice.store(t, n, soon, later, gone)
	if err := bob.Release(t.Context(), n.info, bob, []deposit.Key{gone.key}); err != nil {
		t.Fatal(err)
	}
	if err := n.sweep(t.Context(), now.Add(2*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if u := n.usage(t); u != (Usage{Users: 1, Deposits: 1, Bytes: 5}) {
		t.Errorf("usage = %+v", u)
	}
	if es := bob.list(t, n); len(es) != 1 || es[0].Key != later.key {
		t.Errorf("left are %v", es)
	}
	if err := n.sweep(t.Context(), now.Add(365*24*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if u := n.usage(t); u != (Usage{}) {
		t.Errorf("a year later: %+v", u)
	}
}

func TestSweepInSteps(t *testing.T) {
	n := newNode(t, Limits{})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	var ls []letter
	for i := range 2*sweepBatch + 1 {
		ls = append(ls, letterWith(t, bob.Mailbox(), []byte(fmt.Sprint(i)), time.Now().Add(time.Hour)))
	}
	alice.store(t, n, ls...)
	if err := n.sweep(t.Context(), time.Now().Add(2*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if u := n.usage(t); u.Deposits != 0 || u.Bytes != 0 {
		t.Errorf("usage = %+v", u)
	}
}

// What has expired is not shown even before it is swept.
func TestExpiredIsNotShown(t *testing.T) {
	n := newNode(t, Limits{})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	l := newLetter(t, bob.Mailbox(), 10)
	alice.store(t, n, l)
	err := n.Vault.Update(t.Context(), "test", func(tx *vault.Tx) error {
		return exec(tx, "test", `UPDATE push_deposits SET expires = ?`, time.Now().Add(-time.Second).UnixNano())
	})
	if err != nil {
		t.Fatal(err)
	}
	if es := bob.list(t, n); len(es) != 0 || bob.fetch(t, n, l.CID) != nil {
		t.Errorf("%d expired entries are listed", len(es))
	}
	if c := alice.refused(t, n, l); c != CodeBlockMissing {
		t.Errorf("a receipt for what is about to be swept: code %d", c)
	}
	if err := n.sweep(t.Context(), time.Now()); err != nil {
		t.Fatal(err)
	}
	alice.store(t, n, l) // then it can be left again
}

func TestRestart(t *testing.T) {
	dir, k := t.TempDir(), newKey(t)
	v := vaulttest.Open(t, dir, Schema)
	n := openNode(t, k, v, Limits{})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	a, b := newLetter(t, bob.Mailbox(), 10), newLetter(t, bob.Mailbox(), 20)
	receipts := alice.store(t, n, a, b)
	before := bob.list(t, n)
	if err := bob.Release(t.Context(), n.info, bob, []deposit.Key{b.key}); err != nil {
		t.Fatal(err)
	}
	n.Close()
	n.host.Close()
	v.Close()

	n = openNode(t, k, vaulttest.Open(t, dir, Schema), Limits{})
	es := bob.list(t, n)
	if len(es) != 1 || es[0] != before[0] || !es[0].Expires.Equal(receipts[0].Expires) {
		t.Errorf("after the restart: %v, before: %v", es, before)
	}
	if !bytes.Equal(bob.fetch(t, n, a.CID), a.Block) {
		t.Error("the block is lost")
	}
	if c := alice.refused(t, n, b); c != CodeGone {
		t.Errorf("the tombstone is lost: code %d", c)
	}
	c := newLetter(t, bob.Mailbox(), 30) // bob is still registered
	alice.store(t, n, c)
	if es := bob.list(t, n); es[1].Seq <= before[1].Seq {
		t.Errorf("sequence %d was used before", es[1].Seq)
	}
}

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
	want := Terms{Quota: 1000, MaxDeposits: 7, MaxAge: time.Hour, MaxBlock: maxBlock}
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

func TestEvent(t *testing.T) {
	n := newNode(t, Limits{})
	bob := newUser(t).registered(t, n)
	sub := n.bus.Subscribe(10)
	defer sub.Close()
	bob.store(t, n, newLetter(t, bob.Mailbox(), 1), newLetter(t, bob.Mailbox(), 1))
	<-sub.Ready
	if events, _ := sub.Take(); len(events) != 1 || events[0] != (Stored{bob.Mailbox()}) {
		t.Errorf("events = %v", events)
	}
}
