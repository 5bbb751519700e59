package push

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/ipfs/go-cid"

	"restante/node/identity/identitytest"
	"restante/node/vault/vaulttest"
	"restante/offline/deposit"
)

func TestLifeOfALargeDeposit(t *testing.T) {
	s, n := newShelf(t, Limits{})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	raw, dag := newCrate(t, bob.Mailbox(), maxBlock+1, false), newCrate(t, bob.Mailbox(), 10<<20, true)
	small := newLetter(t, bob.Mailbox(), 10)
	receipts := alice.store(t, n, raw, small, dag)
	if receipts[0].CID != raw.CID || receipts[2].CID != dag.CID || receipts[2].Size != 10<<20 {
		t.Errorf("receipts = %+v", receipts)
	}
	if want := fmt.Sprint(dag.CID, 10<<20, alice.host.ID()); !slices.Contains(s.fetched, want) || len(s.fetched) != 2 {
		t.Errorf("fetched %v", s.fetched)
	}
	for _, e := range bob.list(t, n) {
		if e.Large() != (e.CID != small.CID) || (bob.fetch(t, n, e.CID) == nil) != e.Large() {
			t.Errorf("entry %+v", e)
		}
	}
	if has, err := n.Has(t.Context(), raw.CID); has || err != nil {
		t.Errorf("the database serves a large block, %v", err)
	}
	if u := n.usage(t); u.Deposits != 3 || u.Bytes != 10<<20+maxBlock+11 {
		t.Errorf("usage = %+v", u)
	}
	n.clears(t, s, dag.CID, true)
	if err := bob.Release(t.Context(), n.info, bob, []deposit.Key{dag.key}); err != nil {
		t.Fatal(err)
	}
	n.clears(t, s, dag.CID, false)
	n.clears(t, s, raw.CID, true)
}

func TestLargeDepositsOfTwoMailboxes(t *testing.T) {
	s, n := newShelf(t, Limits{})
	alice, bob, carol := newUser(t), newUser(t).registered(t, n), newUser(t).registered(t, n)
	b, c := newCrate(t, bob.Mailbox(), 1<<20, true), newLetter(t, carol.Mailbox(), 8)
	c.CID, c.Size, c.Block = b.CID, b.Size, nil
	alice.store(t, n, b, c)
	if len(s.fetched) != 1 {
		t.Errorf("fetched %v", s.fetched)
	}
	other := c
	other.Size++
	if code := alice.refused(t, n, other.worth(t, 1)); code != CodeBadHash {
		t.Errorf("with another size: code %d", code)
	}
	if err := bob.Release(t.Context(), n.info, bob, []deposit.Key{b.key}); err != nil {
		t.Fatal(err)
	}
	n.clears(t, s, c.CID, true)
	if err := alice.Cancel(t.Context(), n.info, []Cancellation{{c.key, c.preimage}}); err != nil {
		t.Fatal(err)
	}
	n.clears(t, s, c.CID, false)
}

// The second of one root in one call waits for the first.
func TestComeMeanwhile(t *testing.T) {
	s, n := newShelf(t, Limits{})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	a, b := newCrate(t, bob.Mailbox(), 1<<20, true), newLetter(t, bob.Mailbox(), 8)
	b.CID, b.Size, b.Block = a.CID, a.Size, nil
	l := alice.open(t, n)
	say(t, l, storeCall(2), wireOf(t, a), wireOf(t, b))
	if w := hear(t, l).GetWanted(); len(w.GetIndex()) != 0 {
		t.Errorf("wanted on the stream: %v", w)
	}
	for i, o := range hear(t, l).GetStored().GetOutcomes() {
		r, err := deposit.DecodeReceipt(o.GetReceipt())
		if err != nil || r.Verify() != nil || r.CID != a.CID || r.Stored.IsZero() || !r.Expires.After(time.Now()) {
			t.Errorf("outcome %d: %v, %v", i, o, err)
		}
	}
	if len(s.fetched) != 1 || len(bob.list(t, n)) != 2 {
		t.Errorf("fetched %v, listed %v", s.fetched, bob.list(t, n))
	}
}

// What is too large, or would find no room, is not fetched.
func TestLargeDepositsRefused(t *testing.T) {
	s, n := newShelf(t, Limits{Quota: 4 << 20})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	if c := alice.refused(t, n, newCrate(t, bob.Mailbox(), deposit.MaxLarge+1, true)); c != CodeTooLarge {
		t.Errorf("over the limit: code %d", c)
	}
	if c := alice.refused(t, n, newCrate(t, bob.Mailbox(), 3<<20, true)); c != CodeMailboxFull {
		t.Errorf("over the share: code %d", c)
	}
	alice.store(t, n, newCrate(t, bob.Mailbox(), 2<<20, true))
	dear := newCrate(t, bob.Mailbox(), 2<<20, true)
	if need := alice.needs(t, n, dear); need != 1 || len(s.fetched) != 1 {
		t.Errorf("needs %d bits; fetched %v", need, s.fetched)
	}
	n = newNode(t, Limits{})
	bob.registered(t, n)
	if c := alice.refused(t, n, newCrate(t, bob.Mailbox(), maxBlock+1, false)); c != CodeTooLarge {
		t.Errorf("where none are kept: code %d", c)
	}
	if h, err := alice.Test(t.Context(), n.info); err != nil || h.Terms.MaxLarge != 0 {
		t.Errorf("Test() = %+v, %v", h, err)
	}
}

