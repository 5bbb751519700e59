package delivery

import (
	"testing"
	"testing/synctest"
	"time"

	"restante/messaging/envelope"
	"restante/messaging/session"
	"restante/node/vault"
	"restante/offline/inbox"
	"restante/offline/outbox"
)

// asks is the contact request that a search in vain leads to, nil if to none.
func (s *side) asks(whom *side) []byte {
	s.t.Helper()
	s.pays(whom)
	s.out.take()
	s.update(func(tx *vault.Tx) error { return s.missing(tx, whom.id()) })
	for _, p := range s.out.take() {
		if p.Ref == requestRef(whom.id()) && p.Class == outbox.Message {
			return p.Sealed
		}
	}
	return nil
}

// requests seals a contact request with a stamp, and any card.
func (s *side) requests(to *side, at time.Time, card []byte) []byte {
	s.t.Helper()
	beside, err := aside{stamp: s.pays(to)}.toWire()
	must(s.t, err)
	b, err := envelope.SealRequest(s.Key, to.id(), at, card, beside)
	must(s.t, err)
	return b
}

// Alice knows Bob's peer ID and nothing else. Her request brings his card back beside
// a receipt, and what she wrote goes out; nothing of it was in the request.
func TestRequestBringsTheCard(t *testing.T) {
	alice, bob := newSide(t), newSide(t)
	alice.befriends(bob)
	if alice.asks(bob) != nil {
		t.Error("asked although nothing waits")
	}
	if st, _ := alice.send(bob, "m1"); st != Waiting {
		t.Fatalf("the message is %s", st)
	}
	request := alice.asks(bob)
	if !envelope.IsRequest(request) {
		t.Fatal("nobody is asked")
	}
	if alice.asks(bob) != nil {
		t.Error("asked twice in a day")
	}
	alice.wantAudit(0)
	if all, err := alice.Pending(t.Context()); err != nil || len(all) != 2 || all[1].Kind != "request" {
		t.Errorf("%+v, %v", all, err)
	}
	if o := bob.gets(request); o != inbox.Done {
		t.Fatalf("outcome %d", o)
	}
	bob.wantGot() // there is nothing to show to anybody
	rs := bob.receipts()
	if len(rs) != 1 {
		t.Fatalf("%d answers", len(rs))
	}
	alice.out.take()
	alice.gets(rs[0])
	alice.wantState(bob, "m1", Queued)
	ps := alice.out.take()
	if len(ps) == 0 || bob.gets(ps[0].Sealed) != inbox.Done {
		t.Error("the message did not go out")
	}
	bob.wantGot("m1")
	alice.view(func(tx *vault.Tx) error {
		if _, under, err := outbox.Get(tx, requestRef(bob.id())); under || err != nil {
			t.Errorf("the request is still under way: %v, %v", under, err)
		}
		return nil
	})
	alice.wantAudit(0)
}

// A request is answered once a day, whatever its sender makes of it; one that is old,
// or holds somebody else's card, is not; nor is one of somebody who is blocked.
func TestRequestsAreAnsweredWithinLimits(t *testing.T) {
	alice, bob, carol := newSide(t), newSide(t), newSide(t)
	request := func(at time.Time, card []byte) []byte { return alice.requests(bob, at, card) }
	for name, b := range map[string][]byte{
		"old":            request(time.Now().Add(-2*requestAge), alice.card()),
		"of the future":  request(time.Now().Add(2*requestEvery), alice.card()),
		"another's card": request(time.Now(), carol.card()),
		"no card":        request(time.Now(), []byte("card")),
	} {
		fresh := bob.reinstalled()
		if o := fresh.gets(b); o != inbox.Unreadable || fresh.dueReceipts() != 0 {
			t.Errorf("%s: outcome %d, %d receipts due", name, o, fresh.dueReceipts())
		}
	}
	for i, want := range []int{1, 0} {
		bob.gets(request(time.Now(), alice.card()))
		if n := len(bob.receipts()); n != want {
			t.Errorf("request %d: %d answers, want %d", i+1, n, want)
		}
	}
	must(t, bob.Contacts.Block(t.Context(), carol.id()))
	if bob.gets(carol.requests(bob, time.Now(), carol.card())); bob.dueReceipts() != 0 {
		t.Error("somebody who is blocked is answered")
	}
}

