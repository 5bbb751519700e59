package delivery

import (
	"testing"
	"testing/synctest"
	"time"

	"restante/messaging/envelope"
	"restante/offline/inbox"
	"restante/offline/outbox"
)

func pass(d time.Duration) { <-time.After(d) }

// A duplicate from the peer itself is answered at once.
func TestDirectDuplicateIsAnsweredAtOnce(t *testing.T) {
	alice, bob := pair(t)
	_, p := alice.send(bob, "m1")
	bob.getsDirect(p.Sealed)
	first := alice.receiptOf(bob.receipts()[0])
	for range 3 {
		bob.getsDirect(p.Sealed)
		rs := bob.receipts()
		if len(rs) != 1 {
			t.Fatalf("%d receipts for a direct duplicate", len(rs))
		}
		if r := alice.receiptOf(rs[0]); r.version <= first.version || !r.arrived[alice.run].has(1) {
			t.Errorf("the repeated receipt is %+v", r)
		}
	}
}

// An offline one is answered when the last receipt is over 5 s old, then less
// and less often, down to once an hour.
func TestOfflineDuplicatesAreAnsweredLessAndLess(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := pair(t)
		_, p := alice.send(bob, "m1")
		bob.gets(p.Sealed)
		bob.receipts()
		repeats := func() bool { bob.gets(p.Sealed); return len(bob.receipts()) == 1 }
		for i, pause := 0, 5*time.Second; i < 14; i, pause = i+1, min(2*pause, time.Hour) {
			if pass(pause - time.Second); repeats() {
				t.Errorf("repeat %d came before %v were over", i, pause)
			}
			if pass(time.Second); !repeats() {
				t.Errorf("repeat %d did not come after %v", i, pause)
			}
			if repeats() {
				t.Errorf("repeat %d came twice", i)
			}
		}
		_, q := alice.send(bob, "m2") // something new: from the start
		bob.gets(q.Sealed)
		bob.receipts()
		if pass(5 * time.Second); !repeats() {
			t.Error("something new came, and the pause is still long")
		}
	})
}

// A repeated receipt is no reason for another one.
func TestRepeatedReceiptIsNotAnswered(t *testing.T) {
	alice, bob := pair(t)
	_, p := alice.send(bob, "m1")
	bob.gets(p.Sealed)
	r := bob.receipts()[0]
	alice.gets(r)
	alice.getsDirect(r)
	if o := alice.gets(r); o != inbox.Duplicate {
		t.Errorf("outcome %d for the same bytes", o)
	}
	if rs := alice.receipts(); len(rs) != 0 {
		t.Errorf("%d receipts for a receipt", len(rs))
	}
}

// The service gathers a burst, and writes at a stop what is still due.
func TestReceiptsAreGatheredAndHandedOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := pair(t)
		bob.Start(t.Context())
		synctest.Wait()
		pass(time.Second)
		began := time.Now()
		for _, id := range []string{"m1", "m2", "m3"} {
			_, p := alice.send(bob, id)
			bob.gets(p.Sealed)
		}
		if len(bob.out.take()) != 0 {
			t.Error("a receipt did not wait for the burst to end")
		}
		pass(batchDelay)
		synctest.Wait()
		if got := receiptsIn(bob.out.take()); got != 1 || time.Since(began) > 300*time.Millisecond {
			t.Errorf("%d receipts after %v", got, time.Since(began))
		}
		_, p := alice.send(bob, "m4")
		bob.gets(p.Sealed)
		bob.Close()
		if got := receiptsIn(bob.out.take()); got != 1 || bob.out.handed != 1 {
			t.Errorf("a stop wrote %d receipts and handed over %d times", got, bob.out.handed)
		}
	})
}

func receiptsIn(ps []outbox.Parcel) (n int) {
	for _, p := range ps {
		if p.Class == outbox.Receipt {
			n++
		}
	}
	return n
}

// What a stop left due is written at the next start.
func TestDueReceiptsSurviveAStop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := pair(t)
		bob.gets(alice.forge(bob, envelope.Message{Seq: 1, Kind: envelope.KindChat}, payload{}))
		bob.Start(t.Context())
		pass(batchDelay)
		synctest.Wait()
		if got := receiptsIn(bob.out.take()); got != 1 {
			t.Errorf("%d receipts", got)
		}
		bob.Close()
	})
}
