package delivery

import (
	"errors"
	"fmt"
	"testing"

	"restante/messaging/envelope"
	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/direct"
	"restante/offline/inbox"
	"restante/offline/outbox"
)

func TestMessageIsDeliveredOnce(t *testing.T) {
	alice, bob := pair(t)
	_, p := alice.send(bob, "m1")
	if o := bob.gets(p.Sealed); o != inbox.Done {
		t.Fatalf("first: %d", o)
	}
	if o := bob.gets(p.Sealed); o != inbox.Duplicate {
		t.Errorf("the same again: %d", o)
	}
	if a := bob.getsDirect(p.Sealed); a.Outcome != direct.Committed {
		t.Errorf("the same again, directly: %+v", a)
	}
	alice.update(func(tx *vault.Tx) error { return alice.SendAgain(tx, envelope.KindChat, bob.id(), "m1") })
	again := alice.out.take()[0].Sealed
	if o := bob.gets(again); o != inbox.Duplicate {
		t.Errorf("a new generation: %d", o)
	}
	if a := bob.getsDirect(again); a.Outcome != direct.Committed {
		t.Errorf("a new generation, directly: %+v", a)
	}
	bob.wantGot("m1")
}

func TestSameBytesTwiceInABatch(t *testing.T) {
	alice, bob := pair(t)
	_, p := alice.send(bob, "m1")
	_, q := alice.send(bob, "m2")
	batch := []inbox.Sealed{sealed(q.Sealed), sealed(p.Sealed), sealed(q.Sealed), sealed([]byte("noise"))}
	out, err := bob.Receive(t.Context(), batch)
	must(t, err)
	if fmt.Sprint(out) != fmt.Sprint([]inbox.Outcome{inbox.Done, inbox.Done, inbox.Duplicate, inbox.Unreadable}) {
		t.Errorf("outcomes %v", out)
	}
	bob.wantGot("m2", "m1") // a gap holds nothing back
	if n := bob.Refused(); n != 1 {
		t.Errorf("%d refused", n)
	}
	if a := bob.getsDirect([]byte("more noise")); a.Outcome != direct.Refused || bob.Refused() != 2 {
		t.Errorf("%+v, %d refused", a, bob.Refused())
	}
}

func TestDirectFirstThenFromTheInbox(t *testing.T) {
	alice, bob := pair(t)
	_, p := alice.send(bob, "m1")
	if a := bob.getsDirect(p.Sealed); a.Outcome != direct.Committed {
		t.Fatalf("%+v", a)
	}
	if o := bob.gets(p.Sealed); o != inbox.Duplicate {
		t.Errorf("%d", o)
	}
	bob.wantGot("m1")
	_, q := alice.send(bob, "m2")
	if a := bob.Message(t.Context(), alice.id(), deposit.Mailbox{1}, q.Sealed); a.Outcome != direct.Committed {
		t.Errorf("sealed for us, to a mailbox of the pair: %+v", a)
	}
}

func TestInvalidMessagesAreDropped(t *testing.T) {
	alice, bob := newSide(t), newSide(t) // who have not met: nothing of Alice may stay
	bob.owner.fail = func(m Incoming) error {
		if m.ID != "good" {
			return fmt.Errorf("%w: a wrong ID", ErrInvalid)
		}
		return nil
	}
	for name, m := range map[string]envelope.Message{
		"no number":          {Seq: 0, ID: "good", Kind: envelope.KindChat},
		"a number too large": {Seq: maxSeq + 1, ID: "good", Kind: envelope.KindChat},
		"an unknown kind":    {Seq: 1, ID: "good", Kind: 99},
		"a wrong ID":         {Seq: 2, ID: "bad", Kind: envelope.KindChat},
		"a broken receipt":   {ID: "", Kind: envelope.KindReceipt},
	} {
		b := alice.forge(bob, m, payload{body: []byte("\xff")})
		if o := bob.gets(b); o != inbox.Unreadable {
			t.Errorf("%s: outcome %d", name, o)
		}
		if a := bob.getsDirect(b); a.Outcome != direct.Refused || a.Reason == "" {
			t.Errorf("%s: %+v", name, a)
		}
	}
	self := bob.forge(bob, envelope.Message{Seq: 1, ID: "good", Kind: envelope.KindChat}, payload{})
	if o := bob.gets(self); o != inbox.Unreadable {
		t.Errorf("from oneself: %d", o)
	}
	bob.wantGot()
	for _, table := range []string{"came", "person", "receipt"} {
		if n := bob.count(`SELECT count(*) FROM ` + table); n != 0 {
			t.Errorf("%d rows in %s", n, table)
		}
	}
	if rs := bob.receipts(); len(rs) != 0 {
		t.Errorf("%d receipts for what was dropped", len(rs))
	}
	// Its number is not used up.
	bob.gets(alice.forge(bob, envelope.Message{Seq: 2, ID: "good", Kind: envelope.KindChat}, payload{}))
	bob.wantGot("good")
}

