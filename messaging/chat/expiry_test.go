package chat

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"restante/messaging/delivery"
	"restante/node/vault"
	"restante/offline/outbox"
)

// given are the events of one type since the last call.
func given[E any](s *side) (all []E) {
	events, _ := s.events.Take()
	for _, e := range events {
		if e, ok := e.(E); ok {
			all = append(all, e)
		}
	}
	return all
}

// A message that nobody comes for is announced, ends, and can be sent again.
func TestExpiryOfAMessage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := newSide(t), newSide(t)
		id := alice.sends(bob, "are you there?")
		end := time.Now().Add(delivery.Lifetime)
		if m := alice.message(id); m.State != delivery.Waiting || !m.Expires.Equal(end) {
			t.Errorf("%+v, want the end at %v", m, end)
		}
		alice.Delivery.Start(context.Background())
		defer alice.Delivery.Close()
		<-time.After(delivery.Lifetime - delivery.WarnBefore - time.Minute)
		synctest.Wait()
		if w := given[ExpiresSoon](alice); len(w) != 0 {
			t.Errorf("announced too early: %+v", w)
		}
		<-time.After(time.Hour)
		synctest.Wait()
		if w := given[ExpiresSoon](alice); len(w) != 1 || w[0].ID != id || w[0].Peer != bob.id() || !w[0].At.Equal(end) {
			t.Errorf("announced: %+v", w)
		}
		<-time.After(delivery.WarnBefore)
		synctest.Wait()
		if m := alice.message(id); m.State != delivery.Expired || !m.Expires.IsZero() || m.Text != "are you there?" {
			t.Errorf("after its end: %+v", m)
		}
		must(t, alice.SendAgain(context.Background(), id))
		if m := alice.message(id); m.State != delivery.Waiting || !m.Expires.Equal(time.Now().Add(delivery.Lifetime)) {
			t.Errorf("sent again: %+v", m)
		}
		if err := alice.SendAgain(context.Background(), id); !errors.Is(err, ErrNotAgain) {
			t.Errorf("what is under way is sent again: %v", err)
		}
		alice.adds(bob)
		alice.carry(bob)
		bob.wantTexts(alice.id(), "are you there?")
	})
}

// One that the outbox gave up is the same message when it is sent again.
func TestExpiredParcelIsSentAgain(t *testing.T) {
	alice, bob := pair(t)
	id := alice.sends(bob, "hi")
	p := alice.Out.Take()[0]
	alice.Update(func(tx *vault.Tx) error {
		return errors.Join(alice.Out.Done(tx, p.Ref), alice.Delivery.Changed(tx, p.Ref, outbox.Expired, ""))
	})
	if m := alice.message(id); m.State != delivery.Expired {
		t.Fatalf("%+v", m)
	}
	must(t, alice.SendAgain(context.Background(), id))
	alice.carry(bob)
	bob.wantTexts(alice.id(), "hi")
	if bob.message(id).ID != id {
		t.Error("it is another message")
	}
}
