package delivery

import (
	"testing"
	"time"

	"restante/messaging/contact"
	"restante/messaging/envelope"
	"restante/node/vault"
	"restante/offline/direct"
	"restante/offline/inbox"
)

// strangers are Alice, who has Bob's card, and Bob, who has never heard of her.
func strangers(t *testing.T) (alice, bob *side) {
	alice, bob = newSide(t), newSide(t)
	alice.meets(bob)
	alice.befriends(bob)
	return alice, bob
}

func (s *side) dueReceipts() int { return s.count(`SELECT count(*) FROM receipt WHERE due > 0`) }

// What a stranger sends beyond three messages is neither stored nor receipted, and
// comes in once they are accepted: none of it is lost.
func TestStrangersAreLeftWhereTheyLie(t *testing.T) {
	alice, bob := strangers(t)
	var late [][]byte
	for i, id := range []string{"m1", "m2", "m3", "m4", "m5"} {
		_, p := alice.send(bob, id)
		want := inbox.Done
		if i >= contact.MaxShown {
			want, late = inbox.Aside, append(late, p.Sealed)
		}
		if o := bob.gets(p.Sealed); o != want {
			t.Errorf("%s: outcome %d, want %d", id, o, want)
		}
		if a := bob.getsDirect(p.Sealed); i >= contact.MaxShown && a.Outcome != direct.Busy {
			t.Errorf("%s directly: %+v", id, a)
		}
	}
	for _, r := range bob.receipts() {
		alice.gets(r)
	}
	alice.wantState(bob, "m3", Delivered)
	alice.wantState(bob, "m4", Queued)
	bob.wantGot("m1", "m2", "m3")
	bob.befriends(alice)
	for _, b := range late {
		if o := bob.gets(b); o != inbox.Done {
			t.Errorf("outcome %d once she is accepted", o)
		}
	}
	bob.wantGot("m1", "m2", "m3", "m4", "m5")
	for _, r := range bob.receipts() {
		alice.gets(r)
	}
	alice.wantState(bob, "m5", Delivered)
	alice.wantAudit(0)
	bob.wantAudit(0)
}

// A message that came in is answered also while its sender has said enough.
func TestDuplicatesOfStrangersAreAnswered(t *testing.T) {
	alice, bob := strangers(t)
	var first []byte
	for _, id := range []string{"m1", "m2", "m3"} {
		_, p := alice.send(bob, id)
		bob.gets(p.Sealed)
		if first == nil {
			first = p.Sealed
		}
	}
	bob.receipts()
	if a := bob.getsDirect(first); a.Outcome != direct.Committed || bob.dueReceipts() != 1 {
		t.Errorf("%+v, %d receipts due", a, bob.dueReceipts())
	}
}

// Nothing that a blocked person sends is stored or answered, new or not; offline it is
// done with, so that it can be released.
func TestBlockedPeopleAreDropped(t *testing.T) {
	alice, bob := pair(t)
	_, before := alice.send(bob, "m1")
	bob.gets(before.Sealed)
	bob.receipts()
	must(t, bob.Contacts.Block(t.Context(), alice.id()))
	_, after := alice.send(bob, "m2")
	if a := bob.getsDirect(after.Sealed); a.Outcome != direct.Busy {
		t.Errorf("directly: %+v", a)
	}
	for _, b := range [][]byte{after.Sealed, after.Sealed, before.Sealed} {
		if o := bob.gets(b); o != inbox.Done {
			t.Errorf("outcome %d", o)
		}
	}
	bob.wantGot("m1")
	if n := bob.dueReceipts(); n != 0 {
		t.Errorf("%d receipts are due", n)
	}
	must(t, bob.Contacts.Unblock(t.Context(), alice.id()))
	_, again := alice.send(bob, "m3")
	if o := bob.gets(again.Sealed); o != inbox.Done {
		t.Errorf("outcome %d after unblocking", o)
	}
	bob.wantGot("m1", "m3")
}

