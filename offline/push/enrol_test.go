package push

import (
	"bytes"
	"context"
	"crypto/rand"
	"slices"
	"testing"
	"time"

	"restante/node/identity"
	"restante/node/identity/identitytest"
	"restante/node/vault/vaulttest"
	"restante/offline/deposit"
)

// box is a mailbox with a key of its own.
func box(t testing.TB) deposit.Signer {
	t.Helper()
	var seed [32]byte
	rand.Read(seed[:])
	k, err := identity.FromSeed(seed)
	if err != nil {
		t.Fatal(err)
	}
	s, err := deposit.Owner(k)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func boxes(t testing.TB, n int) (ss []deposit.Signer) {
	t.Helper()
	for range n {
		ss = append(ss, box(t))
	}
	return ss
}

func mailboxes(ss []deposit.Signer) (ms []deposit.Mailbox) {
	for _, s := range ss {
		ms = append(ms, s.Mailbox())
	}
	return ms
}

// enrols fails the test unless all are taken up.
func (u *user) enrols(t testing.TB, n *node, ss ...deposit.Signer) {
	t.Helper()
	if taken, err := u.Enrol(t.Context(), n.info, u, ss, nil); err != nil || len(taken) != 0 {
		t.Fatalf("Enrol(): %d taken, %v", len(taken), err)
	}
}

func (u *user) drops(t testing.TB, n *node, ss ...deposit.Signer) {
	t.Helper()
	if _, err := u.Enrol(t.Context(), n.info, u, nil, mailboxes(ss)); err != nil {
		t.Fatal(err)
	}
}

// One call lists, gets and releases what lies in a thousand mailboxes, and one
// subscription tells of all.
func TestThousandMailboxes(t *testing.T) {
	n := newNode(t, Limits{})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	ss := boxes(t, 1000)
	bob.enrols(t, n, ss...)
	notices, _ := bob.subscribe(t, t.Context(), n)
	<-notices

	ls := []letter{newLetter(t, ss[0].Mailbox(), 10), newLetter(t, ss[999].Mailbox(), 20), newLetter(t, bob.Mailbox(), 30)}
	alice.store(t, n, ls...)
	es := bob.list(t, n)
	if len(es) != 3 {
		t.Fatalf("%d entries", len(es))
	}
	for i, l := range ls {
		if es[i].Key != l.key || es[i].Mailbox != l.Record.Mailbox {
			t.Errorf("entry %d is %s in %s", i, es[i].Key, es[i].Mailbox)
		}
		if e := (<-notices).Entry; e != es[i] {
			t.Errorf("notice %d = %+v", i, e)
		}
		if !bytes.Equal(bob.fetch(t, n, l.CID), l.Block) {
			t.Errorf("block %d is not there", i)
		}
	}
	if err := bob.Release(t.Context(), n.info, bob, []deposit.Key{ls[0].key, ls[1].key, ls[2].key}); err != nil || len(bob.list(t, n)) != 0 {
		t.Errorf("Release(): %v", err)
	}
	got, err := bob.Enrolled(t.Context(), n.info, bob)
	if err != nil || !slices.Equal(got, sorted(mailboxes(ss))) {
		t.Errorf("Enrolled() = %d, %v", len(got), err)
	}
	terms, err := bob.Register(t.Context(), n.info, bob, nil)
	if err != nil || terms.Enrolled != deposit.FingerprintOf(mailboxes(ss)) {
		t.Errorf("Register(): another fingerprint, %v", err)
	}
}

func sorted(ms []deposit.Mailbox) []deposit.Mailbox {
	slices.SortFunc(ms, func(a, b deposit.Mailbox) int { return bytes.Compare(a[:], b[:]) })
	return ms
}

// Whose key a mailbox is not can neither enrol it nor see into it.
func TestForeignMailboxes(t *testing.T) {
	n, other := newNode(t, Limits{}), newNode(t, Limits{})
	alice, bob, mallory := newUser(t), newUser(t).registered(t, n), newUser(t).registered(t, n)
	s := box(t)
	bob.enrols(t, n, s)
	l := newLetter(t, s.Mailbox(), 10)
	alice.store(t, n, l)
	word := func(u *user, at *node, by deposit.Signer) []byte {
		return deposit.Enrolment{Node: at.info.ID, User: u.Mailbox()}.Sign(by)
	}
	for name, sig := range map[string][]byte{
		"none": nil, "by herself": word(mallory, n, mallory), "bob's own": word(bob, n, s), "for another node": word(mallory, other, s),
	} {
		a := enrolArgs{add: []deposit.Mailbox{s.Mailbox()}, signatures: [][]byte{sig}}
		_, err := mallory.enrolBatch(t.Context(), n.info, mallory, a)
		if c := code(t, err); c != CodeBadSignature {
			t.Errorf("%s: code %d", name, c)
		}
	}
	mallory.drops(t, n, s)
	if err := mallory.Release(t.Context(), n.info, mallory, []deposit.Key{l.key}); err != nil {
		t.Error(err)
	}
	if len(mallory.list(t, n)) != 0 || mallory.fetch(t, n, l.CID) != nil || len(bob.list(t, n)) != 1 {
		t.Error("mallory reaches into bob's mailbox")
	}
	if _, err := newUser(t).Enrol(t.Context(), n.info, alice, boxes(t, 1), nil); err == nil {
		t.Error("somebody who is not registered enrols a mailbox")
	}
}

// Two know the key of a pair's mailbox. Who comes second is told, and takes nothing
// away; nor does who registers it for itself.
func TestMailboxOfTwoUsers(t *testing.T) {
	n := newNode(t, Limits{})
	alice, bob := newUser(t).registered(t, n), newUser(t).registered(t, n)
	s, own := box(t), box(t)
	bob.enrols(t, n, s)
	bob.enrols(t, n, s) // again is no harm
	l := newLetter(t, s.Mailbox(), 10)
	alice.store(t, n, l)
	taken, err := alice.Enrol(t.Context(), n.info, alice, []deposit.Signer{own, s, bob}, nil)
	if err != nil || !slices.Equal(taken, []deposit.Mailbox{s.Mailbox(), bob.Mailbox()}) {
		t.Errorf("Enrol() = %v, %v", taken, err)
	}
	_, err = alice.Register(t.Context(), n.info, s, nil)
	if c := code(t, err); c != CodeTaken {
		t.Errorf("registering it: code %d", c)
	}
	if len(alice.list(t, n)) != 0 || len(bob.list(t, n)) != 1 {
		t.Error("alice took it away")
	}
	bob.drops(t, n, s)
	alice.enrols(t, n, s)
	if es := alice.list(t, n); len(es) != 1 || es[0].Key != l.key || len(bob.list(t, n)) != 0 {
		t.Errorf("it went over with %d deposits", len(es))
	}
}

// A mailbox that is enrolled is served like the public one; one that is not is not.
// What lies there when it is dropped is its own again.
func TestEnrolledAndDropped(t *testing.T) {
	n := newNode(t, Limits{})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	s := box(t)
	l := newLetter(t, s.Mailbox(), 10)
	if c := alice.refused(t, n, l); c != CodeNotServed {
		t.Errorf("before: code %d", c)
	}
	bob.enrols(t, n, s)
	alice.store(t, n, l)
	bob.drops(t, n, s)
	if c := alice.refused(t, n, newLetter(t, s.Mailbox(), 10)); c != CodeNotServed || len(bob.list(t, n)) != 0 {
		t.Errorf("after: code %d", c)
	}
	es, _, err := bob.List(t.Context(), n.info, s, 0, 10)
	if err != nil || len(es) != 1 || es[0].Key != l.key {
		t.Errorf("the mailbox by itself lists %v, %v", es, err)
	}
	bob.enrols(t, n, s)
	if err := bob.Unregister(t.Context(), n.info, bob); err != nil {
		t.Fatal(err)
	}
	if c := alice.refused(t, n, newLetter(t, s.Mailbox(), 10)); c != CodeNotServed {
		t.Errorf("of a user who left: code %d", c)
	}
}

// All mailboxes of a user are one before the quota, and contacts keep their share
// whichever they use, also of what they left before the mailbox was enrolled.
func TestQuotaOfAllMailboxes(t *testing.T) {
	n := newNode(t, Limits{PerMailbox: 4})
	alice, bob, mallory := newUser(t).registered(t, n), newUser(t).registered(t, n), newUser(t)
	s := box(t)
	early := newLetter(t, s.Mailbox(), 10)
	alice.store(t, n, early) // she is a user herself
	bob.favour(t, n, alice)
	bob.enrols(t, n, s)
	mallory.store(t, n, newLetter(t, bob.Mailbox(), 10), newLetter(t, bob.Mailbox(), 10))
	if need := mallory.needs(t, n, newLetter(t, s.Mailbox(), 10)); need != 1 {
		t.Errorf("strangers may leave more than half: %d", need)
	}
	alice.store(t, n, newLetter(t, s.Mailbox(), 10))
	mallory.store(t, n, newLetter(t, bob.Mailbox(), 10).worth(t, 5)) // in the place of its own
	if keys := bob.keysOf(t, n); len(keys) != 4 || keys[0] != early.key {
		t.Errorf("left are %v", keys)
	}
	if terms, err := bob.Register(t.Context(), n.info, bob, nil); err != nil || terms.Held != 40 || terms.Deposits != 4 {
		t.Errorf("Register() = %+v, %v", terms, err)
	}
}

func TestMailboxLimits(t *testing.T) {
	for name, l := range map[string]Limits{
		"of a user": {Mailboxes: 2}, "of a network": {NetMailboxes: 2}, "of the node": {AllMailboxes: 2},
	} {
		n := newNode(t, l)
		bob := newUser(t).registered(t, n)
		_, err := bob.Enrol(t.Context(), n.info, bob, boxes(t, 3), nil)
		if c := code(t, err); c != CodeUsersFull {
			t.Errorf("%s: code %d", name, c)
		}
		bob.enrols(t, n, boxes(t, 2)...)
	}
	n := newNode(t, Limits{})
	n.enrols.Rate = Rate{Burst: 3}
	bob := newUser(t).registered(t, n)
	bob.enrols(t, n, boxes(t, 3)...)
	_, err := bob.Enrol(t.Context(), n.info, bob, boxes(t, 1), nil)
	if c := code(t, err); c != CodeTooFast {
		t.Errorf("code = %d", c)
	}
}

// A push node that starts again knows whose mailboxes are whose.
func TestMailboxesOutliveARestart(t *testing.T) {
	k, v := identitytest.New(t), vaulttest.New(t, Schema)
	n := openNode(t, k, v, Limits{})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	ss := boxes(t, 3)
	bob.enrols(t, n, ss...)
	alice.store(t, n, newLetter(t, ss[1].Mailbox(), 10))
	n.Close()
	n.host.Close()
	again := openNode(t, k, v, Limits{})
	alice.store(t, again, newLetter(t, ss[2].Mailbox(), 10))
	if len(bob.list(t, again)) != 2 {
		t.Error("the mailboxes are forgotten")
	}
	if terms, err := bob.Register(t.Context(), again.info, bob, nil); err != nil || terms.Enrolled != deposit.FingerprintOf(mailboxes(ss)) {
		t.Errorf("another fingerprint, %v", err)
	}
}

// Of what a subscriber names, the node relays what is enrolled with it.
func TestRelays(t *testing.T) {
	n := newNode(t, Limits{})
	bob := newUser(t).registered(t, n)
	s, foreign := box(t), box(t)
	bob.enrols(t, n, s)
	ctx, cancel := context.WithCancel(t.Context())
	live, end := make(chan Notice, 10), make(chan error, 1)
	relay := []deposit.Mailbox{s.Mailbox(), foreign.Mailbox(), bob.Mailbox()}
	go func() { end <- bob.Subscribe(ctx, n.info, bob, relay, func(n Notice) { live <- n }) }()
	<-live
	if ms, err := n.Relays(t.Context()); err != nil || !slices.Equal(ms, []deposit.Mailbox{s.Mailbox()}) {
		t.Errorf("Relays() = %v, %v", ms, err)
	}
	changed := n.bus.Subscribe(8)
	defer changed.Close()
	cancel()
	<-end
	<-changed.Ready
	if ms, err := n.Relays(t.Context()); err != nil || len(ms) != 0 {
		t.Errorf("afterwards Relays() = %v, %v", ms, err)
	}
}

// A deposit that has expired in any of the mailboxes is gone from the list.
func TestExpiredInAMailbox(t *testing.T) {
	n := newNode(t, Limits{})
	alice, bob := newUser(t), newUser(t).registered(t, n)
	s := box(t)
	bob.enrols(t, n, s)
	alice.store(t, n, newLetter(t, s.Mailbox(), 10))
	if err := n.sweep(t.Context(), time.Now().Add(deposit.MaxAge+time.Hour)); err != nil || len(bob.list(t, n)) != 0 {
		t.Errorf("it is still there, %v", err)
	}
}
