package delivery

import (
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"restante/messaging/envelope"
	"restante/node/vault"
	"restante/offline/inbox"
	"restante/offline/outbox"
)

// carry moves the parcels of messages to the other side and its receipts back.
func (s *side) carry(to *side, ps []outbox.Parcel) {
	s.t.Helper()
	for _, p := range ps {
		to.gets(p.Sealed)
	}
	for _, r := range to.receipts() {
		s.gets(r)
	}
}

// lost is the pair after Bob's computer was stolen: Alice knows his new card, and
// one message has made her hear of his new database.
func lost(t *testing.T, texts ...string) (alice, before, after *side) {
	alice, before = pair(t)
	for _, id := range texts {
		_, p := alice.send(before, id)
		alice.carry(before, []outbox.Parcel{p})
		alice.wantState(before, id, Delivered)
	}
	after = before.reinstalled()
	alice.meets(after)
	after.meets(alice)
	after.befriends(alice)
	if alice.renews() != nil {
		t.Error("something is sealed anew before he said what he lost")
	}
	pass(time.Millisecond) // what he gets now ended later than that
	_, p := alice.send(before, "are you back?")
	alice.carry(after, []outbox.Parcel{p})
	return alice, before, after
}

// What a lost device had acknowledged comes again, under the same IDs and numbers.
func TestLostDeviceGetsItsMessagesAgain(t *testing.T) {
	alice, before, after := lost(t, "m1", "m2", "m3")
	alice.update(func(tx *vault.Tx) error {
		_, err := tx.Exec(`UPDATE sent SET expires = 1 WHERE id <> 'are you back?'`) // long ago
		return errors.Join(err, alice.seen(tx, before.id(), alice.run, ranges{{1, 2}}))
	})
	ps := alice.renews()
	if len(ps) != 3 {
		t.Fatalf("%d are sent again, want 3", len(ps))
	}
	alice.wantState(before, "m1", Queued)
	alice.wantState(before, "are you back?", Delivered)
	alice.wantAudit(0)
	old, _ := after.opens(ps[0].Sealed)
	if old.Seq != 1 || old.Device != alice.run || time.Until(ps[0].Expires) < Lifetime-time.Minute {
		t.Errorf("%+v until %v", old, ps[0].Expires)
	}
	alice.carry(after, ps)
	after.wantGot("are you back?", "m1", "m2", "m3")
	for i := range 3 {
		alice.wantState(before, fmt.Sprint("m", i+1), Delivered)
	}
	if ps := alice.renews(); len(ps) != 0 {
		t.Errorf("%d are sent once more", len(ps))
	}
	alice.wantAudit(0)
}

// Who has the messages all the same takes none twice.
func TestNothingIsDoubledForOneWhoLostNothing(t *testing.T) {
	alice, bob := pair(t)
	_, p := alice.send(bob, "m1")
	alice.carry(bob, []outbox.Parcel{p})
	bob.update(func(tx *vault.Tx) error { _, err := tx.Exec(`UPDATE birth SET born = born + 1`); return err })
	_, q := alice.send(bob, "m2")
	alice.carry(bob, []outbox.Parcel{q})
	ps := alice.renews()
	if len(ps) == 0 {
		t.Fatal("nothing is sent again")
	}
	for _, p := range ps {
		if o := bob.gets(p.Sealed); o != inbox.Duplicate {
			t.Errorf("outcome %d", o)
		}
	}
	bob.wantGot("m1", "m2")
}

// The first receipt of a peer says nothing about what came before it.
func TestFirstReceiptSendsNothingAgain(t *testing.T) {
	alice, bob := pair(t)
	_, p := alice.send(bob, "m1")
	alice.update(func(tx *vault.Tx) error {
		return errors.Join(alice.Outbox.Done(tx, p.Ref), alice.Changed(tx, p.Ref, outbox.Delivered, ""))
	})
	_, q := alice.send(bob, "m2")
	alice.carry(bob, []outbox.Parcel{q})
	if ps := alice.renews(); len(ps) != 0 {
		t.Errorf("%d are sent again", len(ps))
	}
}

