package messagingtest

import (
	"testing"
	"testing/synctest"
	"time"

	"restante/messaging/delivery"
)

const day = 24 * time.Hour

// virtually tells a story on simulated links of 20 ms, under the virtual clock.
func virtually(t *testing.T, story func(w *World)) {
	synctest.Test(t, func(t *testing.T) { story(Virtual(t, 20*time.Millisecond)) })
}

func pass(d time.Duration) { <-time.After(d) }

// A day with somebody who cannot be reached: the attempts keep to the schedule,
// of which an hour is the longest pause.
func TestUnreachableForADay(t *testing.T) {
	virtually(t, func(w *World) {
		alice := w.User("alice")
		w.User("bob")
		w.Meet("alice", "bob")
		w.Stop("bob")
		alice.Send("bob", "are you there?")
		began := time.Now()
		for range 24 {
			pass(time.Hour)
			if all := alice.UnderWay("bob"); len(all) != 1 || all[0].NextAttempt.After(time.Now().Add(time.Hour+time.Second)) {
				t.Fatalf("under way: %+v", all)
			}
		}
		p := alice.UnderWay("bob")[0]
		if p.State != delivery.Queued || p.Attempts < 24 || p.Attempts > 120 {
			t.Errorf("%d attempts in a day, and it is %s", p.Attempts, p.State)
		}
		if time.Since(began) < day {
			t.Error("the day was too short")
		}
		w.Start("bob")
		alice.Until("it to arrive", func() bool { return len(w.As("bob").Texts("alice")) == 1 })
		alice.Clean()
	})
}

// Written to a peer ID that nobody has a card of, until that peer comes.
func TestNobodyHasACard(t *testing.T) {
	virtually(t, func(w *World) {
		w.PushNode("oslo")
		alice := w.User("alice", "oslo")
		bob := w.User("bob")
		w.Stop("bob")
		first := alice.Send("bob", "who are you?")
		second := alice.Send("bob", "hello?")
		if st := alice.State(first); st != delivery.Waiting {
			t.Errorf("it is %s", st)
		}
		pass(10 * time.Hour)
		if st := alice.State(first); st != delivery.Waiting {
			t.Errorf("after ten hours it is %s", st)
		}
		w.Start("bob")
		bob.Uses("oslo") // which now can give his card
		bob.Sees("alice", "who are you?", "hello?")
		alice.Waits(first, delivery.Delivered)
		alice.Waits(second, delivery.Delivered)
		alice.Clean()
		bob.Clean()
	})
}

// A message that waits survives restarts, and nobody knows the peer for a month.
func TestWaitingExpires(t *testing.T) {
	virtually(t, func(w *World) {
		alice := w.User("alice")
		w.User("bob")
		w.Stop("bob")
		id := alice.Send("bob", "who are you?")
		w.Stop("alice")
		pass(29 * day)
		w.Start("alice")
		pass(time.Minute)
		if st := alice.State(id); st != delivery.Waiting {
			t.Errorf("after 29 days it is %s", st)
		}
		w.Stop("alice")
		pass(2 * day)
		w.Start("alice")
		alice.Waits(id, delivery.Expired)
	})
}

// The sender is gone long before the recipient comes, and comes back long after
// the recipient is gone again.
func TestSenderGoneBeforeTheRecipientReturns(t *testing.T) {
	virtually(t, func(w *World) {
		w.PushNode("oslo")
		alice, bob := w.User("alice", "oslo"), w.User("bob", "oslo")
		w.Meet("alice", "bob")
		w.Stop("bob")
		id := alice.Send("bob", "see you in a week")
		alice.Waits(id, delivery.Stored)
		w.Stop("alice", "oslo") // an idle machine only makes the test slow
		pass(7 * day)
		w.Start("oslo", "bob")
		bob.Sees("alice", "see you in a week")
		bob.Reads("alice")
		pass(time.Minute)
		w.Stop("bob", "oslo")
		pass(7 * day)
		w.Start("oslo", "alice")
		alice.Waits(id, delivery.Read)
		alice.Clean()
		pass(time.Minute)
		if n := w.Node("oslo").Holds(); n != 0 {
			t.Errorf("oslo holds %d deposits", n)
		}
	})
}

// Nobody comes for it: it expires, says so, and goes out again with a click.
func TestExpiredAndSentAgain(t *testing.T) {
	virtually(t, func(w *World) {
		w.PushNode("oslo")
		alice, bob := w.User("alice", "oslo"), w.User("bob", "oslo")
		w.Meet("alice", "bob")
		w.Stop("bob")
		id := alice.Send("bob", "hello")
		alice.Waits(id, delivery.Stored)
		w.Stop("alice", "oslo")
		pass(31 * day)
		w.Start("oslo", "alice")
		alice.Waits(id, delivery.Expired)
		alice.Clean()
		alice.SendsAgain(id)
		alice.Waits(id, delivery.Stored)
		w.Start("bob")
		bob.Sees("alice", "hello")
		alice.Waits(id, delivery.Delivered)
		alice.Clean()
	})
}
