package delivery

import (
	"bytes"
	"reflect"
	"testing"
	"testing/synctest"
	"time"

	"restante/messaging/envelope"
	"restante/messaging/session"
	"restante/messaging/stamp"
	"restante/node/vault"
	"restante/offline/direct"
	"restante/offline/inbox"
)

// proper is a price at which no false stamp is good by luck.
const proper = 17

// atProper has sides ask for it.
func atProper(sides ...*side) {
	for _, s := range sides {
		s.Price = proper
	}
}

// stampAt is work of this side's between any two at any time.
func (s *side) stampAt(from, to *side, at time.Time) []byte {
	s.t.Helper()
	made, err := stamp.Make(s.t.Context(), from.id(), to.id(), session.WeekOf(at), s.Price)
	must(s.t, err)
	return made.Bytes()
}

// beside is a message with any stamp, of somebody who says that they are a contact.
func (s *side) beside(to *side, id string, proof []byte) []byte {
	s.t.Helper()
	text, err := aside{pair: true, stamp: proof}.toWire()
	must(s.t, err)
	m := envelope.Message{Device: s.run, Seq: 1, Kind: envelope.KindChat, ID: id, Aside: text}
	return s.forge(to, m, payload{body: []byte(id), card: s.card()})
}

func (s *side) left(of *side) (n int) {
	s.t.Helper()
	s.view(func(tx *vault.Tx) (err error) { n, err = inbox.Left(tx, of.id().String()); return err })
	return n
}

// holdsNothing of anybody, but for marks of what lies elsewhere.
func (s *side) holdsNothing() {
	s.t.Helper()
	s.wantGot()
	for _, table := range []string{"person", "came", "receipt", "reset", "session", "request", "cards"} {
		if n := s.count(`SELECT count(*) FROM ` + table); n != 0 {
			s.t.Errorf("%d rows in %s", n, table)
		}
	}
}

// The first message of a stranger is shown for a good stamp of its sender, for its
// recipient, in its time. Without one it is left where it lies, and nothing of it is
// stored; it comes in once its sender is accepted.
func TestStrangersNeedAStamp(t *testing.T) {
	alice, bob := strangers(t)
	carol := newSide(t)
	carol.meets(bob)
	atProper(alice, bob, carol)
	now := time.Now()
	good := alice.stampAt(alice, bob, now)
	bad := map[string][]byte{
		"none": {}, "zeros": make([]byte, stamp.Size), "short": good[:stamp.Size-1], "long": append(bytes.Clone(good), 0),
		"another sender": alice.stampAt(carol, bob, now), "another recipient": alice.stampAt(alice, carol, now),
		"turned": alice.stampAt(bob, alice, now), "of weeks ago": alice.stampAt(alice, bob, now.Add(-(stamp.Weeks+1)*7*24*time.Hour)),
		"of weeks to come": alice.stampAt(alice, bob, now.Add((stamp.Ahead+1)*7*24*time.Hour)),
	}
	var late [][]byte
	for name, proof := range bad {
		b := alice.beside(bob, name, proof)
		if o := bob.gets(b); o != inbox.Aside {
			t.Errorf("%s: outcome %d", name, o)
		}
		if a := bob.getsDirect(b); a.Outcome != direct.NotYet || a.Reason != needsStamp {
			t.Errorf("%s directly: %+v", name, a)
		}
		late = append(late, b)
	}
	if o := bob.gets(carol.beside(bob, "copied", good)); o != inbox.Aside {
		t.Errorf("somebody else's stamp: outcome %d", o)
	}
	bob.holdsNothing()
	if n := bob.left(alice); n != len(bad) {
		t.Errorf("%d are counted, want %d", n, len(bad))
	}
	if o := bob.gets(alice.beside(bob, "good", good)); o != inbox.Done {
		t.Errorf("with a good stamp: outcome %d", o)
	}
	bob.wantGot("good")
	bob.befriends(alice)
	for _, b := range late {
		if o := bob.gets(b); o != inbox.Duplicate { // all of them are number 1
			t.Errorf("outcome %d once she is accepted", o)
		}
	}
}

// What was left for want of a stamp comes in, once its sender is accepted.
func TestUnstampedComesInLater(t *testing.T) {
	alice, bob := strangers(t)
	b := alice.beside(bob, "m1", []byte("?"))
	for range 3 {
		bob.gets(b)
	}
	bob.holdsNothing()
	bob.befriends(alice)
	if o := bob.gets(b); o != inbox.Done || bob.left(alice) != 0 {
		t.Errorf("outcome %d, %d left", o, bob.left(alice))
	}
	bob.wantGot("m1")
	bob.wantAudit(0)
}