// Strangers without end are not answered without end.
func TestFloodOfRequests(t *testing.T) {
	bob := newSide(t)
	bob.update(func(tx *vault.Tx) error {
		for i := range requestsADay {
			if err := tx.Do("filling", `INSERT INTO request (peer, ours, at) VALUES (?, 0, ?)`, i, time.Now().UnixNano()); err != nil {
				return err
			}
		}
		return nil
	})
	alice := newSide(t)
	if o := bob.gets(alice.requests(bob, time.Now(), alice.card())); o != inbox.Done || bob.dueReceipts() != 0 {
		t.Errorf("outcome %d, %d answers", o, bob.dueReceipts())
	}
	if n := bob.knows(alice); n != 0 {
		t.Errorf("%d rows stay of one who is not answered", n)
	}
}

// knows counts what is kept of somebody who is no person here.
func (s *side) knows(other *side) int {
	s.t.Helper()
	return s.count(`SELECT (SELECT count(*) FROM cards WHERE peer = ?1) + (SELECT count(*) FROM trust WHERE peer = ?1) +
		(SELECT count(*) FROM session WHERE peer = ?1) + (SELECT count(*) FROM receipt WHERE peer = ?1)`, other.id().String())
}

// Nothing stays of a stranger whose message leads to nothing, although it is stamped.
func TestSenselessStrangers(t *testing.T) {
	for name, m := range map[string]envelope.Message{
		"an unknown kind": {Kind: 99, Seq: 1, ID: "x"},
		"no number":       {Kind: envelope.KindChat, ID: "x"},
	} {
		alice, bob := strangers(t)
		var offer []byte
		alice.update(func(tx *vault.Tx) (err error) {
			offer, err = alice.Sessions.Offer(tx, bob.id(), bob.Keys.Device())
			return err
		})
		beside, err := aside{offer: offer, stamp: alice.pays(bob)}.toWire()
		must(t, err)
		m.Aside = beside
		if o := bob.gets(alice.forge(bob, m, payload{body: []byte("x"), card: alice.card()})); o != inbox.Unreadable || bob.knows(alice) != 0 {
			t.Errorf("%s: outcome %d, %d rows stay", name, o, bob.knows(alice))
		}
	}
}

// The card of somebody who only asked is forgotten in the end; a contact's is not, nor
// that of somebody who wrote.
func TestCardsOfNobodyAreForgotten(t *testing.T) { synctest.Test(t, testCardsOfNobody) }

func testCardsOfNobody(t *testing.T) {
	asked, wrote, friend, bob := newSide(t), newSide(t), newSide(t), newSide(t)
	bob.gets(asked.requests(bob, time.Now(), asked.card()))
	bob.receipts()
	wrote.meets(bob)
	_, p := wrote.send(bob, "m1")
	bob.gets(p.Sealed)
	bob.meets(friend)
	bob.befriends(friend)
	bob.learns(bob)
	tidy := func(after time.Duration) {
		<-time.After(after)
		must(t, bob.tidyNow(t.Context(), time.Now()))
		must(t, bob.tidyNow(t.Context(), time.Now()))
	}
	tidy(session.KeepOffer - time.Hour)
	if bob.knows(asked) == 0 {
		t.Error("forgotten while its answer may be under way")
	}
	tidy(2 * time.Hour)
	if n := bob.knows(asked); n != 0 {
		t.Errorf("%d rows stay", n)
	}
	for name, who := range map[string]*side{"somebody who wrote": wrote, "a contact": friend, "oneself": bob} {
		if bob.knows(who) == 0 {
			t.Errorf("the card of %s is gone", name)
		}
	}
}

// Where a request lies is sealed to the identity too.
func TestRequestBodies(t *testing.T) {
	alice, bob := newSide(t), newSide(t)
	sealed, err := alice.SealBody(t.Context(), bob.id(), bob.mailbox, []byte("where"))
	must(t, err)
	if got, err := bob.OpenBody(bob.mailbox, sealed); string(got) != "where" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
}
