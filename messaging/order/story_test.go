package order

import (
	"context"
	"errors"
	"testing"

	"restante/messaging/delivery"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
)

var ctx = context.Background()

// An order from the cart to the seller's reply, everybody restarting after each step.
func TestOrderIsCompleted(t *testing.T) {
	w := newTrade(t)
	id := w.placed(2)
	total := w.merchant.page(id).Total
	w.wantFree(1)
	for _, step := range []struct {
		who   *side
		says  event.Body
		stage machine.Stage
		free  uint32
	}{
		{w.merchant, event.Confirm{Ways: []event.Way{{Method: "Bank", To: "DE02"}}}, machine.Confirmed, 1},
		{w.buyer, event.Noted{Method: "Bank", Reference: "1", Amount: total}, machine.Confirmed, 1},
		{w.merchant, event.Paid{Method: "Bank", Reference: "1", Amount: total}, machine.Paid, 1},
		{w.merchant, event.Ship{Parts: []event.Part{{Line: 0, Quantity: 1}}, Tracking: "0034"}, machine.PartlyShipped, 1},
		{w.merchant, event.Ship{Parts: []event.Part{{Line: 0, Quantity: 1}}}, machine.Shipped, 1},
		{w.buyer, event.Complete{}, machine.Completed, 1},
		{w.buyer, event.Rate{Scores: []event.Score{{Line: 0, Stars: 5}}, Text: "Fine."}, machine.Completed, 1},
	} {
		step.who.says(id, step.says)
		w.settle()
		for _, s := range w.all() {
			s.restart()
			s.Audit(Audit)
		}
		w.buyer.wants(id, step.stage)
		w.merchant.wants(id, step.stage)
		w.wantFree(step.free)
	}
	w.same(id, w.buyer, w.merchant)
	if _, err := w.judge.Page(ctx, id); !errors.Is(err, ErrNoOrder) {
		t.Errorf("the moderator was told of it: %v", err)
	}
	for h, copies := range w.merchant.page(id).Copies {
		if len(copies) != 1 || copies[0].Peer != w.buyer.ID() || copies[0].State != delivery.Delivered {
			t.Errorf("%s: %+v", h, copies)
		}
	}
}

// Refused acts leave nothing behind.
func TestActIsRefusedWithAReason(t *testing.T) {
	w := newTrade(t)
	id := w.placed(1)
	for _, c := range []struct {
		who  *side
		says event.Body
		want error
	}{
		{w.buyer, event.Confirm{}, machine.NotYours},
		{w.merchant, event.Ship{Parts: []event.Part{{Line: 0, Quantity: 1}}}, machine.NotConfirmed},
		{w.merchant, event.Refund{Amount: 1}, machine.NothingHeld},
		{w.mallory, event.Cancel{}, ErrNoOrder},
	} {
		if _, err := c.who.Act(ctx, id, c.says, ""); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.says.Kind(), err, c.want)
		}
		if n := len(c.who.parcels()); n != 0 {
			t.Errorf("%s: %d parcels", c.says.Kind(), n)
		}
	}
}

// The moderator gets the whole story with the dispute, and what its author did not know
// yet from the other side.
func TestDisputeIsDecided(t *testing.T) {
	w := newTrade(t)
	id := w.placed(1)
	total := w.merchant.page(id).Total
	w.merchant.says(id, event.Confirm{})
	w.merchant.says(id, event.Paid{Reference: "1", Amount: total})
	w.settle()
	w.merchant.says(id, event.Message{Text: "It goes today."}) // which the buyer has not read
	w.buyer.says(id, event.Dispute{Text: "Nothing came."})
	w.settle()
	w.same(id, w.buyer, w.merchant, w.judge)
	w.judge.wants(id, machine.Disputed)
	if rows, err := w.judge.List(ctx, Query{Filter: Filter{Role: machine.Moderator}}); err != nil || len(rows) != 1 {
		t.Errorf("%d cases, %v", len(rows), err)
	}
	w.merchant.says(id, event.Answer{Text: "It is on its way."})
	w.settle()
	w.judge.says(id, event.Decision{Buyer: total, Text: "Back."})
	w.settle()
	w.same(id, w.buyer, w.merchant, w.judge)
	if st := w.merchant.wants(id, machine.Decided); st.Money.Owed != total {
		t.Errorf("%d owed", st.Money.Owed)
	}
	w.wantFree(3)
}

// A repeated call is the same order, and the same event.
func TestRepeatedCalls(t *testing.T) {
	w := newTrade(t)
	o := w.wish(w.merchant.mugs(1))
	id, err := w.buyer.Place(ctx, o, "k")
	must(t, err)
	if again, err := w.buyer.Place(ctx, o, "k"); err != nil || again != id {
		t.Errorf("%s, %v, want %s", again, err, id)
	}
	o.Memo = "other"
	if _, err := w.buyer.Place(ctx, o, "k"); !errors.Is(err, ErrKeyUsed) {
		t.Errorf("another order with the key: %v", err)
	}
	if other, err := w.buyer.Place(ctx, o, "k2"); err != nil || other == id {
		t.Errorf("another key: %v", err)
	}
	w.settle()
	w.merchant.says(id, event.Confirm{})
	pay := event.Paid{Amount: 1} // without a reference it counts as often as it is said
	one, err := w.merchant.Act(ctx, id, pay, "p")
	must(t, err)
	if two, err := w.merchant.Act(ctx, id, pay, "p"); err != nil || two != one {
		t.Errorf("%v, %v", two, err)
	}
	if paid := w.merchant.page(id).Paid; paid != 1 {
		t.Errorf("%d paid", paid)
	}
}

// Each event is told once, and handed out as a notice once, over restarts too.
func TestNoticesComeOnce(t *testing.T) {
	w := newTrade(t)
	w.merchant.events.Take()
	id := w.places(w.merchant.mugs(1))
	for _, p := range w.buyer.parcels() {
		for range 3 {
			w.carry(w.buyer, p)
		}
	}
	w.merchant.restart()
	w.buyer.says(id, event.Message{Text: "Hello?"})
	w.settle()
	arrived := 0
	events, _ := w.merchant.events.Take()
	for _, e := range events {
		if a, ok := e.(Arrived); ok && a.Order == id && a.Kind == event.KindOrder {
			arrived++
		}
	}
	if arrived != 1 {
		t.Errorf("it was told %d times", arrived)
	}
	if all, err := w.merchant.Notices(ctx); err != nil || len(all) != 2 || all[0].Order != id || all[0].From != w.buyer.ID() || all[1].Kind != event.KindMessage {
		t.Errorf("%+v, %v", all, err)
	}
	if all, err := w.merchant.Notices(ctx); err != nil || len(all) != 0 {
		t.Errorf("again %+v, %v", all, err)
	}
	if n := w.merchant.page(id).Unread; n != 2 {
		t.Errorf("%d unread", n)
	}
	must(t, w.merchant.MarkSeen(ctx, id))
	if n := w.merchant.page(id).Unread; n != 0 {
		t.Errorf("%d unread once seen", n)
	}
}
