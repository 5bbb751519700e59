package delivery

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"restante/messaging/envelope"
	"restante/messaging/session"
	"restante/node/vault"
	"restante/offline/direct"
	"restante/offline/inbox"
	"restante/offline/outbox"
)

// locked reports whether a parcel is sealed in a session.
func (s *side) locked(b []byte) bool {
	s.t.Helper()
	m, _, err := envelope.Open(s.id(), s.Keys, b)
	must(s.t, err)
	return m.Locked != nil
}

// talking are two who have answered each other.
func talking(t testing.TB) (alice, bob *side) {
	t.Helper()
	alice, bob = pair(t)
	_, p := alice.send(bob, "first")
	bob.gets(p.Sealed)
	alice.gets(bob.receipts()[0])
	return alice, bob
}

// First messages are signed; from the first answer on both sides use one session,
// also for receipts.
func TestSessionBegins(t *testing.T) {
	alice, bob := pair(t)
	_, p1 := alice.send(bob, "m1")
	_, p2 := alice.send(bob, "m2")
	if bob.locked(p1.Sealed) || bob.locked(p2.Sealed) {
		t.Fatal("a session begins with nobody")
	}
	bob.gets(p2.Sealed) // either of them brings the offer
	r := bob.receipts()[0]
	if !alice.locked(r) {
		t.Error("the answer is not in the session")
	}
	if _, p3 := alice.send(bob, "m3"); bob.locked(p3.Sealed) {
		t.Error("a session before the answer")
	}
	alice.gets(r)
	_, p4 := alice.send(bob, "m4")
	if !bob.locked(p4.Sealed) {
		t.Error("no session after the answer")
	}
	bob.gets(p4.Sealed)
	bob.gets(p1.Sealed)
	if got := bob.got(); !slices.Equal(got, []string{"m2", "m4", "m1"}) {
		t.Errorf("%q came", got)
	}
	if n := bob.count(`SELECT count(*) FROM session`); n != 1 {
		t.Errorf("%d sessions", n)
	}
}

// Two who write to each other at the same time have two sessions, and agree on one.
func TestSimultaneousFirstMessages(t *testing.T) {
	alice, bob := pair(t)
	_, a := alice.send(bob, "from alice")
	_, b := bob.send(alice, "from bob")
	alice.gets(b.Sealed)
	bob.gets(a.Sealed)
	for range 3 {
		_, a = alice.send(bob, "a")
		_, b = bob.send(alice, "b")
		if !bob.locked(a.Sealed) || !alice.locked(b.Sealed) {
			t.Fatal("not in a session")
		}
		if bob.gets(a.Sealed) != inbox.Done || alice.gets(b.Sealed) != inbox.Done {
			t.Fatal("it did not open")
		}
		alice.forget(bob, "a")
		bob.forget(alice, "b")
	}
	used := func(s *side) string {
		var id []byte
		s.view(func(tx *vault.Tx) error {
			return tx.QueryRow(`SELECT id FROM session ORDER BY used_at DESC LIMIT 1`).Scan(&id)
		})
		return string(id)
	}
	_, a = alice.send(bob, "last")
	bob.gets(a.Sealed)
	bob.receipts()
	if used(alice) != used(bob) {
		t.Error("they do not use the same session")
	}
}

func (s *side) forget(to *side, id string) {
	s.t.Helper()
	s.update(func(tx *vault.Tx) error { return s.Forget(tx, envelope.KindChat, to.id(), id) })
}

// What cannot be read because a session is gone is parked and asked for, comes again
// in another session, and is there once.
func TestBrokenSession(t *testing.T) { synctest.Test(t, testBrokenSession) }

func testBrokenSession(t *testing.T) {
	alice, bob := talking(t)
	bob.update(func(tx *vault.Tx) error { _, err := tx.Exec(`DELETE FROM session`); return err })
	_, p1 := alice.send(bob, "m1")
	_, p2 := alice.send(bob, "m2")
	if bob.gets(p1.Sealed) != inbox.Parked || bob.getsFrom(alice, p2.Sealed).Outcome != direct.NotYet {
		t.Fatal("what cannot be read is not parked")
	}
	rs := bob.receipts()
	if len(rs) != 1 || alice.locked(rs[0]) {
		t.Fatalf("%d receipts", len(rs))
	}
	alice.gets(rs[0])
	again := alice.renews()
	if len(again) != 2 {
		t.Fatalf("%d messages are sealed anew, want 2", len(again))
	}
	for _, p := range again {
		if bob.gets(p.Sealed) != inbox.Done {
			t.Error("it cannot be read")
		}
		if bob.gets(p.Sealed) != inbox.Duplicate {
			t.Error("it can be read twice")
		}
	}
	if got := bob.got(); !slices.Equal(got, []string{"first", "m1", "m2"}) {
		t.Errorf("%q came", got)
	}
	alice.gets(bob.receipts()[0])
	alice.wantState(bob, "m1", Delivered)
	alice.wantState(bob, "m2", Delivered)
	if again := alice.renews(); len(again) != 0 {
		t.Errorf("%d messages are sealed anew though nothing new is broken", len(again))
	}
	if _, p := alice.send(bob, "m3"); bob.gets(p.Sealed) != inbox.Done {
		t.Error("they do not talk any more")
	}
}

