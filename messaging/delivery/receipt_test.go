package delivery

import (
	"fmt"
	"testing"

	"restante/messaging/envelope"
	"restante/node/vault"
	"restante/offline/inbox"
	"restante/offline/outbox"
)

// receiptOf opens a sealed receipt.
func (s *side) receiptOf(b []byte) receipt {
	s.t.Helper()
	m, _ := s.opens(b)
	if m.Kind != envelope.KindReceipt || m.Seq != 0 {
		s.t.Fatalf("kind %d with seq %d is no receipt", m.Kind, m.Seq)
	}
	p, err := payloadFromWire(m.Body)
	must(s.t, err)
	r, err := receiptFromWire(p.body)
	must(s.t, err)
	return r
}

func (s *side) forgeReceipt(to *side, r receipt) []byte {
	body, err := r.toWire()
	must(s.t, err)
	return s.forge(to, envelope.Message{Kind: envelope.KindReceipt}, payload{body: body})
}

// reads marks what came from another side as read.
func (s *side) reads(from *side, seqs ...uint64) {
	s.t.Helper()
	s.update(func(tx *vault.Tx) error { return s.MarkRead(tx, from.id(), from.run, seqs) })
}

func TestReceiptMovesTheStates(t *testing.T) {
	alice, bob := pair(t)
	for i := range 3 {
		_, p := alice.send(bob, fmt.Sprint("m", i+1))
		if i != 1 { // the second is lost on the way
			bob.gets(p.Sealed)
		}
	}
	bob.reads(alice, 1, 3)
	rs := bob.receipts()
	if len(rs) != 1 {
		t.Fatalf("%d receipts for a burst, want 1", len(rs))
	}
	if o := alice.gets(rs[0]); o != inbox.Done {
		t.Fatalf("outcome %d", o)
	}
	alice.wantState(bob, "m1", Read)
	alice.wantState(bob, "m2", Queued) // read implies delivered, and this one was not
	alice.wantState(bob, "m3", Read)
	if n := alice.count(`SELECT count(*) FROM parcel`); n != 1 {
		t.Errorf("%d parcels are left, want that of m2", n)
	}
	alice.wantAudit(0)
	if rs := alice.receipts(); len(rs) != 0 {
		t.Error("a receipt was receipted")
	}
}

// The owner is told that a message was delivered before it is told that it was read.
func TestReadComesAfterDelivered(t *testing.T) {
	alice, bob := pair(t)
	_, p := alice.send(bob, "m1")
	bob.gets(p.Sealed)
	bob.reads(alice, 1)
	alice.gets(bob.receipts()[0])
	c := alice.owner.changes
	if len(c) != 2 || c[0].State != Delivered || c[1].State != Read {
		t.Errorf("changes %+v", c)
	}
	alice.gets(bob.forgeReceipt(alice, receipt{version: 1 << 60, arrived: map[envelope.Device]ranges{alice.run: {{1, 1}}}}))
	alice.wantState(bob, "m1", Read) // and it stays read
}

// A message that comes late is not read because later ones were.
func TestLateMessageIsNotReadYet(t *testing.T) {
	alice, bob := pair(t)
	_, late := alice.send(bob, "m1")
	_, p := alice.send(bob, "m2")
	bob.gets(p.Sealed)
	bob.reads(alice, 2)
	bob.gets(late.Sealed)
	alice.gets(bob.receipts()[0])
	alice.wantState(bob, "m1", Delivered)
	bob.reads(alice, 1)
	alice.gets(bob.receipts()[0])
	alice.wantState(bob, "m1", Read)
	alice.wantState(bob, "m2", Read)
}

func TestOlderReceiptIsIgnored(t *testing.T) {
	alice, bob := pair(t)
	_, p := alice.send(bob, "m1")
	bob.gets(p.Sealed)
	old := bob.receipts()[0]
	_, q := alice.send(bob, "m2")
	bob.gets(q.Sealed)
	newer := bob.receipts()[0]
	same := alice.receiptOf(newer)
	if v := alice.receiptOf(old).version; same.version <= v {
		t.Fatalf("version %d follows %d", same.version, v)
	}
	alice.gets(newer)
	changes := len(alice.owner.changes)
	alice.update(func(tx *vault.Tx) error { // what the old one would change if it were heard
		_, err := tx.Exec(`UPDATE sent SET state = 'queued'`)
		return err
	})
	if o := alice.gets(old); o != inbox.Done {
		t.Errorf("outcome %d", o)
	}
	alice.gets(bob.forgeReceipt(alice, same))
	if len(alice.owner.changes) != changes {
		t.Error("a superseded receipt changed something")
	}
	same.version++
	alice.gets(bob.forgeReceipt(alice, same))
	alice.wantState(bob, "m2", Delivered)
}

