package delivery

import (
	"crypto/rand"
	"testing"
	"testing/synctest"
	"time"

	"restante/messaging/envelope"
	"restante/offline/direct"
	"restante/offline/inbox"
)

// Anybody can write a contact's name on an envelope. It makes a reset due once an hour,
// and ends no session; from whoever else comes with it directly it is not taken at all.
func TestForgedSession(t *testing.T) { synctest.Test(t, testForgedSession) }

func testForgedSession(t *testing.T) {
	alice, bob := talking(t)
	mallory, eve := talking(t)
	mallory.meets(bob)
	forged := func(text string) []byte {
		_, p := mallory.send(eve, text)
		m, _, err := envelope.Open(eve.id(), eve.Keys, p.Sealed)
		must(t, err)
		b, _, err := envelope.SealIn(echo{m.Locked.Text()}, alice.id(), bob.id(), bob.prekey(), envelope.Message{
			Device: alice.run, Seq: 7, Kind: envelope.KindChat, SentAt: time.Now()})
		must(t, err)
		return b
	}
	if a := bob.getsFrom(mallory, forged("direct")); a.Outcome != direct.Refused {
		t.Errorf("Mallory brings it himself: %+v", a)
	}
	if bob.gets(forged("x")) != inbox.Parked || bob.gets(forged("y")) != inbox.Parked {
		t.Fatal("not parked")
	}
	rs := bob.receipts()
	if len(rs) != 1 {
		t.Fatalf("%d resets", len(rs))
	}
	bob.gets(forged("z"))
	if len(bob.receipts()) != 0 {
		t.Error("asked again within the hour")
	}
	<-time.After(askEvery)
	bob.gets(forged("later"))
	if len(bob.receipts()) != 1 {
		t.Error("not asked an hour later")
	}
	alice.gets(rs[0])
	if again := alice.renews(); len(again) != 0 {
		t.Errorf("%d messages are sealed anew for a forgery", len(again))
	}
	if _, p := alice.send(bob, "m2"); !bob.locked(p.Sealed) || bob.gets(p.Sealed) != inbox.Done {
		t.Error("a forgery ended the session")
	}
	stranger := newSide(t)
	if alice.gets(forgedFor(stranger, alice)) != inbox.Unreadable {
		t.Error("somebody unknown is asked")
	}
}

// echo is a session that somebody made up.
type echo struct{ text []byte }

func (e echo) Overhead() int                              { return len(e.text) }
func (e echo) Sign([]byte) (public, signature []byte)     { return make([]byte, 32), make([]byte, 64) }
func (e echo) Seal(envelope.Hash, []byte) ([]byte, error) { return e.text, nil }

// forgedFor is a message of no session, with a name on it.
func forgedFor(from, to *side) []byte {
	locked := make([]byte, 4000)
	rand.Read(locked[:16]) // the session
	locked[19] = 1         // the turn
	b, _, err := envelope.SealIn(echo{locked}, from.id(), to.id(), to.prekey(), envelope.Message{
		Device: from.run, Seq: 1 << 20, Kind: envelope.KindChat, SentAt: time.Now()})
	must(to.t, err)
	return b
}

// An offer for another device, or a broken one, does not keep the message out.
func TestBadOffers(t *testing.T) {
	alice, bob := pair(t)
	for i, offer := range [][]byte{[]byte("nonsense"), {}} {
		b, err := aside{offer: offer}.toWire()
		must(t, err)
		m := envelope.Message{Kind: envelope.KindChat, Seq: uint64(i + 1), ID: string(rune('a' + i)), Aside: b}
		if bob.gets(alice.forge(bob, m, payload{body: []byte("x")})) != inbox.Done {
			t.Errorf("the message beside %q did not come", offer)
		}
	}
	if n := bob.count(`SELECT count(*) FROM session`); n != 0 {
		t.Errorf("%d sessions", n)
	}
	elsewhere := alice.reinstalled()
	_, p := bob.send(alice, "to the old device")
	elsewhere.meets(bob)
	if elsewhere.gets(p.Sealed) == inbox.Done && elsewhere.count(`SELECT count(*) FROM session`) != 0 {
		t.Error("a session with a device that is gone")
	}
}
