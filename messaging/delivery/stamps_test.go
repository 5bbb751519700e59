package delivery

import (
	"bytes"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"restante/messaging/card"
	"restante/messaging/envelope"
	"restante/messaging/stamp"
	"restante/node/vault"
)

const week = 7 * 24 * time.Hour

// writes sends without having paid before.
func (s *side) writes(to *side, ids ...string) (states []State) {
	s.t.Helper()
	for _, id := range ids {
		s.update(func(tx *vault.Tx) error {
			st, err := s.Send(tx, Outgoing{Peer: to.id(), Kind: envelope.KindChat, ID: id, At: time.Now(), Body: []byte(id)})
			states = append(states, st)
			return err
		})
	}
	return states
}

func (s *side) proof(to *side) (b []byte) {
	s.t.Helper()
	s.view(func(tx *vault.Tx) error {
		_, err := tx.One("looking", `SELECT proof FROM stamp WHERE peer = ? AND proof IS NOT NULL`, []any{to.id().String()}, &b)
		return err
	})
	return b
}

// Without a stamp a message waits, and says for what. It costs its person nothing: the
// work is done afterwards, and what waited is sealed with it, in order.
func TestMessageWaitsForItsStamp(t *testing.T) {
	alice, bob := strangers(t)
	alice.Price = stamp.MaxBits // which would take minutes
	if got := alice.writes(bob, "m1", "m2", "m3"); !slices.Equal(got, []State{Waiting, Waiting, Waiting}) {
		t.Fatalf("%v", got)
	}
	all, err := alice.Pending(t.Context())
	must(t, err)
	if len(all) != 3 || all[0].State != Waiting || all[0].Reason != awaitsStamp {
		t.Errorf("%+v", all)
	}
	alice.wantAudit(0)
	alice.Price = cheap
	must(t, alice.MakeStamps(t.Context()))
	ps := alice.out.take()
	if len(ps) != 3 {
		t.Fatalf("%d were sealed", len(ps))
	}
	for i, p := range ps {
		m, _ := bob.opens(p.Sealed)
		if m.Seq != uint64(i+1) || len(p.Sealed) != envelope.Small {
			t.Errorf("number %d is %d, in %d bytes", i+1, m.Seq, len(p.Sealed))
		}
		alice.wantState(bob, m.ID, Queued)
		bob.gets(p.Sealed)
	}
	bob.wantGot("m1", "m2", "m3")
	if n := len(alice.owner.changes); n != 3 {
		t.Errorf("the handler heard of %d changes", n)
	}
	alice.wantAudit(0)
}

// Work that was done is not done again by the next run of the program, and work that
// was not is not forgotten.
func TestStampsSurviveARestart(t *testing.T) {
	alice, bob := strangers(t)
	carol := newSide(t)
	alice.meets(carol)
	alice.pays(bob)
	made := alice.proof(bob)
	alice.writes(carol, "m1")

	alice.out.take()
	again, err := New(alice.Options)
	must(t, err)
	again.Handle(envelope.KindChat, alice.owner)
	alice.Service = again
	if st := alice.writes(bob, "m2"); st[0] != Queued || !bytes.Equal(alice.proof(bob), made) {
		t.Errorf("a message whose stamp was made is %s", st)
	}
	must(t, alice.MakeStamps(t.Context()))
	alice.wantState(carol, "m1", Queued)
	if !bytes.Equal(alice.proof(bob), made) {
		t.Error("a stamp was made twice")
	}
	alice.wantAudit(0)
}

// asideTo is what lies beside the next message.
func (s *side) asideTo(to *side, id string) aside {
	s.t.Helper()
	if st := s.writes(to, id); st[0] != Queued {
		s.t.Fatalf("%s is %s", id, st)
	}
	ps := s.out.take()
	m, _ := to.opens(ps[len(ps)-1].Sealed)
	a, err := asideFromWire(m.Aside)
	must(s.t, err)
	return a
}

