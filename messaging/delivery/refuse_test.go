package delivery

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"restante/messaging/contact"
	"restante/node/vault"
	"restante/offline/direct"
	"restante/offline/outbox"
)

// isRefused is what the outbox does when the recipient answered that it cannot take
// a parcel.
func (s *side) isRefused(p outbox.Parcel, reason string) {
	s.t.Helper()
	s.update(func(tx *vault.Tx) error {
		return errors.Join(s.Outbox.Done(tx, p.Ref), s.Changed(tx, p.Ref, outbox.Failed, reason))
	})
}

func (s *side) seeking(other *side) (found bool) {
	s.t.Helper()
	s.view(func(tx *vault.Tx) (err error) { found, err = contact.Seeking(tx, other.id()); return err })
	return found
}

// The recipient lost its keys: its answer makes a newer card be looked for, and
// what it could not read goes out again, sealed to the key on that one.
func TestUnreadableWaitsForANewerCard(t *testing.T) {
	alice, bob := pair(t)
	lost := bob.reinstalled()
	_, p := alice.send(bob, "m1")
	first, hash := bob.opens(p.Sealed)
	a := lost.getsDirect(p.Sealed)
	if a.Outcome != direct.Refused {
		t.Fatalf("%+v", a)
	}
	alice.isRefused(p, a.Reason)
	alice.wantState(bob, "m1", Waiting)
	if c := alice.owner.changes; c[len(c)-1].Reason == "" || !alice.seeking(bob) {
		t.Errorf("changes %+v, seeking %v", c, alice.seeking(bob))
	}
	alice.wantAudit(0)
	if all, err := alice.Pending(t.Context()); err != nil || len(all) != 1 || all[0].Reason != awaitsCard {
		t.Errorf("%+v, %v", all, err)
	}
	alice.out.take()
	alice.meets(lost)
	alice.wantState(bob, "m1", Queued)
	m, same := lost.opens(alice.out.take()[0].Sealed)
	if m.ID != first.ID || m.Seq != first.Seq || same != hash {
		t.Errorf("%+v became %+v", first, m)
	}
	alice.wantAudit(0)
}

// If the card came before the answer did, nothing waits.
func TestUnreadableAfterTheNewerCard(t *testing.T) {
	alice, bob := pair(t)
	lost := bob.reinstalled()
	_, p := alice.send(bob, "m1")
	alice.meets(lost)
	alice.isRefused(p, cannotRead)
	alice.wantState(bob, "m1", Queued)
	lost.opens(alice.out.take()[0].Sealed)
	if ps := alice.renews(); len(ps) != 0 {
		t.Errorf("%d were sealed once more", len(ps))
	}
	alice.wantAudit(0)
}

// It fails only when it is known that there is no newer key.
func TestUnreadableFailsWhenTheCardIsTheSame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := pair(t)
		_, p := alice.send(bob, "m1")
		must(t, alice.Contacts.Start(t.Context()))
		pass(time.Second)
		alice.isRefused(p, cannotRead)
		pass(10 * time.Hour) // nobody answers
		alice.wantState(bob, "m1", Waiting)
		must(t, bob.Contacts.SetName(t.Context(), "Robert")) // newer, with the same key
		alice.found.Store(bob.id(), bob.card())
		pass(3 * time.Hour)
		synctest.Wait()
		alice.wantState(bob, "m1", Failed)
		if c := alice.owner.changes[len(alice.owner.changes)-1]; c.Reason != cannotRead {
			t.Errorf("%+v", c)
		}
		alice.wantAudit(0)
		alice.update(func(tx *vault.Tx) error { return alice.SendAgain(tx, 1, bob.id(), "m1") })
		alice.wantState(bob, "m1", Queued)
		alice.Contacts.Close()
	})
}

// Another refusal is final at once, and so is none that ended otherwise.
func TestOtherRefusalsAreFinal(t *testing.T) {
	alice, bob := pair(t)
	_, p := alice.send(bob, "m1")
	alice.isRefused(p, "this is another mailbox")
	alice.wantState(bob, "m1", Failed)
	if alice.seeking(bob) {
		t.Error("a newer card is looked for")
	}
	_, q := alice.send(bob, "m2")
	alice.isRefused(q, cannotRead)
	alice.update(func(tx *vault.Tx) error { return alice.cardStays(tx, newSide(t).id()) })
	alice.wantState(bob, "m2", Waiting)
	alice.update(func(tx *vault.Tx) error { return alice.cardStays(tx, bob.id()) })
	alice.wantState(bob, "m2", Failed)
	alice.wantState(bob, "m1", Failed)
}

// A peer that refuses each key and shows the next one keeps us busy less and less.
func TestEndlessRefusalsBecomeRare(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := pair(t)
		_, p := alice.send(bob, "m1")
		must(t, alice.Contacts.Start(t.Context()))
		n, began := 0, time.Now()
		for time.Since(began) < 24*time.Hour {
			alice.isRefused(p, cannotRead)
			bob.rotates()
			alice.found.Store(bob.id(), bob.card())
			for alice.state(bob, "m1") == Waiting {
				pass(5 * time.Second)
			}
			p, n = alice.out.take()[0], n+1
		}
		if n > 40 {
			t.Errorf("%d generations in a day", n)
		}
		alice.Contacts.Close()
	})
}

// Cards of those to whom something is under way are looked for every day.
func TestCardsOfRecipientsAreRefreshed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := pair(t)
		carol, dora, mallory := newSide(t), newSide(t), newSide(t)
		for _, s := range []*side{carol, dora, mallory} {
			alice.meets(s)
			s.meets(alice)
		}
		alice.update(func(tx *vault.Tx) error { return alice.Contacts.Befriend(tx, carol.id()) })
		must(t, alice.Contacts.Start(t.Context()))
		alice.Start(t.Context())
		pass(time.Minute)
		alice.send(bob, "m1")
		for _, s := range []*side{carol, mallory} {
			_, p := s.send(alice, "a receipt is under way to me")
			alice.gets(p.Sealed)
		}
		for _, s := range []*side{bob, carol, dora, mallory} {
			s.rotates()
			alice.found.Store(s.id(), s.card())
		}
		pass(20 * time.Hour)
		if n := len(alice.out.take()); n != 2 {
			t.Errorf("%d parcels in the first hours, want the receipts", n)
		}
		pass(6 * time.Hour)
		synctest.Wait()
		for _, p := range alice.out.take() {
			if p.Class == outbox.Receipt {
				carol.opens(p.Sealed)
			} else {
				bob.opens(p.Sealed)
			}
		}
		alice.wantCard(bob, true)
		alice.wantCard(carol, true)
		alice.wantCard(dora, false)    // nothing is under way to her
		alice.wantCard(mallory, false) // a stranger
		alice.wantAudit(0)
		alice.Close()
		alice.Contacts.Close()
	})
}

func (s *side) wantCard(of *side, newest bool) {
	s.t.Helper()
	s.view(func(tx *vault.Tx) error {
		c, _, err := s.Book.Get(tx, of.id())
		if got := c.Devices[0].Prekey.ID == of.prekey().ID; got != newest {
			s.t.Errorf("prekey %d of a person who has %d", c.Devices[0].Prekey.ID, of.prekey().ID)
		}
		return err
	})
}
