package contact

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/card"
	"restante/node/p2p"
	"restante/node/vault"
)

// watches counts how often alice is told that a card is still the newest.
func (s *side) watches() *int {
	n := new(int)
	s.OnSame = func(*vault.Tx, peer.ID) error { *n++; return nil }
	return n
}

func (s *side) learns(other *side) {
	s.t.Helper()
	s.update(func(tx *vault.Tx) error { return s.Learn(tx, other.id(), other.own()) })
}

func (s *side) renews(other *side, in time.Duration) {
	s.t.Helper()
	s.update(func(tx *vault.Tx) error { return s.Renew(tx, other.id(), in) })
}

func (s *side) keepsFresh(others ...*side) {
	s.t.Helper()
	under := make(map[peer.ID]bool)
	for _, o := range others {
		under[o.id()] = true
	}
	s.update(func(tx *vault.Tx) error { return s.KeepFresh(tx, under) })
}

func TestRenewEndsWithANewerCard(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := newSide(t), newSide(t)
		alice.learns(bob)
		same := alice.watches()
		must(t, alice.Start(t.Context()))
		alice.finds(bob.id(), bob.own())
		must(t, bob.SetName(t.Context(), "Robert"))
		newer := bob.own()
		alice.renews(bob, 0)
		synctest.Wait()
		if n := alice.searches(bob.id()); n != 1 || !alice.seeking(bob.id()) || *same != 0 {
			t.Errorf("%d searches at once, told %d times", n, *same)
		}
		alice.finds(bob.id(), newer)
		<-time.After(time.Minute)
		synctest.Wait()
		if c := alice.get(bob.id()); c.CardVersion != bob.version() || alice.seeking(bob.id()) || *same != 0 {
			t.Errorf("%+v, told %d times", c, *same)
		}
		alice.Close()
	})
}

// That a card is the newest is believed at the third answer, not when nobody answers.
func TestSameCardIsBelievedLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := newSide(t), newSide(t)
		alice.learns(bob)
		same := alice.watches()
		must(t, alice.Start(t.Context()))
		synctest.Wait() // a start makes all due
		alice.renews(bob, time.Hour)
		<-time.After(time.Hour - time.Second)
		if n := alice.searches(bob.id()); n != 0 {
			t.Errorf("%d searches before the pause was over", n)
		}
		<-time.After(10 * time.Hour)
		if n := alice.searches(bob.id()); n < 10 || *same != 0 {
			t.Errorf("%d searches that nobody answered, told %d times", n, *same)
		}
		alice.finds(bob.id(), bob.own())
		<-time.After(2 * time.Hour)
		synctest.Wait()
		if *same != 1 || !alice.seeking(bob.id()) {
			t.Errorf("told %d times", *same)
		}
		alice.update(func(tx *vault.Tx) error { _, err := tx.Exec(`DELETE FROM search`); return err })
		before := alice.searches(bob.id())
		alice.renews(bob, 0)
		<-time.After(time.Minute)
		synctest.Wait()
		if n := alice.searches(bob.id()) - before; n != sameAfter || *same != 2 {
			t.Errorf("%d searches with the same answer, told %d times", n, *same)
		}
		alice.Close()
	})
}

// Cards of those to whom mail is under way are looked for daily, and no others.
func TestCardsAreKeptFresh(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob, carol, dora := newSide(t), newSide(t), newSide(t), newSide(t)
		for _, s := range []*side{bob, carol} {
			alice.learns(s)
			alice.finds(s.id(), s.own())
		}
		must(t, alice.Start(t.Context()))
		synctest.Wait()
		alice.update(func(tx *vault.Tx) error { return alice.Seek(tx, dora.id()) }) // hers is missing
		alice.keepsFresh(bob, carol, dora)
		<-time.After(time.Hour)
		alice.keepsFresh(bob, dora) // Carol has hers
		const days = 10
		for range days * 24 {
			<-time.After(time.Hour)
			alice.keepsFresh(bob, dora)
		}
		if n := alice.searches(bob.id()); n < (days-1)*sameAfter || n > (days+1)*sameAfter {
			t.Errorf("%d searches in %d days", n, days)
		}
		if n := alice.searches(carol.id()); n != 0 || alice.seeking(carol.id()) {
			t.Errorf("%d searches for one to whom nothing is under way", n)
		}
		alice.keepsFresh()
		if alice.seeking(bob.id()) || !alice.seeking(dora.id()) {
			t.Error("the wrong search ended")
		}
		alice.Close()
	})
}