func TestOnlyTheRecipientAcknowledges(t *testing.T) {
	alice, bob := pair(t)
	carol := newSide(t)
	carol.meets(alice)
	alice.meets(carol)
	alice.befriends(carol)
	alice.send(bob, "for Bob")
	_, p := alice.send(carol, "for Carol")
	carol.gets(p.Sealed)
	d := alice.run
	all := receipt{version: 1, arrived: map[envelope.Device]ranges{d: {{1, maxSeq}}}, read: map[envelope.Device]ranges{d: {{1, maxSeq}}}}
	alice.gets(carol.forgeReceipt(alice, all))
	alice.wantState(bob, "for Bob", Queued)
	alice.wantState(carol, "for Carol", Read)
	if n := alice.count(`SELECT count(*) FROM parcel WHERE peer = ?`, bob.id().String()); n != 1 {
		t.Error("Carol took Bob's parcel away")
	}
}

func TestReceiptForAnotherDeviceSaysNothing(t *testing.T) {
	alice, bob := pair(t)
	alice.send(bob, "m1")
	other := map[envelope.Device]ranges{{1}: {{1, 9}}}
	alice.gets(bob.forgeReceipt(alice, receipt{version: 1, arrived: other}))
	alice.wantState(bob, "m1", Queued)
}

// What was given up arrived all the same: the person sees the truth.
func TestReceiptAfterTheEnd(t *testing.T) {
	for _, st := range []outbox.State{outbox.Expired, outbox.Failed} {
		alice, bob := pair(t)
		_, p := alice.send(bob, "m1")
		bob.gets(p.Sealed)
		alice.update(func(tx *vault.Tx) error {
			if err := alice.Outbox.Done(tx, p.Ref); err != nil {
				return err
			}
			return alice.Changed(tx, p.Ref, st, "")
		})
		alice.gets(bob.receipts()[0])
		alice.wantState(bob, "m1", Delivered)
		alice.wantAudit(0)
	}
}

// Somebody with more devices than a receipt holds gets receipts for the newest
// ones, and nobody else waits for theirs.
func TestManyDevicesKeepNobodyWaiting(t *testing.T) {
	alice, bob := pair(t)
	mallory := newSide(t)
	bob.meets(mallory)
	bob.befriends(mallory)
	var d envelope.Device
	for i := range 2 * maxDevices {
		d = envelope.Device{1, byte(i)}
		bob.gets(mallory.forge(bob, envelope.Message{Device: d, Seq: 1, Kind: envelope.KindChat}, payload{}))
	}
	_, p := alice.send(bob, "m1")
	bob.gets(p.Sealed)
	if rs := bob.receipts(); len(rs) != 2 {
		t.Fatalf("%d receipts, want 2", len(rs))
	}
	bob.update(func(tx *vault.Tx) error { return bob.due(tx, mallory.id()) })
	r := mallory.receiptOf(bob.receipts()[0])
	if len(r.arrived) != maxDevices || !r.arrived[d].has(1) {
		t.Errorf("the receipt names %d devices, the newest one: %v", len(r.arrived), r.arrived[d])
	}
}

func TestReceiptWaitsForTheCard(t *testing.T) {
	alice, bob := newSide(t), newSide(t)
	bob.gets(alice.forge(bob, envelope.Message{Seq: 1, ID: "m1", Kind: envelope.KindChat}, payload{}))
	if rs := bob.receipts(); len(rs) != 0 {
		t.Fatal("a receipt for a key that nobody knows")
	}
	bob.wantGot("m1")
	bob.meets(alice)
	if rs := bob.receipts(); len(rs) != 1 {
		t.Error("the receipt was forgotten")
	}
	if rs := bob.receipts(); len(rs) != 0 {
		t.Error("the receipt is still due after it was written")
	}
}

func TestReadTwiceIsToldOnce(t *testing.T) {
	alice, bob := pair(t)
	for i := range 2 {
		_, p := alice.send(bob, fmt.Sprint("m", i))
		bob.gets(p.Sealed)
	}
	bob.reads(alice, 1, 2)
	bob.receipts()
	bob.reads(alice, 1)
	if rs := bob.receipts(); len(rs) != 0 {
		t.Error("nothing new was read, and yet a receipt is due")
	}
}

// What was not marked stays unsaid, whatever is read before and after it.
func TestOnlyWhatWasMarkedIsRead(t *testing.T) {
	alice, bob := pair(t)
	for i := range 5 {
		_, p := alice.send(bob, fmt.Sprint("m", i+1))
		bob.gets(p.Sealed)
	}
	bob.reads(alice, 1)
	bob.reads(alice, 3, 5)
	alice.gets(bob.receipts()[0])
	for id, st := range map[string]State{"m1": Read, "m2": Delivered, "m3": Read, "m4": Delivered, "m5": Read} {
		alice.wantState(bob, id, st)
	}
	bob.reads(alice, 4)
	alice.gets(bob.receipts()[0])
	alice.wantState(bob, "m2", Delivered)
	alice.wantState(bob, "m4", Read)
}
