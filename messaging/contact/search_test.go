package contact

import (
	"testing"
	"testing/synctest"
	"time"

	"restante/messaging/card"
	"restante/node/p2p"
	"restante/node/vault"
)

func TestSearchEndsWithTheCard(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := newSide(t), newSide(t)
		must(t, alice.Start(t.Context()))
		_, err := alice.Add(t.Context(), bob.id().String())
		must(t, err)
		<-time.After(time.Minute)
		synctest.Wait()
		if n := alice.searches(bob.id()); n < 2 {
			t.Errorf("%d searches in a minute", n)
		}
		alice.finds(bob.id(), bob.own())
		<-time.After(lastSearch + 2*time.Second) // the longest pause
		synctest.Wait()
		if c := alice.get(bob.id()); c.CardVersion != bob.version() || alice.seeking(bob.id()) || len(alice.onCard) != 1 {
			t.Errorf("%+v", c)
		}
		n := alice.searches(bob.id())
		<-time.After(3 * time.Hour)
		if alice.searches(bob.id()) != n {
			t.Error("it is looked for again")
		}
		alice.Close()
	})
}

// The pauses grow to an hour: a day brings some fifty searches at most, and a
// stranger who makes the search be noted again and again does not add any.
func TestSearchesBecomeRare(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := newSide(t), newSide(t)
		must(t, alice.Start(t.Context()))
		for range 24 * 60 {
			alice.update(func(tx *vault.Tx) error { return alice.Seek(tx, bob.id()) })
			<-time.After(time.Minute)
		}
		if n := alice.searches(bob.id()); n < 24 || n > 100 {
			t.Errorf("%d searches in a day", n)
		}
		alice.Close()
	})
}

func TestSearchSurvivesARestart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := newSide(t), newSide(t)
		must(t, alice.Start(t.Context()))
		_, err := alice.Add(t.Context(), bob.id().String())
		must(t, err)
		<-time.After(5 * time.Hour)
		alice.Close()
		before := alice.searches(bob.id())
		alice.finds(bob.id(), bob.own())
		alice.update(func(tx *vault.Tx) error { // the next one is far away
			_, err := tx.Exec(`UPDATE search SET next_at = ?`, time.Now().Add(2*lastSearch).UnixNano())
			return err
		})
		<-time.After(lastSearch)
		if alice.searches(bob.id()) != before {
			t.Error("a stopped service searches")
		}
		must(t, alice.Vault.Close())
		alice.open()
		must(t, alice.Start(t.Context()))
		synctest.Wait() // a start makes it due at once
		if c := alice.get(bob.id()); c.CardVersion == 0 || alice.seeking(bob.id()) {
			t.Errorf("after the restart: %+v", c)
		}
		alice.Close()
	})
}

func TestFalseCardDoesNotEndTheSearch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob, mallory := newSide(t), newSide(t), newSide(t)
		must(t, alice.Start(t.Context()))
		alice.finds(bob.id(), mallory.own())
		_, err := alice.Add(t.Context(), bob.id().String())
		must(t, err)
		<-time.After(time.Minute)
		synctest.Wait()
		if n := alice.searches(bob.id()); n < 2 || !alice.seeking(bob.id()) || alice.get(bob.id()).CardVersion != 0 {
			t.Errorf("%d searches, seeking %v", n, alice.seeking(bob.id()))
		}
		alice.finds(bob.id(), bob.own())
		<-time.After(lastSearch)
		synctest.Wait()
		if alice.seeking(bob.id()) {
			t.Error("the true card did not end it")
		}
		alice.Close()
	})
}

// What is new (the peer itself comes, a link says where to look) does not wait
// for the hour to be over.
func TestNewsHurryASearch(t *testing.T) {
	for name, news := range map[string]func(alice, bob *side){
		"the peer connects": func(alice, bob *side) { alice.Bus.Publish(p2p.PeerConnected{ID: bob.id()}) },
		"a link":            func(alice, bob *side) { must(alice.t, alice.addAgain(bob)) },
	} {
		synctest.Test(t, func(t *testing.T) {
			alice, bob := newSide(t), newSide(t)
			must(t, alice.Start(t.Context()))
			_, err := alice.Add(t.Context(), bob.id().String())
			must(t, err)
			<-time.After(20 * time.Hour)
			alice.update(func(tx *vault.Tx) error { // as far away as it can be
				_, err := tx.Exec(`UPDATE search SET next_at = ?`, time.Now().Add(lastSearch).UnixNano())
				return err
			})
			alice.finds(bob.id(), bob.own())
			news(alice, bob)
			<-time.After(2 * time.Second)
			synctest.Wait()
			if alice.seeking(bob.id()) {
				t.Errorf("%s, and the search waits", name)
			}
			alice.Close()
		})
	}
}

func (s *side) addAgain(bob *side) error {
	inv, err := bob.Invite(s.t.Context())
	if err == nil {
		_, err = s.Add(s.t.Context(), inv.Short)
	}
	return err
}

// A peer that connects and hangs up again and again is asked once a second at most.
func TestFlappingPeerIsAskedSlowly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := newSide(t), newSide(t)
		must(t, alice.Start(t.Context()))
		_, err := alice.Add(t.Context(), bob.id().String())
		must(t, err)
		<-time.After(time.Hour)
		before := alice.searches(bob.id())
		for range 100 {
			alice.Bus.Publish(p2p.PeerConnected{ID: bob.id()})
			<-time.After(100 * time.Millisecond)
		}
		if n := alice.searches(bob.id()) - before; n < 1 || n > 11 {
			t.Errorf("%d searches in 10 s", n)
		}
		alice.Close()
	})
}

// Many searches are claimed in batches, and counted before they are made.
func TestClaimCountsFirst(t *testing.T) {
	alice := newSide(t)
	var others []*side
	for range searchBatch + 1 {
		others = append(others, newSide(t))
	}
	alice.update(func(tx *vault.Tx) error {
		for _, o := range others {
			if err := alice.Seek(tx, o.id()); err != nil {
				return err
			}
		}
		return alice.Learn(tx, others[0].id(), others[0].own())
	})
	due, _, err := alice.claim(t.Context())
	if err != nil || len(due) != searchBatch {
		t.Fatalf("%d are due, %v", len(due), err)
	}
	again, wait, err := alice.claim(t.Context())
	if err != nil || len(again) != 0 || wait <= 0 || wait > time.Second+firstSearch {
		t.Errorf("%d are due again, the next in %v, %v", len(again), wait, err)
	}
	for i := range 30 {
		if p := pause(i); p < time.Second || p > time.Second+lastSearch {
			t.Errorf("pause %d is %v", i, p)
		}
	}
	if _, err := card.Decode(alice.own()); err != nil {
		t.Error(err)
	}
}
