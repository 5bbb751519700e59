package profile

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/delivery"
	"restante/node/vault"
	"restante/offline/outbox"
)

func TestPictureGoesToContacts(t *testing.T) {
	alice, bob := friends(t)
	alice.changed(alice)
	alice.sets(plain(t, red))
	if alice.picture(alice) == nil || alice.changed(alice) != 1 {
		t.Error("her own picture is not there, or nobody was told")
	}
	bob.changed(alice)
	alice.carry(bob, alice.gives()...)
	bob.has(alice)
	if n := bob.changed(alice); n != 1 {
		t.Errorf("he was told %d times", n)
	}
	if ps := alice.gives(); len(ps) != 0 {
		t.Errorf("it is sent %d times more", len(ps))
	}
	alice.sets(plain(t, red))
	if ps := alice.gives(); len(ps) != 0 {
		t.Error("the same picture is sent again")
	}
}

// Two pictures while he is away: the first is taken back, and he gets the last, in
// whatever order they come.
func TestNewerPictureReplaces(t *testing.T) {
	for name, order := range map[string][]int{"the last": {1}, "both": {0, 1}, "both, turned": {1, 0}} {
		t.Run(name, func(t *testing.T) {
			alice, bob := friends(t)
			alice.sets(plain(t, red))
			ps := alice.gives()
			alice.sets(plain(t, blue))
			ps = append(ps, alice.gives()...)
			if gone := alice.Out.Gone(); len(ps) != 2 || !slices.Contains(gone, ps[0].Ref) || slices.Contains(gone, ps[1].Ref) {
				t.Fatalf("%d parcels, taken back: %q", len(ps), gone)
			}
			alice.under(1)
			for _, i := range order {
				alice.carry(bob, ps[i])
			}
			bob.has(alice)
		})
	}
}

// under wants so many parcels in the outbox, receipts left out.
func (s *side) under(want int) {
	s.T.Helper()
	n := 0
	s.View(func(tx *vault.Tx) error {
		all, err := outbox.List(tx)
		for _, p := range all {
			if p.Class == outbox.Message && p.Ref[0] == '3' {
				n++
			}
		}
		return err
	})
	if n != want {
		s.T.Errorf("%d pictures are under way, want %d", n, want)
	}
}

func TestPictureIsTakenAway(t *testing.T) {
	alice, bob := friends(t)
	alice.sets(plain(t, red))
	alice.carry(bob, alice.gives()...)
	must(t, alice.RemovePicture(context.Background()))
	alice.carry(bob, alice.gives()...)
	if alice.picture(alice) != nil || bob.picture(alice) != nil {
		t.Error("the picture is still there")
	}
	carol := newSide(t)
	alice.adds(carol)
	carol.adds(alice)
	carol.writes(alice)
	if ps := alice.gives(); len(ps) != 0 {
		t.Error("somebody who never had a picture is told that there is none")
	}
}

// Strangers, and people who may take this user for one, get nothing until they write
// and are contacts.
func TestOnlyContactsWhoWroteGetIt(t *testing.T) {
	alice, carol, dave := newSide(t), newSide(t), newSide(t)
	alice.sets(plain(t, red))
	carol.adds(alice)
	carol.writes(alice)
	alice.adds(dave)
	must(t, alice.giveTo(context.Background(), false, []peer.ID{carol.id(), dave.id()})) // there is news of them
	if ps := append(alice.take(), alice.gives()...); len(ps) != 0 {
		t.Fatalf("%d were sent", len(ps))
	}
	must(t, alice.Contacts.Answer(context.Background(), carol.id(), true))
	alice.carry(carol, alice.gives()...)
	carol.has(alice)
	dave.adds(alice)
	dave.writes(alice)
	alice.carry(dave, alice.gives()...)
	dave.has(alice)
}

// The goroutine hears of what is new by itself.
func TestGiving(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := friends(t)
		carol := newSide(t)
		alice.Start(context.Background())
		defer alice.Close()
		given := func(to *side, why string) {
			t.Helper()
			synctest.Wait()
			ps := alice.take()
			if len(ps) != 1 || ps[0].Peer != to.id() {
				t.Errorf("%s: %d were sent", why, len(ps))
			}
		}
		alice.sets(plain(t, red))
		given(bob, "a picture was set")
		carol.adds(alice)
		carol.writes(alice)
		must(t, alice.Contacts.Answer(context.Background(), carol.id(), true))
		given(carol, "a stranger was accepted")
		alice.Update(func(tx *vault.Tx) error { return alice.Lost(tx, bob.id()) })
		given(bob, "a device was lost")
	})
}

// What was not sent before a stop is sent after the next start.
func TestGivingAfterAStop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := friends(t)
		alice.sets(plain(t, red))
		alice.Start(context.Background())
		synctest.Wait()
		alice.Close()
		alice.carry(bob)
		bob.has(alice)
	})
}

// Whoever lost a device gets the picture again, also when the log has forgotten it.
func TestLostDeviceGetsThePictureAgain(t *testing.T) {
	alice, bob := friends(t)
	alice.sets(plain(t, red))
	alice.carry(bob, alice.gives()...)
	bob.Update(func(tx *vault.Tx) error { _, err := tx.Exec(`DELETE FROM picture`); return err })
	alice.Update(func(tx *vault.Tx) error {
		_, err := tx.Exec(`DELETE FROM sent WHERE kind = 3`)
		must(t, err)
		return alice.Lost(tx, bob.id())
	})
	alice.carry(bob, alice.gives()...)
	bob.has(alice)
	alice.Update(func(tx *vault.Tx) error { return alice.Lost(tx, newSide(t).id()) })
	if ps := alice.gives(); len(ps) != 0 {
		t.Errorf("%d more were sent", len(ps))
	}
}

// A picture that nobody came for is sent again once there is news of them, but not
// more often than once a day.
func TestExpiredPicture(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := friends(t)
		alice.sets(plain(t, red))
		ps := alice.gives()
		for _, c := range []struct {
			state delivery.State
			after time.Duration
			want  int
		}{
			{delivery.Stored, 2 * giveAgain, 0}, {delivery.Expired, 0, 1}, {delivery.Failed, giveAgain - time.Second, 0},
			{delivery.Failed, time.Second, 1}, {delivery.Expired, time.Hour, 0}, {delivery.Delivered, 2 * giveAgain, 0},
		} {
			<-time.After(c.after)
			alice.Update(func(tx *vault.Tx) error {
				return alice.Changed(tx, delivery.Change{Peer: bob.id(), ID: alice.sentTo(bob), State: c.state})
			})
			got := alice.gives()
			if len(got) != c.want {
				t.Errorf("%s: sent %d times", c.state, len(got))
			}
			ps = append(ps, got...)
		}
		alice.under(1)
		alice.carry(bob, ps[len(ps)-1])
		bob.has(alice)
	})
}

// sentTo is the ID of the last picture that was sent to somebody.
func (s *side) sentTo(to *side) (id string) {
	s.T.Helper()
	s.View(func(tx *vault.Tx) error {
		g, err := readGiven(tx, to.id())
		id = g.id
		return err
	})
	return id
}
