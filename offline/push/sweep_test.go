package push

import (
	"fmt"
	"testing"
	"time"

	"restante/offline/deposit"
)

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
	n.alter(t, `UPDATE push_deposits SET expires = ?`, time.Now().Add(-time.Second).UnixNano())
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

func TestIdleUsersAreForgotten(t *testing.T) {
	n := newNode(t, Limits{MaxIdle: 10 * day})
	newUser(t).registered(t, n)
	if err := n.sweep(t.Context(), time.Now().Add(9*day)); err != nil || n.usage(t).Users != 1 {
		t.Errorf("after nine days: %+v, %v", n.usage(t), err)
	}
	if err := n.sweep(t.Context(), time.Now().Add(12*day)); err != nil || n.usage(t).Users != 0 {
		t.Errorf("after twelve days: %+v, %v", n.usage(t), err)
	}
}
