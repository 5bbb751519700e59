package delivery

import (
	"slices"
	"testing"
	"testing/synctest"

	"restante/messaging/envelope"
	"restante/node/vault"
	"restante/offline/direct"
	"restante/offline/inbox"
)

func (s *side) forget(to *side, id string) {
	s.t.Helper()
	s.update(func(tx *vault.Tx) error { return s.Forget(tx, envelope.KindChat, to.id(), id) })
}

// What cannot be read because a session is gone is parked and asked for, comes again
// in another session, and is there once.
func TestBrokenSession(t *testing.T) { synctest.Test(t, testBrokenSession) }

func testBrokenSession(t *testing.T) {
	alice, bob := talking(t)
	bob.update(func(tx *vault.Tx) error { _, err := tx.Exec(`DELETE FROM session`); return err })
	_, p1 := alice.send(bob, "m1")
	_, p2 := alice.send(bob, "m2")
	if bob.gets(p1.Sealed) != inbox.Parked || bob.getsFrom(alice, p2.Sealed).Outcome != direct.NotYet {
		t.Fatal("what cannot be read is not parked")
	}
	rs := bob.receipts()
	if len(rs) != 1 || alice.locked(rs[0]) {
		t.Fatalf("%d receipts", len(rs))
	}
	alice.gets(rs[0])
	again := alice.renews()
	if len(again) != 2 {
		t.Fatalf("%d messages are sealed anew, want 2", len(again))
	}
	for _, p := range again {
		if bob.gets(p.Sealed) != inbox.Done {
			t.Error("it cannot be read")
		}
		if bob.gets(p.Sealed) != inbox.Duplicate {
			t.Error("it can be read twice")
		}
	}
	if got := bob.got(); !slices.Equal(got, []string{"first", "m1", "m2"}) {
		t.Errorf("%q came", got)
	}
	alice.gets(bob.receipts()[0])
	alice.wantState(bob, "m1", Delivered)
	alice.wantState(bob, "m2", Delivered)
	if again := alice.renews(); len(again) != 0 {
		t.Errorf("%d messages are sealed anew though nothing new is broken", len(again))
	}
	if _, p := alice.send(bob, "m3"); bob.gets(p.Sealed) != inbox.Done {
		t.Error("they do not talk any more")
	}
}

// A copy of a data folder that is put back goes on: what it seals with old keys cannot
// be read, and comes again.
func TestRolledBackSender(t *testing.T) { synctest.Test(t, testRolledBackSender) }

func testRolledBackSender(t *testing.T) {
	alice, bob := talking(t)
	old := make([]any, 3)
	alice.view(func(tx *vault.Tx) error {
		return tx.QueryRow(`SELECT state, chains, turn FROM session`).Scan(&old[0], &old[1], &old[2])
	})
	for _, id := range []string{"m1", "m2"} {
		_, p := alice.send(bob, id)
		bob.gets(p.Sealed)
	}
	alice.gets(bob.receipts()[0])
	alice.update(func(tx *vault.Tx) error {
		_, err := tx.Exec(`UPDATE session SET stamp = stamp + 1, (state, chains, turn) = (?, ?, ?)`, old...)
		return err
	})
	_, p := alice.send(bob, "m3")
	if bob.gets(p.Sealed) != inbox.Parked {
		t.Fatal("a key was used twice")
	}
	alice.gets(bob.receipts()[0])
	for _, p := range alice.renews() {
		bob.gets(p.Sealed)
	}
	if got := bob.got(); !slices.Equal(got, []string{"first", "m1", "m2", "m3"}) {
		t.Errorf("%q came", got)
	}
}
