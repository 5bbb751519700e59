package delivery

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"restante/messaging/stamp"
	"restante/node/vault"
	"restante/offline/inbox"
	"restante/offline/outbox"
)

// The one that was wanted last is made first, whatever was wanted before; one after which
// something fails is tried again, and holds up no other.
func TestLastStampFirst(t *testing.T) {
	alice := newSide(t)
	var order []string
	broken := errors.New("the disk is full")
	alice.owner.refuse = func(c Change) error {
		if c.ID == "d" && broken != nil {
			return broken
		}
		order = append(order, c.ID)
		return nil
	}
	others := make([]*side, 4)
	for i := range others {
		others[i] = newSide(t)
		alice.meets(others[i])
		alice.writes(others[i], string(rune('a'+i)))
	}
	alice.writes(others[1], "b again")
	if err := alice.MakeStamps(t.Context()); !errors.Is(err, broken) {
		t.Error(err)
	}
	broken = nil
	must(t, alice.MakeStamps(t.Context()))
	if want := []string{"b", "b again", "c", "a", "d"}; !slices.Equal(order, want) {
		t.Errorf("%q, want %q", order, want)
	}
}

// What is sealed anew for another key waits for a stamp too, with its number, and has
// the same hash.
func TestRenewalWaitsForAStamp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := strangers(t)
		_, p := alice.send(bob, "m1")
		was, hash := bob.opens(p.Sealed)
		pass(2 * week)
		bob.rotates()
		alice.meets(bob)
		if ps := alice.renews(); len(ps) != 0 {
			t.Errorf("%d were sealed with an old stamp", len(ps))
		}
		alice.wantAudit(0)
		must(t, alice.MakeStamps(t.Context()))
		ps := alice.renews()
		if len(ps) != 1 {
			t.Fatalf("%d were sealed anew", len(ps))
		}
		m, h := bob.opens(ps[0].Sealed)
		if h != hash || m.Seq != was.Seq || bytes.Equal(m.Aside, was.Aside) {
			t.Error("another message came of it")
		}
		if bob.gets(ps[0].Sealed) != inbox.Done {
			t.Error("it is not shown")
		}
		alice.wantAudit(0)
	})
}

// Nobody is asked for a card without a stamp; the next search in vain does it.
func TestRequestWaitsForItsStamp(t *testing.T) {
	alice, bob := newSide(t), newSide(t)
	alice.writes(bob, "m1")
	search := func() (asked [][]byte) {
		alice.update(func(tx *vault.Tx) error { return alice.missing(tx, bob.id()) })
		for _, p := range alice.out.take() {
			asked = append(asked, p.Sealed)
		}
		return asked
	}
	if asked := search(); len(asked) != 0 {
		t.Errorf("%d requests without a stamp", len(asked))
	}
	must(t, alice.MakeStamps(t.Context()))
	asked := search()
	if len(asked) != 1 || bob.gets(asked[0]) != inbox.Done || bob.dueReceipts() != 1 {
		t.Errorf("%d requests, %d answers due", len(asked), bob.dueReceipts())
	}
	alice.wantAudit(0)
}

// A recipient on another computer does not know anybody: what it cannot read is sealed
// anew for it, with a stamp.
func TestRefusalLeadsToAStamp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := talking(t)
		bob.befriends(alice)
		_, p := alice.send(bob, "m1")
		pass(2 * week)
		now := bob.reinstalled()
		alice.isRefused(p, cannotRead)
		alice.meets(now)
		alice.wantState(bob, "m1", Waiting)
		alice.wantAudit(0)
		alice.out.take()
		must(t, alice.MakeStamps(t.Context()))
		alice.wantState(bob, "m1", Queued)
		ps := slices.DeleteFunc(alice.out.take(), func(p outbox.Parcel) bool { return p.Class != outbox.Message })
		if len(ps) != 1 || now.gets(ps[0].Sealed) != inbox.Done {
			t.Errorf("%d were sealed", len(ps))
		}
		now.wantGot("m1")
		alice.wantAudit(0)
	})
}

// Work ends with the program, however much is left of it, and goes on with the next.
func TestWorkEndsWithTheProgram(t *testing.T) {
	alice, bob := strangers(t)
	alice.Price = stamp.MaxBits
	alice.Start(context.Background())
	alice.writes(bob, "m1")
	alice.Close()
	alice.wantState(bob, "m1", Waiting)
	if n := alice.count(`SELECT count(*) FROM stamp WHERE proof IS NULL`); n != 1 {
		t.Errorf("%d stamps are wanted", n)
	}
	alice.wantAudit(0)
}

// A message that waits, and for which nobody works, is found by the audit.
func TestAuditFindsForgottenStamps(t *testing.T) {
	alice, bob := strangers(t)
	alice.writes(bob, "m1")
	alice.wantAudit(0)
	alice.update(func(tx *vault.Tx) error { return tx.Do("forgetting", `DELETE FROM stamp`) })
	alice.wantAudit(1)
}

// Stamps of weeks before are forgotten, those that have to be made are not.
func TestOldStampsAreForgotten(t *testing.T) {
	alice, bob := strangers(t)
	carol := newSide(t)
	alice.meets(carol)
	alice.pays(bob)
	alice.writes(carol, "m1")
	must(t, alice.tidyNow(t.Context(), time.Now()))
	if n := alice.count(`SELECT count(*) FROM stamp`); n != 2 {
		t.Errorf("%d are there in their week", n)
	}
	must(t, alice.tidyNow(t.Context(), time.Now().Add(week)))
	if n := alice.count(`SELECT count(*) FROM stamp WHERE proof IS NULL`); n != 1 || alice.proof(bob) != nil {
		t.Errorf("%d are wanted a week later", n)
	}
}
