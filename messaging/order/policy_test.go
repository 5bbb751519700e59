package order

import (
	"testing"
	"testing/synctest"
	"time"

	"restante/messaging/order/event"
	"restante/messaging/order/machine"
)

// Nobody answers: nothing happens, until the merchant says that it shall; then the order is
// declined once, its pieces go back once, and the buyer is told. The time begins when that
// is said, or when an order comes.
func TestUnansweredOrderIsDeclinedByItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const patience = 3 * 24 * time.Hour
		w := newTrade(t)
		old, noted := w.placed(1), w.placed(1)
		w.buyer.says(noted, event.Noted{Amount: 100})
		w.settle()
		w.merchant.Start(t.Context())
		<-time.After(10 * 24 * time.Hour)
		w.merchant.wants(old, machine.Placed)
		must(t, w.merchant.SetPatience(t.Context(), patience))
		later := w.places(w.merchant.mugs(1))
		<-time.After(patience - time.Minute)
		w.settle() // the later one comes
		w.merchant.Close()
		w.merchant.restart()
		w.merchant.Start(t.Context())
		synctest.Wait()
		w.merchant.wants(old, machine.Placed)
		<-time.After(2 * time.Minute)
		synctest.Wait()
		w.merchant.wants(old, machine.Declined)
		w.wantFree(1)
		w.settle()
		w.buyer.wants(old, machine.Declined)
		w.merchant.wants(later, machine.Placed)
		<-time.After(patience)
		synctest.Wait()
		w.merchant.wants(later, machine.Declined)
		w.merchant.wants(noted, machine.Placed) // money may be on its way
		w.wantFree(2)
		after := w.places(w.merchant.mugs(1))
		w.settle()
		must(t, w.merchant.SetPatience(t.Context(), 0))
		<-time.After(2 * patience)
		synctest.Wait()
		w.merchant.wants(after, machine.Placed)
		w.merchant.Close()
	})
}
