package delivery

import (
	"errors"
	"slices"
	"testing"

	"restante/messaging/envelope"
	"restante/node/vault"
	"restante/offline/outbox"
)

func TestSendAgainKeepsIDAndNumber(t *testing.T) {
	for st, change := range map[State]outbox.State{Failed: outbox.Failed, Expired: outbox.Expired} {
		alice, bob := pair(t)
		_, p := alice.send(bob, "m1")
		first, hash := bob.opens(p.Sealed)
		alice.update(func(tx *vault.Tx) error {
			return errors.Join(alice.Outbox.Done(tx, p.Ref), alice.Changed(tx, p.Ref, change, "why"))
		})
		alice.wantState(bob, "m1", st)
		alice.wantAudit(0)
		alice.send(bob, "m2")
		alice.update(func(tx *vault.Tx) error { return alice.SendAgain(tx, envelope.KindChat, bob.id(), "m1") })
		again := alice.out.take()[0]
		m, same := bob.opens(again.Sealed)
		if m.ID != first.ID || m.Seq != first.Seq || m.Prev != first.Prev || same != hash || slices.Equal(again.Sealed, p.Sealed) {
			t.Errorf("%s: the new generation is %s, seq %d", st, m.ID, m.Seq)
		}
		alice.wantState(bob, "m1", Queued)
		if c := alice.owner.changes[len(alice.owner.changes)-1]; c.State != Queued || c.Reason != "" {
			t.Errorf("the owner was told %+v", c)
		}
		alice.wantAudit(0)
	}
}

// One that expired before a card was found is sealed for the first time.
func TestSendAgainWithoutACard(t *testing.T) {
	alice, bob := newSide(t), newSide(t)
	alice.send(bob, "m1")
	alice.update(func(tx *vault.Tx) error {
		r, err := readSent(tx, refOf(envelope.KindChat, bob.id(), "m1"))
		return errors.Join(err, alice.move(tx, r, Expired, ""))
	})
	alice.update(func(tx *vault.Tx) error { return alice.SendAgain(tx, envelope.KindChat, bob.id(), "m1") })
	alice.wantState(bob, "m1", Waiting)
	alice.meets(bob)
	if m, _ := bob.opens(alice.out.take()[0].Sealed); m.Seq != 1 {
		t.Errorf("seq %d", m.Seq)
	}
	alice.wantAudit(0)
}

func TestForgetTakesBack(t *testing.T) {
	alice, bob := pair(t)
	carol := newSide(t)
	alice.send(bob, "m1")
	alice.send(carol, "waits")
	alice.update(func(tx *vault.Tx) error {
		return errors.Join(alice.Forget(tx, envelope.KindChat, bob.id(), "m1"),
			alice.Forget(tx, envelope.KindChat, carol.id(), "waits"),
			alice.Forget(tx, envelope.KindChat, bob.id(), "never sent"))
	})
	if n := alice.count(`SELECT (SELECT count(*) FROM sent) + (SELECT count(*) FROM parcel)`); n != 0 {
		t.Errorf("%d rows are left", n)
	}
	alice.meets(carol)
	if ps := alice.out.take(); len(ps) != 0 {
		t.Error("a forgotten message was sealed")
	}
	_, p := alice.send(bob, "m2")
	if m, _ := bob.opens(p.Sealed); m.Seq != 2 {
		t.Errorf("the number of a forgotten message was used again: %d", m.Seq)
	}
	alice.wantAudit(0)
}
