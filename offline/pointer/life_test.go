package pointer

import (
	"errors"
	"testing"
	"time"

	"restante/node/identity/identitytest"
	"restante/node/p2p/p2ptest"
	"restante/node/vault/vaulttest"
	"restante/offline/deposit"
)

func TestLifeOfAPointer(t *testing.T) {
	hs := newHolders(t, 3, Limits{})
	alice, bob := newUser(t, hs...), newUser(t, hs...)
	a, b := newLetter(t, bob.Mailbox()), newLetter(t, bob.Mailbox())
	for i, p := range alice.leave(t, a, b) {
		if len(p.Holders) != 3 || p.Refusal != nil {
			t.Errorf("record %d: %d holders, %v", i, len(p.Holders), p.Refusal)
		}
	}
	found := bob.look(t)
	if len(found) != 2 || found[a.key].Record.CancelHash != a.CancelHash || found[b.key].Holder == "" {
		t.Fatalf("found %+v", found)
	}
	if err := bob.Release(t.Context(), bob, nil, []deposit.Key{a.key}); err != nil {
		t.Fatal(err)
	}
	done, err := alice.Cancel(t.Context(), bob.Mailbox(), []Cancellation{b.cancellation()}, nil, nil)
	if err != nil || len(done) != 3 {
		t.Fatalf("cancelled at %d holders, %v", len(done), err)
	}
	if found := bob.look(t); len(found) != 0 {
		t.Errorf("%d records after release and cancel", len(found))
	}
	for _, l := range []letter{a, b} {
		if c := code(t, alice.refused(t, l)); c != CodeGone {
			t.Errorf("a removed record came back: code %d", c)
		}
	}
	for _, h := range hs {
		if u := h.usage(t); u != (Usage{Tombstones: 2}) {
			t.Errorf("usage = %+v", u)
		}
	}
}

// Who puts a record again changes nothing, whoever it is.
func TestPutAgain(t *testing.T) {
	h := newHolder(t, Limits{})
	alice, bob := newUser(t, h), newUser(t, h)
	l := newLetter(t, bob.Mailbox())
	for _, u := range []*user{alice, alice, bob} {
		if p := u.leave(t, l, l); len(p[0].Holders) != 1 || len(p[1].Holders) != 1 {
			t.Errorf("placed %+v", p)
		}
	}
	if u := h.usage(t); u.Records != 1 {
		t.Errorf("usage = %+v", u)
	}
}

// A holder that lost its records gets them back, one that did not keeps them.
func TestRestart(t *testing.T) {
	dir, key := t.TempDir(), identitytest.New(t)
	v := vaulttest.Open(t, dir, Schema)
	host := p2ptest.Loopback(t, key)
	h := openHolder(t, host, v, Limits{})
	alice, bob := newUser(t, h), newUser(t, h)
	kept, gone := newLetter(t, bob.Mailbox()), newLetter(t, bob.Mailbox())
	alice.leave(t, kept, gone)
	if err := bob.Release(t.Context(), bob, nil, []deposit.Key{gone.key}); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(h.Close(), host.Close(), v.Close()); err != nil {
		t.Fatal(err)
	}
	h = openHolder(t, p2ptest.Loopback(t, key), vaulttest.Open(t, dir, Schema), Limits{})
	alice, bob = newUser(t, h), userLike(t, bob, h)
	if found := bob.look(t); len(found) != 1 || found[kept.key].Holder != h.info.ID {
		t.Errorf("found %+v", found)
	}
	if c := code(t, alice.refused(t, gone)); c != CodeGone {
		t.Errorf("a released record came back after a restart: code %d", c)
	}
}

// userLike is another client for the same mailbox.
func userLike(t testing.TB, u *user, closest ...*holder) *user {
	t.Helper()
	again := newUser(t, closest...)
	again.Signer = u.Signer
	return again
}

func TestBadExpiry(t *testing.T) {
	h := newHolder(t, Limits{})
	alice, bob := newUser(t, h), newUser(t)
	for _, in := range []time.Duration{-time.Hour, deposit.MaxAge + deposit.MaxSkew + time.Hour} {
		l := letterUntil(t, bob.Mailbox(), time.Now().Add(in))
		if c := code(t, alice.refused(t, l)); c != CodeBadExpiry {
			t.Errorf("expiry in %v: code %d", in, c)
		}
	}
}

// What has expired is not shown even before it is swept, and then it is swept,
// tombstones included, in steps.
func TestSweep(t *testing.T) {
	h := newHolder(t, Limits{})
	alice, bob := newUser(t, h), newUser(t, h)
	ls := newLetters(t, 2*sweepBatch+10, bob.Mailbox())
	alice.leave(t, ls...)
	alice.leave(t, newLetter(t, alice.Mailbox()))
	var keys []deposit.Key
	for _, l := range ls[:sweepBatch+5] {
		keys = append(keys, l.key)
	}
	if err := bob.Release(t.Context(), bob, nil, keys); err != nil {
		t.Fatal(err)
	}
	before := ls[0].Expires.Add(-time.Minute)
	if err := h.sweep(t.Context(), before); err != nil || h.usage(t) != (Usage{Records: len(ls) - len(keys) + 1, Tombstones: len(keys)}) {
		t.Fatalf("usage before the expiry: %+v, %v", h.usage(t), err)
	}
	if err := h.sweep(t.Context(), ls[0].Expires.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if u := h.usage(t); u != (Usage{}) {
		t.Errorf("usage after the expiry: %+v", u)
	}
}

// A holder keeps nothing longer than it says, but remembers what was removed for
// as long as the record itself would live.
func TestMaxAge(t *testing.T) {
	h := newHolder(t, Limits{MaxAge: time.Hour})
	alice, bob := newUser(t, h), newUser(t, h)
	ls := newLetters(t, 2, bob.Mailbox())
	alice.leave(t, ls...)
	if err := bob.Release(t.Context(), bob, nil, []deposit.Key{ls[0].key}); err != nil {
		t.Fatal(err)
	}
	if err := h.sweep(t.Context(), time.Now().Add(2*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if u := h.usage(t); u != (Usage{Tombstones: 1}) {
		t.Errorf("usage = %+v", u)
	}
}

func TestEvent(t *testing.T) {
	h := newHolder(t, Limits{})
	alice, bob := newUser(t, h), newUser(t, h)
	events := h.bus.Subscribe(10)
	defer events.Close()
	l := newLetter(t, bob.Mailbox())
	alice.leave(t, l, newLetter(t, bob.Mailbox()))
	alice.leave(t, l)
	got, _ := events.Take()
	if len(got) != 1 || got[0] != (Stored{Mailbox: bob.Mailbox()}) {
		t.Errorf("events = %v", got)
	}
}