// The peer itself has the newest card: when it comes it is asked.
func TestPeerThatComesIsAskedForANewerCard(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := newSide(t), newSide(t)
		alice.learns(bob)
		must(t, alice.Start(t.Context()))
		alice.keepsFresh(bob)
		must(t, bob.SetName(t.Context(), "Robert"))
		alice.finds(bob.id(), bob.own())
		alice.Bus.Publish(p2p.PeerConnected{ID: bob.id()})
		<-time.After(2 * time.Second)
		synctest.Wait()
		if v := alice.get(bob.id()).CardVersion; v != bob.version() {
			t.Error("it was not asked")
		}
		alice.Close()
	})
}

// A source that can wait for a newer card is told which one is at hand.
type patient struct {
	source
	than []uint64
}

func (p *patient) NewerCard(ctx context.Context, of peer.ID, than uint64, hints []peer.AddrInfo) ([]byte, error) {
	p.than = append(p.than, than)
	return p.Card(ctx, of, hints)
}

func TestSourceIsAskedForANewerCard(t *testing.T) {
	alice, bob, carol := newSide(t), newSide(t), newSide(t)
	p := &patient{source: source{alice}}
	alice.Source = p
	alice.learns(bob)
	alice.renews(bob, 0)
	alice.update(func(tx *vault.Tx) error { return alice.Seek(tx, carol.id()) })
	due, _, err := alice.claim(t.Context())
	must(t, err)
	for _, q := range due {
		must(t, alice.find(t.Context(), q))
	}
	if len(due) != 2 || len(p.than) != 1 || p.than[0] != bob.version() {
		t.Errorf("%d searches, newer than %d", len(due), p.than)
	}
}

// Old prekeys go after a drain that began late enough, and not before.
func TestDrainedLetsOldPrekeysGo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice := newSide(t)
		<-time.After(card.RotateAfter)
		before := alice.own()
		must(t, alice.Refresh(t.Context()))
		must(t, alice.Published(t.Context(), before)) // a call that began before the rotation
		<-time.After(2 * card.DeleteAfter)
		must(t, alice.Drained(t.Context(), time.Now()))
		if n := len(alice.Keys.Private()); n != 2 {
			t.Fatalf("%d prekeys while nobody can find the newer one", n)
		}
		must(t, alice.Published(t.Context(), alice.own()))
		published := time.Now()
		<-time.After(2 * card.DeleteAfter)
		must(t, alice.Drained(t.Context(), published.Add(card.DeleteAfter-time.Second)))
		if n := len(alice.Keys.Private()); n != 2 {
			t.Errorf("%d prekeys after a drain that began too early", n)
		}
		must(t, alice.Drained(t.Context(), published.Add(card.DeleteAfter)))
		if n := len(alice.Keys.Private()); n != 1 {
			t.Errorf("%d prekeys are left", n)
		}
		must(t, alice.Drained(t.Context(), time.Now()))
		if c, err := card.Decode(alice.own()); err != nil || alice.Keys.Private()[0].ID() != c.Devices[0].Prekey.ID {
			t.Errorf("the prekey on the card is gone, %v", err)
		}
	})
}

// Who was declined stays so, whatever they send.
func TestDeclinedStaysDeclined(t *testing.T) {
	alice, bob := newSide(t), newSide(t)
	alice.update(func(tx *vault.Tx) error { _, err := alice.Met(tx, bob.id()); return err })
	must(t, alice.Answer(t.Context(), bob.id(), false))
	alice.learns(bob)
	alice.update(func(tx *vault.Tx) error {
		request, err := alice.Met(tx, bob.id())
		if !request {
			t.Error("one who was declined is a contact")
		}
		return err
	})
	requests, err := alice.Requests(t.Context())
	must(t, err)
	people, err := alice.List(t.Context())
	must(t, err)
	if len(requests) != 0 || len(people) != 0 {
		t.Errorf("%d requests and %d contacts", len(requests), len(people))
	}
}