// Whoever is a contact needs no stamp, nor do the second and third message of one who
// has paid for the first.
func TestContactsNeedNoStamp(t *testing.T) {
	alice, bob := pair(t)
	if o := bob.gets(alice.beside(bob, "m1", nil)); o != inbox.Done {
		t.Errorf("outcome %d", o)
	}
	carol := newSide(t)
	carol.meets(bob)
	for i, proof := range [][]byte{carol.pays(bob), nil, nil, nil} {
		text, err := aside{stamp: proof}.toWire()
		must(t, err)
		m := envelope.Message{Device: carol.run, Seq: uint64(i + 1), Kind: envelope.KindChat, Aside: append(text, 0x10, 0)}
		want := inbox.Done
		if i == 3 {
			want = inbox.Aside
		}
		if o := bob.gets(carol.forge(bob, m, payload{})); o != want {
			t.Errorf("message %d of a stranger: outcome %d, want %d", i+1, o, want)
		}
	}
}

// Nothing was sent to a stranger that could be acknowledged: a receipt or a reset of
// theirs is no message that waits for anything.
func TestStrangersReceiptsAreNotLeft(t *testing.T) {
	alice, bob := strangers(t)
	for _, k := range []envelope.Kind{envelope.KindReceipt, envelope.KindReset} {
		b := alice.forge(bob, envelope.Message{Kind: k, Aside: []byte{0x10, 0}}, payload{body: []byte{0x18, 1}})
		if o := bob.gets(b); o != inbox.Unreadable {
			t.Errorf("kind %d: outcome %d", k, o)
		}
	}
	bob.holdsNothing()
}

// The same in a session, which Bob's answer to a request made with somebody whom he has
// not met: what is left has not been opened, so that it opens later.
func TestStampInASession(t *testing.T) {
	alice, bob := newSide(t), newSide(t)
	alice.befriends(bob)
	atProper(alice, bob)
	alice.send(bob, "waiting")
	bob.gets(alice.asks(bob))
	alice.gets(bob.receipts()[0])
	_, stamped := alice.send(bob, "m2")
	if !bob.locked(stamped.Sealed) {
		t.Fatal("they have no session")
	}
	var plain []byte
	alice.update(func(tx *vault.Tx) error {
		to, _, err := alice.correspondent(tx, bob.id())
		must(t, err)
		g, err := alice.parcel(tx, to, envelope.Message{Device: alice.run, Seq: 7, Kind: envelope.KindChat, ID: "plain", SentAt: time.Now()})
		plain = g.Sealed
		return err
	})
	before := bob.dump("session", "skipped_key", "came", "person")
	if o := bob.gets(plain); o != inbox.Aside {
		t.Errorf("without a stamp: outcome %d", o)
	}
	if a := bob.getsFrom(alice, plain); a.Outcome != direct.NotYet || a.Reason != needsStamp {
		t.Errorf("directly: %+v", a)
	}
	if !reflect.DeepEqual(before, bob.dump("session", "skipped_key", "came", "person")) {
		t.Error("it has left something")
	}
	if o := bob.gets(stamped.Sealed); o != inbox.Done {
		t.Errorf("with a stamp: outcome %d", o)
	}
	bob.befriends(alice)
	if o := bob.gets(plain); o != inbox.Done {
		t.Errorf("once she is accepted: outcome %d", o)
	}
	bob.wantGot("m2", "plain")
}

// A request of somebody who is not known is answered for a stamp only, and otherwise
// once its sender is accepted.
func TestRequestsNeedAStamp(t *testing.T) {
	alice, bob := newSide(t), newSide(t)
	for name, proof := range map[string][]byte{"none": nil, "zeros": make([]byte, stamp.Size)} {
		beside, err := aside{stamp: proof}.toWire()
		must(t, err)
		b, err := envelope.SealRequest(alice.Key, bob.id(), time.Now(), alice.card(), beside)
		must(t, err)
		fresh := bob.reinstalled()
		if o := fresh.gets(b); o != inbox.Aside {
			t.Errorf("%s: outcome %d", name, o)
		}
		fresh.holdsNothing()
		fresh.befriends(alice)
		if o := fresh.gets(b); o != inbox.Done || len(fresh.receipts()) != 1 {
			t.Errorf("%s: outcome %d once she is accepted", name, o)
		}
	}
	b, err := envelope.SealRequest(alice.Key, bob.id(), time.Now(), alice.card(), []byte("\xff"))
	must(t, err)
	if o := bob.gets(b); o != inbox.Unreadable {
		t.Errorf("something else aside: outcome %d", o)
	}
}

// A message that lay for a month, as long as any lives, is shown for its stamp.
func TestStampLastsAsLongAsTheMessage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := strangers(t)
		pass(time.Until(session.WeekOf(time.Now().Add(7 * 24 * time.Hour)).Begins().Add(-time.Second)))
		_, p := alice.send(bob, "m1") // stamped in the last second of a week
		pass(Lifetime)
		if o := bob.gets(p.Sealed); o != inbox.Done {
			t.Errorf("outcome %d", o)
		}
		bob.wantGot("m1")
	})
}