// Nothing new is sealed for a device that this user has not confirmed, be it a new
// message, one under way, or what the old device had acknowledged; then all of it is.
func TestANewDeviceWaitsForAWord(t *testing.T) {
	alice, bob := pair(t)
	_, p := alice.send(bob, "m0")
	alice.carry(bob, alice.out.take())
	_ = p
	alice.send(bob, "m1") // under way
	now := bob.reinstalled()
	now.meets(alice)
	now.befriends(alice)
	alice.learns(now)
	alice.out.take()
	if st, _ := alice.send(bob, "m2"); st != Waiting {
		t.Errorf("a new message is %s", st)
	}
	all, err := alice.Pending(t.Context())
	must(t, err)
	if len(all) == 0 || all[0].MessageID != "m2" || all[0].Reason != awaitsWord {
		t.Errorf("%+v", all)
	}
	_, hello := now.send(alice, "I lost my computer")
	if o := alice.gets(hello.Sealed); o != inbox.Done {
		t.Errorf("outcome %d of what the new device says", o)
	}
	alice.gets(now.forgeReceipt(alice, receipt{version: uint64(time.Now().UnixMilli()), born: 1 << 40}))
	alice.gets(now.forgeReceipt(alice, receipt{version: uint64(time.Now().UnixMilli()) + 1, born: 1 << 41}))
	if ps := alice.renews(); len(ps) != 0 {
		t.Errorf("%d are sealed for a device that nobody confirmed", len(ps))
	}
	if rs := alice.receipts(); len(rs) != 0 {
		t.Error("it gets a receipt")
	}
	alice.wantAudit(0)
	must(t, alice.Contacts.ConfirmDevice(t.Context(), bob.id()))
	alice.wantAudit(0)
	ids := map[string]bool{}
	for _, p := range append(alice.out.take(), alice.renews()...) {
		if m, _ := now.opens(p.Sealed); m.Kind == envelope.KindChat {
			ids[m.ID] = true
		}
	}
	for _, id := range []string{"m0", "m1", "m2"} {
		if !ids[id] {
			t.Errorf("%s was not sealed for the new device: %v", id, ids)
		}
	}
	alice.wantAudit(0)
}

// A refusal by a device that is not confirmed is no reason to give up.
func TestRefusedBeforeAWord(t *testing.T) {
	alice, bob := pair(t)
	_, p := alice.send(bob, "m1")
	now := bob.reinstalled()
	alice.learns(now)
	alice.isRefused(p, now.getsDirect(p.Sealed).Reason)
	alice.wantState(bob, "m1", Waiting)
	alice.update(func(tx *vault.Tx) error { return alice.cardStays(tx, bob.id()) })
	alice.wantState(bob, "m1", Waiting)
	alice.wantAudit(0)
	alice.out.take()
	must(t, alice.Contacts.ConfirmDevice(t.Context(), bob.id()))
	alice.wantState(bob, "m1", Queued)
	if m, _ := now.opens(alice.out.take()[0].Sealed); m.ID != "m1" {
		t.Errorf("%+v", m)
	}
	alice.wantAudit(0)
}

// Where a message lies that was sealed for the device before is said to that device, until
// the other one is confirmed: who stole the words and made a card learns nothing of it.
func TestBodiesAreForTheBelievedDevice(t *testing.T) {
	alice, bob := pair(t)
	body := func() []byte {
		sealed, err := alice.SealBody(t.Context(), bob.id(), bob.mailbox, []byte("where"))
		must(t, err)
		return sealed
	}
	opens := func(s *side, sealed []byte) bool {
		got, err := s.OpenBody(s.mailbox, sealed)
		return err == nil && string(got) == "where"
	}
	bob.rotates()
	alice.learns(bob) // the newest card of the device counts
	thief := bob.reinstalled()
	alice.learns(thief)
	if b := body(); !opens(bob, b) || opens(thief, b) {
		t.Error("a device that is not confirmed can tell where the mail lies, or the other cannot")
	}
	must(t, alice.Contacts.ConfirmDevice(t.Context(), bob.id()))
	if b := body(); opens(bob, b) || !opens(thief, b) {
		t.Error("it is not for the device that was confirmed")
	}
}
