package push

import (
	"bytes"
	"testing"
	"time"

	"restante/node/vault"
	"restante/offline/deposit"
)

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

func TestBadExpiry(t *testing.T) {
	n := newNode(t, Limits{})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	for _, d := range []time.Duration{-time.Hour, deposit.MaxAge + deposit.MaxSkew + time.Hour, 100 * 365 * 24 * time.Hour} {
		if c := alice.refused(t, n, letterWith(t, bob.Mailbox(), []byte("x"), time.Now().Add(d))); c != CodeBadExpiry {
			t.Errorf("expiry in %v: code %d", d, c)
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
