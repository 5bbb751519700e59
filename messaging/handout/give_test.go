package handout

import (
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"restante/messaging/contact"
	"restante/messaging/handout/handouttest"
	"restante/node/event"
)

// The goroutine hears of what is new by itself.
func TestGiving(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := friends(t)
		carol := newSide(t)
		alice.service.Start(t.Context())
		defer alice.service.Close()
		given := func(to *side, why string) {
			t.Helper()
			synctest.Wait()
			ps := alice.Take()
			if len(ps) != 1 || ps[0].Peer != to.ID() {
				t.Errorf("%s: %d were sent", why, len(ps))
			}
		}
		alice.says("hello")
		given(bob, "there is another word")
		carol.Adds(alice.Person)
		carol.Writes(alice.Side)
		must(t, alice.Contacts.Answer(t.Context(), carol.ID(), true))
		given(carol, "a stranger was accepted")
		alice.loses(bob)
		given(bob, "a device was lost")
		dave := newSide(t)
		alice.Adds(dave.Person)
		dave.Adds(alice.Person)
		dave.Writes(alice.Side)
		given(dave, "a contact was heard of")
	})
}

// What was not sent before a stop is sent after the next start.
func TestGivingAfterAStop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := friends(t)
		alice.says("hello")
		alice.service.Start(t.Context())
		synctest.Wait()
		alice.service.Close()
		alice.Carry(bob.Side)
		bob.has(alice, "hello")
	})
}

// Whoever is at fault holds up no other, and gets it a minute later, whatever news there
// is of others.
func TestOneAtFault(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, _ := friends(t)
		carol := newSide(t)
		handouttest.Befriend(alice.Side, carol.Side)
		alice.says("hello")
		alice.faults = 1
		if err := alice.service.Give(t.Context()); !errors.Is(err, errFault) {
			t.Errorf("it says %v", err)
		}
		ps := alice.Take()
		if len(ps) != 1 {
			t.Fatalf("%d were sent, want the other one", len(ps))
		}
		alice.faults = 1
		alice.service.Start(t.Context())
		defer alice.service.Close()
		synctest.Wait()
		alice.Bus.Publish(contact.Changed{Peer: ps[0].Peer})
		<-time.After(retryAfter)
		synctest.Wait()
		if again := alice.Take(); len(again) != 1 || again[0].Peer == ps[0].Peer || alice.faults != 0 {
			t.Errorf("%d were sent a minute later", len(again))
		}
	})
}

// When news was lost everybody is looked at.
func TestLostNews(t *testing.T) {
	alice, bob := friends(t)
	var bus event.Bus
	sub := bus.Subscribe(1)
	for _, c := range []struct {
		events []any
		all    bool
		ids    int
	}{
		{[]any{contact.Changed{Peer: bob.ID()}}, false, 1},
		{[]any{contact.Changed{Peer: bob.ID()}, "else"}, true, 1},
		{[]any{"else"}, false, 0},
		{[]any{said{}}, true, 0},
	} {
		for _, e := range c.events {
			bus.Publish(e)
		}
		if all, ids := alice.service.news(sub); all != c.all || len(ids) != c.ids {
			t.Errorf("%v: all %v and %d of them", c.events, all, len(ids))
		}
	}
}

// What does not hold for ever is given anew in time, also where nothing happens.
func TestRenewed(t *testing.T) {
	const month = 30 * 24 * time.Hour
	synctest.Test(t, func(t *testing.T) {
		alice, bob := friendsOf(t, month)
		alice.says("hello")
		alice.brings(bob)
		first := bob.kept[alice.ID()].version
		<-time.After(month - time.Second)
		alice.nothing("too soon")
		<-time.After(time.Second)
		alice.brings(bob)
		if bob.kept[alice.ID()].version <= first {
			t.Error("it is not made anew")
		}
		alice.service.Start(t.Context())
		defer alice.service.Close()
		<-time.After(month + lookEvery)
		synctest.Wait()
		if ps := alice.Take(); len(ps) != 1 {
			t.Errorf("%d were made anew by itself", len(ps))
		}
	})
}

// What holds for ever, and the word that there is none, are not given anew.
func TestNotRenewed(t *testing.T) {
	for _, c := range []struct {
		word       string
		renewAfter time.Duration
	}{{"for ever", 0}, {"", time.Hour}} {
		synctest.Test(t, func(t *testing.T) {
			alice, bob := friendsOf(t, c.renewAfter)
			alice.says("hello")
			alice.brings(bob)
			alice.says(c.word)
			alice.brings(bob)
			<-time.After(5 * 365 * 24 * time.Hour)
			alice.nothing(c.word)
		})
	}
}

// Two words while he is away: the first is taken back, and he gets the last, in
// whatever order they come, also within one millisecond.
func TestNewerReplaces(t *testing.T) {
	for name, order := range map[string][]int{"the last": {1}, "both": {0, 1}, "both, turned": {1, 0}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				alice, bob := friends(t)
				alice.says("first")
				ps := alice.Gives()
				alice.says("last")
				ps = append(ps, alice.Gives()...)
				if gone := alice.Out.Gone(); len(ps) != 2 || !slices.Contains(gone, ps[0].Ref) || slices.Contains(gone, ps[1].Ref) {
					t.Fatalf("%d parcels, taken back: %q", len(ps), gone)
				}
				alice.under(1)
				for _, i := range order {
					alice.Carry(bob.Side, ps[i])
				}
				bob.has(alice, "last")
			})
		})
	}
}
