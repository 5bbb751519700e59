package delivery

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"restante/messaging/envelope"
	"restante/messaging/session"
	"restante/node/vault"
	"restante/offline/inbox"
	"restante/offline/outbox"
)

// locked reports whether a parcel is sealed in a session.
func (s *side) locked(b []byte) bool {
	s.t.Helper()
	m, _, err := envelope.Open(s.id(), s.Keys, b)
	must(s.t, err)
	return m.Locked != nil
}

// talking are two who have answered each other.
func talking(t testing.TB) (alice, bob *side) {
	t.Helper()
	alice, bob = pair(t)
	_, p := alice.send(bob, "first")
	bob.gets(p.Sealed)
	alice.gets(bob.receipts()[0])
	return alice, bob
}

// First messages are signed; from the first answer on both sides use one session,
// also for receipts.
func TestSessionBegins(t *testing.T) {
	alice, bob := pair(t)
	_, p1 := alice.send(bob, "m1")
	_, p2 := alice.send(bob, "m2")
	if bob.locked(p1.Sealed) || bob.locked(p2.Sealed) {
		t.Fatal("a session begins with nobody")
	}
	bob.gets(p2.Sealed) // either of them brings the offer
	r := bob.receipts()[0]
	if !alice.locked(r) {
		t.Error("the answer is not in the session")
	}
	if _, p3 := alice.send(bob, "m3"); bob.locked(p3.Sealed) {
		t.Error("a session before the answer")
	}
	alice.gets(r)
	_, p4 := alice.send(bob, "m4")
	if !bob.locked(p4.Sealed) {
		t.Error("no session after the answer")
	}
	bob.gets(p4.Sealed)
	bob.gets(p1.Sealed)
	if got := bob.got(); !slices.Equal(got, []string{"m2", "m4", "m1"}) {
		t.Errorf("%q came", got)
	}
	if n := bob.count(`SELECT count(*) FROM session`); n != 1 {
		t.Errorf("%d sessions", n)
	}
}

// Two who write to each other at the same time have two sessions, and agree on one.
func TestSimultaneousFirstMessages(t *testing.T) {
	alice, bob := pair(t)
	_, a := alice.send(bob, "from alice")
	_, b := bob.send(alice, "from bob")
	alice.gets(b.Sealed)
	bob.gets(a.Sealed)
	for range 3 {
		_, a = alice.send(bob, "a")
		_, b = bob.send(alice, "b")
		if !bob.locked(a.Sealed) || !alice.locked(b.Sealed) {
			t.Fatal("not in a session")
		}
		if bob.gets(a.Sealed) != inbox.Done || alice.gets(b.Sealed) != inbox.Done {
			t.Fatal("it did not open")
		}
		alice.forget(bob, "a")
		bob.forget(alice, "b")
	}
	used := func(s *side) string {
		var id []byte
		s.view(func(tx *vault.Tx) error {
			return tx.QueryRow(`SELECT id FROM session ORDER BY used_at DESC LIMIT 1`).Scan(&id)
		})
		return string(id)
	}
	_, a = alice.send(bob, "last")
	bob.gets(a.Sealed)
	bob.receipts()
	if used(alice) != used(bob) {
		t.Error("they do not use the same session")
	}
}

// However many messages never come, the ones after them do; and one of those that comes
// after all, whose key is forgotten by then, comes again in another session.
func TestGap(t *testing.T) { synctest.Test(t, testGap) }

func testGap(t *testing.T) {
	alice, bob := talking(t)
	_, early := alice.send(bob, "early")
	for range session.MaxSkip + 10 {
		alice.update(func(tx *vault.Tx) error {
			to, _, err := alice.correspondent(tx, bob.id())
			if err != nil {
				return err
			}
			_, err = alice.parcel(tx, to, envelope.Message{Device: alice.run, Kind: envelope.KindReceipt, SentAt: time.Now()})
			return err
		})
	}
	_, late := alice.send(bob, "late")
	if bob.gets(late.Sealed) != inbox.Done {
		t.Fatal("it did not come")
	}
	if bob.gets(early.Sealed) != inbox.Parked {
		t.Fatal("its key is forgotten")
	}
	for _, r := range bob.receipts() {
		alice.gets(r)
	}
	for _, p := range alice.renews() {
		bob.gets(p.Sealed)
	}
	bob.wantGot("first", "late", "early")
}

// Both sides can tell of a message how it is protected.
func TestHealed(t *testing.T) {
	alice, bob := pair(t)
	want := func(from, to *side, id string, healed uint32) {
		t.Helper()
		var came uint32
		to.owner.fail = func(m Incoming) error { came = m.Healed; return nil }
		_, p := from.send(to, id)
		to.gets(p.Sealed)
		from.view(func(tx *vault.Tx) error {
			if _, sent, err := from.Facts(tx, envelope.KindChat, to.id(), id); sent != healed || came != healed || err != nil {
				t.Errorf("%s: sent as %d, came as %d, want %d, %v", id, sent, came, healed, err)
			}
			return nil
		})
	}
	want(alice, bob, "first", 0)
	want(bob, alice, "answer", 1)
	want(bob, alice, "and more", 2)
	want(alice, bob, "back", 1)
	alice.stored(outbox.Parcel{Ref: refOf(envelope.KindChat, bob.id(), "back")})
	if c := alice.owner.changes; len(c) == 0 || c[len(c)-1].Healed != 1 {
		t.Errorf("the owner of the kind is told %+v", c)
	}
}
