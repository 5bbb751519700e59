package order

import (
	"testing"
	"testing/synctest"
	"time"

	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/node/vault"
)

// Nobody pays: the order ends by itself, once, its pieces go back once, and the buyer is
// told.
func TestUnpaidOrderEndsByItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTrade(t)
		id := w.placed(2)
		w.merchant.says(id, event.Confirm{})
		w.settle()
		w.wantFree(1)
		w.merchant.Start(t.Context())
		<-time.After(machine.UsualPay - time.Second)
		synctest.Wait()
		w.merchant.wants(id, machine.Confirmed)
		w.merchant.Close()
		w.merchant.restart()
		w.merchant.Start(t.Context())
		defer func() { w.merchant.Close() }()
		<-time.After(2 * time.Second)
		synctest.Wait()
		w.merchant.wants(id, machine.Cancelled)
		w.wantFree(3)
		w.settle()
		w.buyer.wants(id, machine.Cancelled)
		<-time.After(48 * time.Hour)
		w.wantFree(3)
	})
}

// A buyer who says to have paid is not given up by a program; nor is one who has.
func TestWhoSaysToHavePaidIsNotGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTrade(t)
		noted, paid := w.placed(1), w.placed(1)
		total := w.merchant.page(paid).Total
		for _, id := range []event.ID{noted, paid} {
			w.merchant.says(id, event.Confirm{})
		}
		w.settle()
		w.buyer.says(noted, event.Noted{Reference: "1", Amount: total})
		w.merchant.says(paid, event.Paid{Reference: "2", Amount: total})
		w.settle()
		w.merchant.Start(t.Context())
		defer w.merchant.Close()
		<-time.After(2 * machine.UsualPay)
		synctest.Wait()
		w.merchant.wants(noted, machine.Confirmed)
		w.merchant.wants(paid, machine.Paid)
		if rows, err := w.merchant.List(t.Context(), Query{Filter: Filter{Overdue: true, Sort: Urgent}}); err != nil || len(rows) != 2 {
			t.Errorf("%d overdue, %v", len(rows), err)
		}
	})
}

// What was sent long ago is completed.
func TestSentOrderIsCompleted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTrade(t)
		id := w.placed(1)
		w.merchant.says(id, event.Confirm{})
		w.merchant.says(id, event.Paid{Amount: w.merchant.page(id).Total})
		w.merchant.says(id, event.Ship{Parts: []event.Part{{Quantity: 1}}})
		w.merchant.Start(t.Context())
		defer w.merchant.Close()
		<-time.After(machine.UsualComplete + time.Second)
		synctest.Wait()
		w.merchant.wants(id, machine.Completed)
	})
}

// Tickets that nobody used, and events whose parents never came, end.
func TestWhatWaitsInVainEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTrade(t)
		_, err := w.merchant.IssueTickets(t.Context(), w.merchant.lot(time.Now().Add(24*time.Hour)), 2)
		must(t, err)
		w.wantFree(1)
		id := w.placed(1)
		_, raw := sign(t, w.buyer.Key, event.Event{Order: id, Parents: []event.Hash{{9}}, Body: event.Cancel{}})
		w.sends(w.buyer, w.merchant, raw)
		w.merchant.Start(t.Context())
		defer w.merchant.Close()
		<-time.After(25 * time.Hour)
		synctest.Wait()
		w.wantFree(2)
		<-time.After(keepParked)
		synctest.Wait()
		w.merchant.View(func(tx *vault.Tx) error {
			l, err := w.merchant.readLog(tx, id)
			if len(l.state.Parked) != 0 {
				t.Error("it still waits")
			}
			return err
		})
	})
}