// A new database's clock may be behind that of the old one.
func TestReceiptsOfANewDatabaseCountWhateverItsClockSays(t *testing.T) {
	alice, bob := pair(t)
	_, p := alice.send(bob, "m1")
	d := map[envelope.Device]ranges{alice.run: {{1, 1}}}
	alice.gets(bob.forgeReceipt(alice, receipt{version: 1 << 50, born: 5}))
	alice.gets(bob.forgeReceipt(alice, receipt{version: 7, born: 5, arrived: d}))
	alice.wantState(bob, "m1", Queued) // an older one of the same database
	alice.gets(bob.forgeReceipt(alice, receipt{version: 7, born: 6, arrived: d}))
	alice.wantState(bob, "m1", Delivered)
	_, q := alice.send(bob, "m2")
	alice.gets(bob.forgeReceipt(alice, receipt{version: 6, born: 6, arrived: map[envelope.Device]ranges{alice.run: {{1, 2}}}}))
	alice.wantState(bob, "m2", Queued)
	bob.opens(p.Sealed)
	bob.opens(q.Sealed)
}

// They go in batches, each after a receipt for the one before.
func TestResendingWaitsForReceipts(t *testing.T) {
	var ids []string
	const n = resendRoom + 10
	for i := range n {
		ids = append(ids, fmt.Sprint("m", i))
	}
	alice, bob := pair(t)
	alice.update(func(tx *vault.Tx) error {
		for i, id := range ids { // as if they had been sent and delivered
			r := sentRow{ref: refOf(envelope.KindChat, bob.id(), id), peer: bob.id(), kind: envelope.KindChat, id: id, run: alice.run,
				seq: uint64(i + 1), at: time.Now(), sealed: time.Now(), body: []byte{}, state: Queued, expires: time.Now().Add(Lifetime)}
			if err := errors.Join(insertSent(tx, r), putState(tx, r.ref, Delivered, "")); err != nil {
				return err
			}
		}
		return nil
	})
	alice.pays(bob)
	said := func(version, born uint64) {
		alice.gets(bob.forgeReceipt(alice, receipt{version: version, born: born}))
	}
	said(1, 1)
	pass(time.Millisecond)
	said(2, 2)
	if got := len(alice.renews()); got != resendRoom {
		t.Errorf("%d in the first batch, want %d", got, resendRoom)
	}
	said(3, 2)
	if got := len(alice.renews()); got != n-resendRoom {
		t.Errorf("%d in the second batch, want %d", got, n-resendRoom)
	}
	said(4, 2)
	if got := len(alice.renews()); got != 0 {
		t.Errorf("%d are sent without a reason", got)
	}
	alice.wantAudit(0)
}

// A hostile peer that claims a loss again and again has its messages sent once a
// day, and nobody else's.
func TestClaimedLossesAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := pair(t)
		carol := newSide(t)
		carol.meets(alice)
		alice.meets(carol)
		for _, to := range []*side{bob, carol} {
			_, p := alice.send(to, "m1")
			alice.carry(to, []outbox.Parcel{p})
		}
		sent, version := 0, uint64(1)<<50
		for range 3 * 24 {
			pass(time.Hour)
			version++
			alice.gets(bob.forgeReceipt(alice, receipt{version: version, born: version}))
			for _, p := range alice.renews() {
				if p.Peer != bob.id() {
					t.Error("somebody else's message is sent again")
				}
				sent++
				alice.update(func(tx *vault.Tx) error {
					return errors.Join(alice.Outbox.Done(tx, p.Ref), alice.Changed(tx, p.Ref, outbox.Delivered, ""))
				})
			}
		}
		if sent < 2 || sent > 3 {
			t.Errorf("sent %d times in three days", sent)
		}
	})
}

// One's own card goes along again: the new device does not have it.
func TestLostDeviceGetsTheCardAgain(t *testing.T) {
	alice, before, after := lost(t, "m1")
	_, p := alice.send(before, "m2")
	m, _ := after.opens(p.Sealed)
	if w, err := payloadFromWire(m.Body); err != nil || len(w.card) == 0 {
		t.Errorf("a card of %d bytes, %v", len(w.card), err)
	}
}
