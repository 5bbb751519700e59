package delivery

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"restante/messaging/envelope"
	"restante/node/event"
	"restante/node/vault"
	"restante/offline/outbox"
)

// warnings are those on the bus since the last call.
func warnings(sub *event.Subscription) (all []ExpiresSoon) {
	events, _ := sub.Take()
	for _, e := range events {
		if w, ok := e.(ExpiresSoon); ok {
			all = append(all, w)
		}
	}
	return all
}

// What is queued, stored or waiting is announced once, three days before its end;
// a restart in between makes no difference.
func TestExpiryIsAnnouncedOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := pair(t)
		carol := newSide(t)
		sub := alice.Bus.Subscribe(100)
		defer sub.Close()
		_, p := alice.send(bob, "stored")
		alice.stored(p)
		alice.send(bob, "queued")
		alice.send(carol, "waiting")
		_, q := alice.send(bob, "delivered")
		alice.update(func(tx *vault.Tx) error {
			return errors.Join(alice.Outbox.Done(tx, q.Ref), alice.Changed(tx, q.Ref, outbox.Delivered, ""))
		})
		end := time.Now().Add(Lifetime)
		alice.Start(t.Context())
		pass(Lifetime - WarnBefore - time.Minute)
		synctest.Wait()
		if w := warnings(sub); len(w) != 0 {
			t.Errorf("%v is announced too early", w)
		}
		pass(tidyEvery)
		synctest.Wait()
		all := warnings(sub)
		ids := make(map[string]ExpiresSoon)
		for _, w := range all {
			ids[w.ID] = w
		}
		if len(all) != 3 || len(ids) != 3 || len(alice.owner.warned()) != 3 {
			t.Fatalf("announced: %+v; the owner was told %+v", all, alice.owner.warned())
		}
		if w := ids["waiting"]; w.Peer != carol.id() || w.Kind != envelope.KindChat || !w.At.Equal(end) {
			t.Errorf("%+v, want %v", w, end)
		}
		alice.Close()
		alice.Start(t.Context())
		pass(5 * time.Hour)
		synctest.Wait()
		if w := warnings(sub); len(w) != 0 {
			t.Errorf("%v is announced again", w)
		}
		alice.Close()
	})
}

// One that is sent again has another lifetime, and another warning.
func TestSentAgainIsAnnouncedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := newSide(t), newSide(t)
		alice.send(bob, "m1")
		alice.Start(t.Context())
		pass(Lifetime + tidyEvery)
		synctest.Wait()
		alice.wantState(bob, "m1", Expired)
		if n := len(alice.owner.warned()); n != 1 {
			t.Fatalf("%d warnings", n)
		}
		alice.update(func(tx *vault.Tx) error { return alice.SendAgain(tx, envelope.KindChat, bob.id(), "m1") })
		pass(Lifetime - WarnBefore - time.Hour)
		synctest.Wait()
		if n := len(alice.owner.warned()); n != 1 {
			t.Fatalf("%d warnings before the new end is near", n)
		}
		pass(2 * time.Hour)
		synctest.Wait()
		if n := len(alice.owner.warned()); n != 2 || alice.owner.warned()[1].At.Equal(alice.owner.warned()[0].At) {
			t.Errorf("warnings %+v", alice.owner.warned())
		}
		alice.Close()
	})
}

// Whoever was away for a month is not told that what is over will be over soon.
func TestWhatIsOverIsNotAnnounced(t *testing.T) {
	alice, bob := pair(t)
	carol := newSide(t)
	alice.send(bob, "queued") // the outbox ends it
	alice.send(carol, "waiting")
	must(t, alice.tidyNow(t.Context(), time.Now().Add(Lifetime+time.Minute)))
	if n := len(alice.owner.warned()); n != 0 {
		t.Errorf("%d warnings", n)
	}
	alice.wantState(carol, "waiting", Expired)
}