func TestFailingHandlerLeavesNothing(t *testing.T) {
	alice, bob := pair(t)
	_, p := alice.send(bob, "m1")
	_, q := alice.send(bob, "m2")
	broken := errors.New("the disk is full")
	bob.owner.fail = func(m Incoming) error {
		if m.ID == "m2" {
			return broken
		}
		return nil
	}
	batch := []inbox.Sealed{sealed(p.Sealed), sealed(q.Sealed)}
	if _, err := bob.Receive(t.Context(), batch); !errors.Is(err, broken) {
		t.Fatalf("got %v", err)
	}
	if a := bob.getsDirect(q.Sealed); a.Outcome != direct.Busy {
		t.Errorf("directly: %+v", a)
	}
	bob.wantGot()
	if n := bob.count(`SELECT (SELECT count(*) FROM seen) + (SELECT count(*) FROM came) + (SELECT count(*) FROM receipt)`); n != 0 {
		t.Errorf("%d marks of what was rolled back", n)
	}
	bob.owner.fail = nil
	out, err := bob.Receive(t.Context(), batch)
	if err != nil || out[0] != inbox.Done || out[1] != inbox.Done {
		t.Errorf("later: %v, %v", out, err)
	}
	bob.wantGot("m1", "m2")
}

func TestStrangersAreMarked(t *testing.T) {
	alice, bob := newSide(t), newSide(t)
	alice.meets(bob)
	_, p := alice.send(bob, "m1")
	bob.gets(p.Sealed)
	bob.update(func(tx *vault.Tx) error { return bob.Contacts.Befriend(tx, alice.id()) })
	_, p = alice.send(bob, "m2")
	bob.gets(p.Sealed)
	if n := bob.count(`SELECT count(*) FROM got WHERE request = (id = 'm1')`); n != 2 {
		t.Error("the request mark does not follow the standing")
	}
	if len(bob.receipts()) != 1 {
		t.Error("a stranger's message is not receipted, though its card came with it")
	}
}

// Whoever moves a stranger's message into another envelope is its sender then.
func TestMessageOfAnotherIsNotTaken(t *testing.T) {
	alice, bob := pair(t)
	carol := newSide(t)
	carol.meets(bob)
	_, p := alice.send(bob, "m1")
	m, _ := bob.opens(p.Sealed)
	w, err := payloadFromWire(m.Body)
	must(t, err)
	b := carol.forge(bob, envelope.Message{Device: m.Device, Seq: m.Seq, ID: m.ID, Kind: m.Kind}, w)
	if o := bob.gets(b); o != inbox.Done {
		t.Fatalf("outcome %d", o)
	}
	if n := bob.count(`SELECT count(*) FROM got WHERE peer = ?`, carol.id().String()); n != 1 {
		t.Error("the message has another sender than its signer")
	}
	if o := bob.gets(p.Sealed); o != inbox.Done {
		t.Errorf("Alice's own: %d", o)
	}
}

func TestObserverFollowsTheParcel(t *testing.T) {
	alice, bob := pair(t)
	_, p := alice.send(bob, "m1")
	for _, step := range []struct {
		st   outbox.State
		want State
	}{{outbox.Stored, Stored}, {outbox.Delivered, Delivered}} {
		alice.update(func(tx *vault.Tx) error { return alice.Changed(tx, p.Ref, step.st, "") })
		alice.wantState(bob, "m1", step.want)
	}
	alice.update(func(tx *vault.Tx) error { return alice.Changed(tx, "1/nobody/none", outbox.Failed, "") })
	if got := len(alice.owner.changes); got != 2 {
		t.Errorf("%d changes, want 2", got)
	}
}
