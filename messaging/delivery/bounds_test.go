package delivery

import (
	"testing"
	"testing/synctest"
	"time"

	"restante/node/vault"
	"restante/offline/inbox"
)

// Whoever writes a contact's name on ever more blocks leaves a bounded number of marks.
func TestParkedIsBounded(t *testing.T) { synctest.Test(t, testParkedIsBounded) }

func testParkedIsBounded(t *testing.T) {
	alice, bob := talking(t)
	carol, _ := pair(t) // whose name it is
	bob.meets(carol)
	bob.befriends(carol)
	carol.meets(bob)
	bob.update(func(tx *vault.Tx) error { return parkMany(tx, carol) })
	if o := bob.gets(forgedFor(carol, bob)); o != inbox.Parked {
		t.Errorf("outcome %d of the last for which there is room", o)
	}
	if o := bob.gets(forgedFor(carol, bob)); o != inbox.Unreadable {
		t.Errorf("outcome %d of one too many", o)
	}
	if _, p := alice.send(bob, "m2"); bob.gets(p.Sealed) != inbox.Done {
		t.Error("what opens is kept out")
	}
	<-time.After(parkedFor)
	must(t, bob.tidyNow(t.Context(), time.Now()))
	if o := bob.gets(forgedFor(carol, bob)); o != inbox.Parked {
		t.Errorf("outcome %d once the marks are gone", o)
	}
}

func parkMany(tx *vault.Tx, p *side) error {
	for range maxParked - 1 {
		if _, err := park(tx, p.id()); err != nil {
			return err
		}
	}
	return nil
}

// Versions of one's own card stay as long as a message of the log has them.
func TestOwnCardsAreForgotten(t *testing.T) {
	alice, bob := pair(t)
	versions := func() int {
		must(t, alice.tidyNow(t.Context(), time.Now()))
		return alice.count(`SELECT count(*) FROM own_card`)
	}
	for _, id := range []string{"m1", "m2", "m3"} {
		alice.send(bob, id)
		alice.rotates()
	}
	if n := versions(); n != 3 {
		t.Fatalf("%d versions are kept of three that are under way", n)
	}
	alice.forget(bob, "m1")
	alice.forget(bob, "m2")
	if n := versions(); n != 1 {
		t.Errorf("%d versions are kept", n)
	}
	for _, p := range alice.out.take() {
		bob.gets(p.Sealed)
	}
}