// A copy of a data folder that is put back goes on: what it seals with old keys cannot
// be read, and comes again.
func TestRolledBackSender(t *testing.T) { synctest.Test(t, testRolledBackSender) }

func testRolledBackSender(t *testing.T) {
	alice, bob := talking(t)
	old := make([]any, 3)
	alice.view(func(tx *vault.Tx) error {
		return tx.QueryRow(`SELECT state, chains, turn FROM session`).Scan(&old[0], &old[1], &old[2])
	})
	for _, id := range []string{"m1", "m2"} {
		_, p := alice.send(bob, id)
		bob.gets(p.Sealed)
	}
	alice.gets(bob.receipts()[0])
	alice.update(func(tx *vault.Tx) error {
		_, err := tx.Exec(`UPDATE session SET stamp = stamp + 1, (state, chains, turn) = (?, ?, ?)`, old...)
		return err
	})
	_, p := alice.send(bob, "m3")
	if bob.gets(p.Sealed) != inbox.Parked {
		t.Fatal("a key was used twice")
	}
	alice.gets(bob.receipts()[0])
	for _, p := range alice.renews() {
		bob.gets(p.Sealed)
	}
	if got := bob.got(); !slices.Equal(got, []string{"first", "m1", "m2", "m3"}) {
		t.Errorf("%q came", got)
	}
}

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

func forgedFor(from, to *side) []byte {
	b, _, err := envelope.SealIn(echo{make([]byte, 4000)}, from.id(), to.id(), to.prekey(), envelope.Message{
		Device: from.run, Seq: 1, Kind: envelope.KindChat, SentAt: time.Now()})
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

// However many messages never come, the ones after them do; and one of those that comes
// after all, whose key is forgotten by then, comes again in another session.
func TestGap(t *testing.T) { synctest.Test(t, testGap) }

func testGap(t *testing.T) {
	alice, bob := talking(t)
	_, early := alice.send(bob, "early")
	for range session.MaxSkip + 10 {
		alice.update(func(tx *vault.Tx) error {
			to, _, err := alice.cardOf(tx, bob.id())
			if err != nil {
				return err
			}
			_, err = alice.parcel(tx, to, envelope.Message{Device: alice.run, Kind: envelope.KindReceipt, SentAt: time.Now()})
			return err
		})
	}
	_, late := alice.send(bob, "late")
	if bob.gets(late.Sealed) != inbox.Done {
		t.Fatal("it did not come")
	}
	if bob.gets(early.Sealed) != inbox.Parked {
		t.Fatal("its key is forgotten")
	}
	for _, r := range bob.receipts() {
		alice.gets(r)
	}
	for _, p := range alice.renews() {
		bob.gets(p.Sealed)
	}
	bob.wantGot("first", "late", "early")
}

// Both sides can tell of a message how it is protected.
func TestHealed(t *testing.T) {
	alice, bob := pair(t)
	want := func(from, to *side, id string, healed uint32) {
		t.Helper()
		var came uint32
		to.owner.fail = func(m Incoming) error { came = m.Healed; return nil }
		_, p := from.send(to, id)
		to.gets(p.Sealed)
		from.view(func(tx *vault.Tx) error {
			if _, sent, err := from.Facts(tx, envelope.KindChat, to.id(), id); sent != healed || came != healed || err != nil {
				t.Errorf("%s: sent as %d, came as %d, want %d, %v", id, sent, came, healed, err)
			}
			return nil
		})
	}
	want(alice, bob, "first", 0)
	want(bob, alice, "answer", 1)
	want(bob, alice, "and more", 2)
	want(alice, bob, "back", 1)
	alice.stored(outbox.Parcel{Ref: refOf(envelope.KindChat, bob.id(), "back")})
	if c := alice.owner.changes; len(c) == 0 || c[len(c)-1].Healed != 1 {
		t.Errorf("the owner of the kind is told %+v", c)
	}
}
