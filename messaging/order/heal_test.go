package order

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"restante/messaging/delivery"
	"restante/messaging/money"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/node/vault"
	"restante/offline/outbox"
)

// What was lost is found by the daily comparison, and sent again; then both know that
// they have the same.
func TestLostEventIsHealed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTrade(t)
		id := w.placed(1)
		w.merchant.says(id, event.Confirm{})
		w.loses(w.merchant) // as if the buyer had put back an old folder
		w.merchant.says(id, event.Message{Text: "Are you there?"})
		w.settle()
		w.buyer.wants(id, machine.Placed) // the message waits for what was lost
		<-time.After(fillAgain)
		for _, s := range []*side{w.buyer, w.merchant} {
			s.Start(t.Context())
			defer s.Close()
		}
		<-time.After(checkAfter + time.Second)
		synctest.Wait()
		w.settle()
		w.buyer.wants(id, machine.Confirmed)
		w.same(id, w.buyer, w.merchant)
		<-time.After(2 * checkEvery)
		synctest.Wait()
		w.settle()
		for _, s := range []*side{w.buyer, w.merchant} {
			if len(s.page(id).Agreed) != 1 {
				t.Error("they do not know that they have the same")
			}
		}
		<-time.After(2 * checkEvery)
		synctest.Wait()
		if n := len(w.buyer.parcels()) + len(w.merchant.parcels()); n != 0 {
			t.Errorf("%d more messages of what is agreed", n)
		}
	})
}

// loses drops what is under way, though its sender believes that it has arrived.
func (w *trade) loses(from *side) {
	w.Helper()
	for _, p := range from.parcels() {
		from.Update(func(tx *vault.Tx) error { return from.believes(tx, p) })
	}
}

// An order that never came to the merchant is healed too.
func TestLostOrderIsHealed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTrade(t)
		lost := w.places(w.merchant.mugs(1))
		w.loses(w.buyer)
		<-time.After(fillAgain)
		must(t, w.buyer.Check(ctx, w.merchant.ID()))
		w.settle()
		w.merchant.wants(lost, machine.Placed)
		w.wantFree(2)
	})
}

// Somebody who takes no part learns nothing and gets nothing.
func TestOthersAreNotHealed(t *testing.T) {
	w := newTrade(t)
	id := w.placed(1)
	body, err := checkToWire(comparison{[]digest{{id: id}}, []have{{id: id}}, []digest{{id: id}}})
	must(t, err)
	for _, s := range []*side{w.mallory, w.judge} {
		w.merchant.Update(func(tx *vault.Tx) error {
			return checker{w.merchant.Service}.Received(tx, delivery.Incoming{Peer: s.ID(), Body: body})
		})
		if n := len(w.merchant.parcels()); n != 0 {
			t.Errorf("%d answers", n)
		}
	}
}

// The same events are not sent again and again to somebody who asks all the time.
func TestHealingIsLimited(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTrade(t)
		id := w.placed(1)
		asks := func() int {
			body, err := checkToWire(comparison{have: []have{{id: id}}})
			must(t, err)
			w.buyer.Update(func(tx *vault.Tx) error {
				return checker{w.buyer.Service}.Received(tx, delivery.Incoming{Peer: w.merchant.ID(), Body: body})
			})
			ps := w.buyer.parcels()
			for _, p := range ps {
				w.carry(w.buyer, p)
			}
			return len(ps)
		}
		<-time.After(fillAgain)
		if n := asks(); n != 1 {
			t.Errorf("%d sent, want 1", n)
		}
		if n := asks(); n != 0 {
			t.Errorf("%d sent at once", n)
		}
		<-time.After(fillAgain)
		if n := asks(); n != 1 {
			t.Errorf("%d sent after an hour, want 1", n)
		}
	})
}

// Whatever is lost, doubled or late, in the end all have the same events and the same
// state, and not a piece of the stock is lost.
func TestAnyOrderOfArrivalConverges(t *testing.T) {
	for seed := range uint64(6) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { converge(t, rand.New(rand.NewPCG(seed, 7))) })
		})
	}
}

func converge(t *testing.T, r *rand.Rand) {
	w := newTrade(t)
	id := w.places(w.merchant.mugs(2))
	total := w.buyer.page(id).Total
	w.settle()
	var air []flying
	for range 40 {
		w.acts(r, id, int64(total))
		air = append(air, w.takes()...)
		for len(air) > 0 && r.IntN(3) > 0 {
			i := r.IntN(len(air))
			one := air[i]
			switch r.IntN(5) {
			case 0: // it is lost
				air = slices.Delete(air, i, i+1)
			case 1: // and comes again later
			default:
				air = slices.Delete(air, i, i+1)
				w.carry(one.from, one.p)
				continue
			}
			one.from.Update(func(tx *vault.Tx) error { return one.from.believes(tx, one.p) })
		}
		w.buyer.restart()
	}
	for _, one := range air { // what is under way arrives at last
		w.carry(one.from, one.p)
	}
	sides := []*side{w.buyer, w.merchant}
	if w.merchant.page(id).State.Called() || w.buyer.page(id).State.Called() {
		sides = append(sides, w.judge)
	}
	for range 3 {
		<-time.After(fillAgain)
		for _, a := range sides {
			for _, b := range sides {
				if a != b {
					must(t, a.Check(ctx, b.ID()))
					w.settle()
				}
			}
		}
	}
	w.same(id, sides...)
	st := w.merchant.page(id).State
	if got := w.buyer.page(id).State; got.Stage != st.Stage || got.Money != st.Money {
		t.Errorf("the buyer has %s %+v, the merchant %s %+v", got.Stage, got.Money, st.Stage, st.Money)
	}
	h := st.Holds()[0]
	w.wantFree(3 - h.Reserved - h.Gone)
}

// flying is a parcel under way.
type flying struct {
	from *side
	p    outbox.Parcel
}

func (w *trade) takes() (air []flying) {
	for _, s := range w.all() {
		for _, p := range s.parcels() {
			air = append(air, flying{s, p})
		}
	}
	return air
}

// acts has somebody say something, allowed or not.
func (w *trade) acts(r *rand.Rand, id event.ID, total int64) {
	who := w.all()[r.IntN(3)]
	bodies := []event.Body{
		event.Confirm{}, event.Cancel{}, event.Decline{}, event.Noted{Reference: fmt.Sprint(r.IntN(3)), Amount: 1 + rAmount(r, total)},
		event.Paid{Reference: fmt.Sprint(r.IntN(5)), Amount: 1 + rAmount(r, total)}, event.Ship{Parts: []event.Part{{Quantity: 1}}},
		event.Refund{Reference: fmt.Sprint(r.IntN(9)), Amount: 1 + rAmount(r, total)}, event.Complete{}, event.Message{Text: "?"},
		event.Dispute{Text: "!"}, event.Answer{Text: "."}, event.Decision{Buyer: w.buyerShare(who, id), Text: "so"},
	}
	_, _ = who.Act(ctx, id, bodies[r.IntN(len(bodies))], "") // a refusal is as good
}

func rAmount(r *rand.Rand, total int64) money.Amount { return money.Amount(r.Int64N(total)) }

// buyerShare is all that the merchant holds, as far as somebody knows.
func (w *trade) buyerShare(who *side, id event.ID) money.Amount {
	p, err := who.Page(ctx, id)
	if err != nil {
		return 0
	}
	return p.State.Money.Held
}