var errGone = errors.New("the depositor is gone")

// What does not come counts no more, is not promised, and leaves nothing behind.
func TestFetchFails(t *testing.T) {
	s, n := newShelf(t, Limits{Quota: 4 << 20})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	old := newCrate(t, bob.Mailbox(), 2<<20, true)
	alice.store(t, n, old)
	l := newCrate(t, bob.Mailbox(), 2<<20, true).worth(t, 1)
	s.fetch = func(context.Context) error { return errGone }
	if c := alice.refused(t, n, l); c != CodeNotFetched {
		t.Errorf("code = %d", c)
	}
	if got := bob.keysOf(t, n); !slices.Equal(got, []deposit.Key{old.key}) {
		t.Errorf("left are %v: nobody goes for what does not come", got)
	}
	if u := n.usage(t); u.Deposits != 1 || u.Bytes != 2<<20 {
		t.Errorf("usage = %+v", u)
	}
	s.del = errGone
	if err := n.clear(t.Context()); !errors.Is(err, errGone) {
		t.Errorf("clear() = %v", err)
	}
	s.del = nil
	n.clears(t, s, l.CID, false)

	if c := alice.refused(t, n, l); c != CodeNotFetched {
		t.Errorf("code = %d", c)
	}
	s.fetch = nil
	alice.store(t, n, l) // before it was cleared
	n.clears(t, s, l.CID, true)
	n.clears(t, s, old.CID, false) // it made room
}

// A deposit on its way counts, so that many at a time can not pass the limits,
// and what is fetched or deleted by one is left alone by the others.
func TestWhileFetching(t *testing.T) {
	s, n := newShelf(t, Limits{Quota: 4 << 20})
	alice, bob, carol := newUser(t), newUser(t).registered(t, n), newUser(t)
	begun, let := s.hang()
	l := newCrate(t, bob.Mailbox(), 1<<20, true)
	done := alice.storeSoon(t.Context(), n, l)
	<-begun
	if u := n.usage(t); u.Deposits != 1 || u.Bytes != 1<<20 {
		t.Errorf("usage = %+v", u)
	}
	n.audit(t)
	if len(bob.list(t, n)) != 0 {
		t.Error("it is listed before it is here")
	}
	if c := carol.refused(t, n, newCrate(t, bob.Mailbox(), 1<<20+1, true)); c != CodeMailboxFull {
		t.Errorf("over the share: code %d", c)
	}
	same := newLetter(t, bob.Mailbox(), 8)
	same.CID, same.Size, same.Block = l.CID, l.Size, nil
	if c := carol.refused(t, n, same); c != CodeBusy {
		t.Errorf("the same root: code %d", c)
	}
	if c := alice.refused(t, n, newCrate(t, bob.Mailbox(), maxBlock+1, true)); c != CodeBusy {
		t.Errorf("a second of one peer: code %d", c)
	}
	alice.store(t, n, newLetter(t, bob.Mailbox(), 10)) // letters are not held up
	n.alter(t, `INSERT INTO push_leftovers SELECT digest, codec FROM push_fetches`)
	n.clears(t, s, l.CID, true)
	let <- nil
	if err := <-done; err != nil {
		t.Errorf("Store() = %v", err)
	}
	n.clears(t, s, l.CID, true)
}

// A node that stops amid a fetch has promised nothing, and one that died deletes
// what it had got.
func TestStopAmidAFetch(t *testing.T) {
	s := &shelf{holds: make(map[cid.Cid]bool)}
	k, dir := identitytest.New(t), t.TempDir()
	v := vaulttest.Open(t, dir, Schema)
	n := openLarge(t, k, v, Limits{}, s)
	alice, bob := newUser(t), newUser(t).registered(t, n)
	begun, _ := s.hang()
	l := newCrate(t, bob.Mailbox(), 1<<20, true)
	done := alice.storeSoon(t.Context(), n, l)
	<-begun
	n.Close()
	if err := <-done; err == nil {
		t.Error("Store() = nil")
	}
	n.audit(t)
	n.alter(t, `INSERT INTO push_fetches (digest, codec, owner, depositor, network, size, favoured)
		SELECT digest, codec, x'01', x'02', x'03', 5, 0 FROM push_leftovers`)
	n.host.Close()
	v.Close()

	n = openLarge(t, k, vaulttest.Open(t, dir, Schema), Limits{}, s)
	n.clears(t, s, l.CID, false)
	if u := n.usage(t); u.Deposits != 0 || u.Bytes != 0 {
		t.Errorf("usage = %+v", u)
	}
}

// A fetch whose end can not be written counts until the next sweep, no longer.
func TestFetchThatCannotBeSettled(t *testing.T) {
	s, n := newShelf(t, Limits{})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	n.alter(t, `CREATE TRIGGER broken AFTER INSERT ON push_deposits BEGIN SELECT raise(ABORT, 'broken disk'); END`)
	l := newCrate(t, bob.Mailbox(), 1<<20, true)
	if c := alice.refused(t, n, l); c != CodeBusy {
		t.Errorf("code = %d", c)
	}
	n.clears(t, s, l.CID, false)
	if u := n.usage(t); u.Deposits != 0 || u.Bytes != 0 {
		t.Errorf("usage = %+v", u)
	}
	n.alter(t, `DROP TRIGGER broken`)
	alice.store(t, n, l)
}