// A stamp goes along until the recipient's device says that its person has made a
// contact of the sender; then none is made any more.
func TestStampUntilAccepted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := strangers(t)
		_, p := alice.send(bob, "m1")
		bob.gets(p.Sealed)
		alice.gets(bob.receipts()[0])
		if a := alice.asideTo(bob, "m2"); a.stamp == nil || a.offer != nil {
			t.Error("in a session with somebody who has not accepted there is no stamp")
		}
		pass(week)
		if st := alice.writes(bob, "m3"); st[0] != Waiting {
			t.Errorf("in another week it is %s without another stamp", st)
		}
		must(t, alice.MakeStamps(t.Context()))
		bob.befriends(alice)
		for _, p := range alice.out.take() {
			bob.gets(p.Sealed)
		}
		alice.gets(bob.receipts()[0])
		if a := alice.asideTo(bob, "m4"); a.stamp != nil {
			t.Error("a contact's message has a stamp")
		}
		pass(week)
		if a := alice.asideTo(bob, "m5"); a.stamp != nil || alice.count(`SELECT count(*) FROM stamp WHERE proof IS NULL`) != 0 {
			t.Error("a contact is worked for")
		}
	})
}

// What waits for a stamp needs none as soon as its recipient has written: it is sealed
// then, before what is written after that, and nobody works for it any more.
func TestNoWorkForSomebodyWhoWrites(t *testing.T) {
	for _, first := range []string{"with the offer", "in the session"} {
		alice, bob := pair(t)
		if first == "in the session" {
			bob.update(func(tx *vault.Tx) error { return tx.Do("meeting later", `DELETE FROM person`) })
			_, p := alice.send(bob, "hello")
			bob.gets(p.Sealed)
			alice.gets(bob.receipts()[0])
			bob.befriends(alice)
			alice.update(func(tx *vault.Tx) error { return tx.Do("needing another one", `DELETE FROM stamp`) })
			alice.paid = paid{}
		}
		if got := alice.writes(bob, "m1", "m2"); !slices.Equal(got, []State{Waiting, Waiting}) {
			t.Fatalf("%s: %v", first, got)
		}
		_, p := bob.send(alice, "hello Alice")
		alice.out.take()
		alice.gets(p.Sealed)
		alice.writes(bob, "m3")
		var ids []string
		for _, p := range alice.out.take() {
			m, _ := bob.opens(p.Sealed)
			ids = append(ids, m.ID)
		}
		if !slices.Equal(ids, []string{"m1", "m2", "m3"}) || alice.count(`SELECT count(*) FROM stamp`) != 0 {
			t.Errorf("%s: sealed %q", first, ids)
		}
		alice.wantAudit(0)
	}
}

// Whoever answers a stranger is a contact of theirs, and needs no stamp.
func TestAnswersNeedNoStamp(t *testing.T) {
	alice, bob := strangers(t)
	_, p := alice.send(bob, "m1")
	bob.gets(p.Sealed)
	bob.befriends(alice)
	if a := bob.asideTo(alice, "hello Alice"); a.stamp != nil {
		t.Error("the answer has a stamp")
	}
	if n := bob.count(`SELECT count(*) FROM stamp`); n != 0 {
		t.Errorf("%d stamps were wanted", n)
	}
}

// Somebody who is added by a link is worked for at once, so that the first message need
// not wait; not so somebody who has said that this user is a contact.
func TestStampIsMadeEarly(t *testing.T) {
	alice, bob := newSide(t), newSide(t)
	add := func(s, whom *side) {
		_, err := s.Contacts.Add(t.Context(), card.FullLink(whom.card()))
		must(t, err)
	}
	add(alice, bob)
	must(t, alice.MakeStamps(t.Context()))
	if st := alice.writes(bob, "m1"); st[0] != Queued {
		t.Errorf("the first message is %s", st)
	}
	for _, p := range alice.out.take() {
		bob.gets(p.Sealed)
	}
	add(bob, alice)
	if n := bob.count(`SELECT count(*) FROM stamp`); n != 0 {
		t.Errorf("%d stamps for somebody who wrote", n)
	}
}
