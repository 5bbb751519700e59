package delivery

import (
	"errors"
	"fmt"
	"testing"

	"restante/messaging/contact"
	"restante/messaging/envelope"
	"restante/node/vault"
	"restante/offline/inbox"
	"restante/offline/outbox"
)

func TestSendNumbersAndChains(t *testing.T) {
	alice, bob := pair(t)
	var before envelope.Hash
	for i := range 4 {
		st, p := alice.send(bob, fmt.Sprint("m", i))
		if st != Queued || p.Class != outbox.Message || p.Peer != bob.id() || p.Mailbox != bob.mailbox {
			t.Fatalf("%s, parcel %+v", st, p)
		}
		m, hash := bob.opens(p.Sealed)
		if m.Seq != uint64(i+1) || m.Prev != before || m.ID != fmt.Sprint("m", i) || m.Device != alice.run {
			t.Errorf("message %d: seq %d, ID %q, follows %x, want %x", i, m.Seq, m.ID, m.Prev[:4], before[:4])
		}
		before = hash
	}
	carol := newSide(t)
	alice.meets(carol)
	if _, p := alice.send(carol, "other"); func() uint64 { m, _ := carol.opens(p.Sealed); return m.Seq }() != 1 {
		t.Error("another peer has no numbers of its own")
	}
	alice.wantAudit(0)
}

func TestSendIsRolledBackWhole(t *testing.T) {
	alice, bob := pair(t)
	alice.pays(bob)
	broken := errors.New("the disk is full")
	alice.out.fail = broken
	err := alice.Vault.Update(t.Context(), "test", func(tx *vault.Tx) error {
		_, err := alice.Send(tx, Outgoing{Peer: bob.id(), Kind: envelope.KindChat, ID: "lost"})
		return err
	})
	if !errors.Is(err, broken) {
		t.Fatal(err)
	}
	alice.out.fail = nil
	_, p := alice.send(bob, "first")
	if m, _ := bob.opens(p.Sealed); m.Seq != 1 || m.Prev != (envelope.Hash{}) {
		t.Errorf("the first message has seq %d and follows %x", m.Seq, m.Prev)
	}
}

func TestWaitingIsSealedInOrderWithTheCard(t *testing.T) {
	alice, bob := newSide(t), newSide(t)
	var ids []string
	for i := range 5 {
		ids = append(ids, fmt.Sprint("m", i))
		if st, p := alice.send(bob, ids[i]); st != Waiting || p.Sealed != nil {
			t.Fatalf("without a card: %s", st)
		}
	}
	alice.view(func(tx *vault.Tx) error {
		if seeking, err := contact.Seeking(tx, bob.id()); !seeking {
			t.Errorf("nobody looks for the card: %v", err)
		}
		return nil
	})
	alice.wantAudit(0)
	alice.meets(bob)
	var before envelope.Hash
	for i, p := range alice.out.take() {
		m, hash := bob.opens(p.Sealed)
		if m.ID != ids[i] || m.Seq != uint64(i+1) || m.Prev != before {
			t.Errorf("parcel %d is %s, seq %d", i, m.ID, m.Seq)
		}
		before = hash
		alice.wantState(bob, m.ID, Queued)
	}
	if n := len(alice.owner.changes); n != 5 {
		t.Errorf("the owner learned of %d changes, want 5", n)
	}
	alice.wantAudit(0)
}

func TestCardAndSealingAreOneTransaction(t *testing.T) {
	alice, bob := newSide(t), newSide(t)
	alice.send(bob, "m1")
	alice.send(bob, "m2")
	broken := errors.New("broken")
	alice.owner.refuse = func(c Change) error {
		if c.ID == "m2" {
			return broken
		}
		return nil
	}
	learn := func(tx *vault.Tx) error { return alice.Contacts.Learn(tx, bob.id(), bob.card()) }
	if err := alice.Vault.Update(t.Context(), "test", learn); !errors.Is(err, broken) {
		t.Fatal(err)
	}
	if n := alice.count(`SELECT count(*) FROM cards`) + alice.count(`SELECT count(*) FROM parcel`); n != 0 {
		t.Errorf("%d rows of a transaction that failed", n)
	}
	alice.wantState(bob, "m1", Waiting)
	alice.wantAudit(0)
}

// The same failure when the card comes inside a message: the message comes again,
// and what waited is not forgotten.
func TestCardInAMessageThatCannotBeUsed(t *testing.T) {
	alice, bob := newSide(t), newSide(t)
	alice.send(bob, "waits")
	bob.meets(alice)
	_, p := bob.send(alice, "hello")
	broken := errors.New("broken")
	alice.owner.refuse = func(Change) error { return broken }
	if _, err := alice.Receive(t.Context(), []inbox.Sealed{sealed(p.Sealed)}); !errors.Is(err, broken) {
		t.Fatalf("got %v", err)
	}
	alice.wantGot()
	alice.wantAudit(0)
	alice.owner.refuse = nil
	if o := alice.gets(p.Sealed); o != inbox.Done {
		t.Errorf("outcome %d", o)
	}
	alice.wantState(bob, "waits", Queued)
	alice.wantAudit(0)
}

func TestCardTravelsUntilItIsKnown(t *testing.T) {
	alice, bob := pair(t)
	carries := func(id string) (bool, outbox.Parcel) {
		_, p := alice.send(bob, id)
		m, _ := bob.opens(p.Sealed)
		w, err := payloadFromWire(m.Body)
		must(t, err)
		return w.card != nil, p
	}
	with, p1 := carries("m1")
	again, _ := carries("m2")
	if !with || !again {
		t.Error("a first message goes without a card")
	}
	bob.gets(p1.Sealed)
	alice.gets(bob.receipts()[0])
	if with, _ := carries("m3"); with {
		t.Error("the card goes out though the peer has it")
	}
	must(t, alice.Contacts.SetName(t.Context(), "Alice"))
	with, p4 := carries("m4")
	if !with {
		t.Error("a newer card does not go out")
	}
	alice.update(func(tx *vault.Tx) error { return alice.Changed(tx, p4.Ref, outbox.Failed, "no") })
	if with, _ := carries("m5"); !with {
		t.Error("a message that failed counts as having brought the card")
	}
}
