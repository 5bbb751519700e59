package contact

import (
	"testing"
	"testing/synctest"
	"time"

	"restante/messaging/card"
	"restante/messaging/settings"
	"restante/node/p2p"
)

// lastSeen chooses whether others may see one's presence.
func (s *side) lastSeen(shown bool) {
	s.t.Helper()
	chosen := settings.Service{Vault: s.Vault, Bus: s.Bus}
	must(s.t, chosen.Change(s.t.Context(), func(c *settings.Settings) { c.LastSeen = shown }))
	must(s.t, s.Refresh(s.t.Context()))
}

// Who wishes it is shown to nobody: neither that they are here, nor when they were.
func TestHiddenIsHonoured(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := newSide(t), newSide(t)
		_, err := alice.Add(t.Context(), card.FullLink(bob.own()))
		must(t, err)
		must(t, alice.Start(t.Context()))
		defer alice.Close()
		synctest.Wait()
		comes := func() {
			alice.mu.Lock()
			alice.online[bob.id()] = true
			alice.mu.Unlock()
			alice.Bus.Publish(p2p.PeerConnected{ID: bob.id()})
			synctest.Wait()
		}
		comes()
		before := alice.get(bob.id())
		if before.Hidden || !before.Online || before.LastSeen.IsZero() {
			t.Errorf("before: %+v", before)
		}

		version := bob.version()
		bob.lastSeen(false)
		if bob.version() <= version {
			t.Error("the wish is not on a new card")
		}
		_, err = alice.Add(t.Context(), card.FullLink(bob.own()))
		must(t, err)
		<-time.After(time.Hour)
		comes()
		if c := alice.get(bob.id()); !c.Hidden || c.Online || !c.LastSeen.IsZero() {
			t.Errorf("hidden: %+v", c)
		}

		bob.lastSeen(true)
		_, err = alice.Add(t.Context(), card.FullLink(bob.own()))
		must(t, err)
		if c := alice.get(bob.id()); c.Hidden || !c.Online || !c.LastSeen.Equal(before.LastSeen) {
			t.Errorf("shown again: %+v; what was hidden must not come out", c)
		}
	})
}
