package order

import (
	"slices"
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/order/event"
	"restante/messaging/order/machine"
)

// quarrel is an order that arrives disputed: its buyer has said to have paid, and called
// the moderator, before its merchant has heard of it.
func (w *trade) quarrel(o event.Order) (id event.ID, raws [][]byte) {
	w.Helper()
	first, raw := sign(w, w.buyer.Key, event.Event{Body: o})
	noted, rawNoted := sign(w, w.buyer.Key, event.Event{Order: first.Order, Parents: []event.Hash{first.Hash}, Body: event.Noted{Reference: "A", Amount: o.Terms.Total}})
	_, claim := sign(w, w.buyer.Key, event.Event{Order: first.Order, Parents: []event.Hash{noted.Hash}, Body: event.Dispute{Text: "give me all of it"}})
	return first.Order, [][]byte{raw, rawNoted, claim}
}

// An order that arrives disputed is judged like any other. One that does not fit fails,
// takes nothing from the stock, cannot be confirmed, and no moderator is told of it.
func TestDisputedOrdersAreJudged(t *testing.T) {
	w := newTrade(t)
	for name, c := range map[string]struct {
		change func(o *event.Order)
		code   string
	}{
		"a forged price": {func(o *event.Order) {
			tm := &o.Terms
			tm.Lines[0].Price, tm.Discounts, tm.Taxes, tm.DiscountTotal, tm.TaxTotal = 1, nil, nil, 0, 0
			tm.Items, tm.Total = 1, 1+tm.ShippingTotal
		}, event.CodePrice},
		"an unknown listing":       {func(o *event.Order) { o.Terms.Lines[0].Listing[0]++ }, event.CodeListing},
		"an old price list":        {func(o *event.Order) { o.Terms.At = o.Terms.At.AddDate(0, -2, 0) }, event.CodeListing},
		"a moderator of one's own": {func(o *event.Order) { o.Moderator = w.mallory.ID() }, CodeModerator},
		"times of one's own":       {func(o *event.Order) { o.Times.Pay = 17_000 }, event.CodeTimes},
		"more than there is":       {func(o *event.Order) { o.Terms = w.merchant.mugs(4) }, event.CodeStock},
	} {
		t.Run(name, func(t *testing.T) {
			w.TB = t
			o := w.wish(w.merchant.mugs(1))
			c.change(&o)
			id, raws := w.quarrel(o)
			w.sends(w.buyer, w.merchant, raws...)
			st := w.merchant.wants(id, machine.Failed)
			if st.Ended == nil || st.Ended.Code != c.code {
				t.Errorf("%+v, want code %s", st.Ended, c.code)
			}
			w.wantTold(w.merchant, w.buyer.ID())
			w.wantFree(3)
			if err := w.merchant.acts(id, event.Confirm{}); err != machine.Over {
				t.Errorf("confirming it: %v", err)
			}
		})
	}
}

// acts is says with what becomes of it.
func (s *side) acts(id event.ID, b event.Body) error {
	_, err := s.Act(ctx, id, b, "")
	return err
}

// wantTold checks to whom somebody has sent something.
func (w *trade) wantTold(by *side, want ...peer.ID) {
	w.Helper()
	var got []peer.ID
	for _, p := range by.parcels() {
		if !slices.Contains(got, p.Peer) {
			got = append(got, p.Peer)
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		w.Errorf("%d people are told, want %d: %v", len(got), len(want), got)
	}
}

// One that fits is what it says: its pieces are kept once, and the moderator hears what is
// said from then on.
func TestDisputedOrderThatFits(t *testing.T) {
	w := newTrade(t)
	id, raws := w.quarrel(w.wish(w.merchant.mugs(1)))
	for range 2 {
		w.sends(w.buyer, w.merchant, raws...)
	}
	w.merchant.wants(id, machine.Disputed)
	w.wantTold(w.merchant)
	w.wantFree(2)
	w.merchant.says(id, event.Answer{Text: "Nothing came."})
	w.wantTold(w.merchant, w.buyer.ID(), w.judge.ID())
	w.wantFree(2)
}

// A buyer who takes an order back, and then says something else in the same place, brings
// it to life: it is judged then.
func TestOrdersThatComeToLifeAreJudged(t *testing.T) {
	w := newTrade(t)
	o := w.wish(w.merchant.mugs(1))
	o.Moderator = w.mallory.ID()
	first, raw := sign(t, w.buyer.Key, event.Event{Body: o})
	at := event.Event{Order: first.Order, Parents: []event.Hash{first.Hash}, Body: event.Cancel{}}
	cancel, rawCancel := sign(t, w.buyer.Key, at)
	w.sends(w.buyer, w.merchant, raw, rawCancel)
	w.merchant.wants(first.Order, machine.Cancelled)
	for i := 1; ; i++ { // the one with the lower hash counts
		at.Body = event.Noted{Amount: 1, Reference: string(rune('a' + i))}
		other, rawOther := sign(t, w.buyer.Key, at)
		if other.Hash.Compare(cancel.Hash) < 0 {
			w.sends(w.buyer, w.merchant, rawOther)
			break
		}
	}
	st := w.merchant.wants(first.Order, machine.Failed)
	if st.Ended == nil || st.Ended.Code != CodeModerator {
		t.Errorf("%+v", st.Ended)
	}
	w.wantFree(3)
}
