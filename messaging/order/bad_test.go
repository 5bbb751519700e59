package order

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/delivery"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/node/identity"
	"restante/node/vault"
)

// sends makes somebody send events as no honest program would.
func (w *trade) sends(from, to *side, raws ...[]byte) {
	w.Helper()
	body, err := eventsToWire(raws)
	must(w, err)
	to.hears(from.ID(), body)
}

// hears takes in a body as delivery hands it over.
func (s *side) hears(from peer.ID, body []byte) {
	s.T.Helper()
	s.Update(func(tx *vault.Tx) error {
		return s.Received(tx, delivery.Incoming{Peer: from, Came: time.Now(), Body: body})
	})
}

func sign(t testing.TB, k *identity.Key, e event.Event) (event.Event, []byte) {
	t.Helper()
	if e.At.IsZero() {
		e.At = time.Now()
	}
	e, raw, err := event.Sign(k, e)
	must(t, err)
	return e, raw
}

// What the shop does not sell like that is answered with a failure that says why, and
// takes nothing from the stock.
func TestOrdersThatAreNotTaken(t *testing.T) {
	w := newTrade(t)
	for name, c := range map[string]struct {
		change func(w *trade, o *event.Order)
		code   string
	}{
		"a forged price": {func(w *trade, o *event.Order) {
			tm := &o.Terms
			tm.Lines[0].Price, tm.Discounts, tm.Taxes, tm.DiscountTotal, tm.TaxTotal = 1, nil, nil, 0, 0
			tm.Items, tm.Total = 1, 1+tm.ShippingTotal
		}, event.CodePrice},
		"another shop's version":   {func(_ *trade, o *event.Order) { o.Terms.Shop[0]++ }, event.CodeListing},
		"an unknown listing":       {func(_ *trade, o *event.Order) { o.Terms.Lines[0].Listing[0]++ }, event.CodeListing},
		"more than there is":       {func(w *trade, o *event.Order) { o.Terms = w.merchant.mugs(4) }, event.CodeStock},
		"an old price list":        {func(_ *trade, o *event.Order) { o.Terms.At = o.Terms.At.AddDate(0, -2, 0) }, event.CodeListing},
		"a moderator of one's own": {func(w *trade, o *event.Order) { o.Moderator = w.mallory.ID() }, CodeModerator},
		"times of one's own":       {func(_ *trade, o *event.Order) { o.Times.Pay = 17_000 }, event.CodeTimes},
		"a false ticket with nothing left": {func(w *trade, o *event.Order) {
			o.Terms = w.merchant.mugs(4)
			o.Tickets = []event.Ticket{{Token: []byte("token"), Claim: []byte("claim")}}
		}, event.CodeTicket},
	} {
		t.Run(name, func(t *testing.T) {
			w.TB = t
			o := w.wish(w.merchant.mugs(1))
			c.change(w, &o)
			e, raw := sign(t, w.buyer.Key, event.Event{Body: o})
			w.sends(w.buyer, w.merchant, raw)
			st := w.merchant.wants(e.Order, machine.Failed)
			if st.Ended == nil || st.Ended.Code != c.code || st.Ended.Reason == "" {
				t.Errorf("%+v, want code %s", st.Ended, c.code)
			}
			if len(w.merchant.parcels()) != 1 {
				t.Error("the buyer is not told")
			}
			w.wantFree(3)
		})
	}
}

// Nobody else moves an order, and what they try is in the operator's log.
func TestNobodyElseMovesAnOrder(t *testing.T) {
	w := newTrade(t)
	id := w.placed(1)
	first := []event.Hash{event.Hash(id)}
	body := func(raws ...[]byte) []byte { b, err := eventsToWire(raws); must(t, err); return b }
	_, foreign := sign(t, w.mallory.Key, event.Event{Order: id, Parents: first, Body: event.Cancel{}})
	_, confirm := sign(t, w.mallory.Key, event.Event{Order: id, Parents: first, Body: event.Confirm{}})
	_, own := sign(t, w.buyer.Key, event.Event{Order: id, Parents: first, Body: event.Cancel{}})
	forged := slices.Clone(own)
	forged[len(forged)-1]++
	_, elsewhere := sign(t, w.mallory.Key, event.Event{Body: event.Order{Merchant: w.buyer.ID(), Terms: w.merchant.mugs(1), ShipTo: w.wish(w.merchant.mugs(1)).ShipTo}})
	for _, c := range []struct {
		name string
		from *side
		body []byte
		why  error
	}{
		{"a third one's cancel", w.mallory, body(foreign), errNotTheirs},
		{"a third one's cancel, passed on by the buyer", w.buyer, body(foreign), machine.ErrStranger},
		{"a third one's confirm", w.buyer, body(confirm), machine.ErrStranger},
		{"the buyer's cancel, passed on by a third one", w.mallory, body(own), errNotTheirs},
		{"a forged signature", w.buyer, body(forged), event.ErrForged},
		{"somebody else's order", w.mallory, body(elsewhere), errNotMine},
		{"no events", w.buyer, nil, errWire},
		{"noise", w.buyer, []byte("\xff\xff\xff"), errWire},
		{"no event", w.buyer, body([]byte("hello")), event.ErrMalformed},
	} {
		before := len(w.merchant.whys())
		w.merchant.hears(c.from.ID(), c.body)
		w.merchant.wants(id, machine.Placed)
		whys := w.merchant.whys()
		if len(whys) != before+1 || !contains(whys[0], c.why) {
			t.Errorf("%s: %q, want %v", c.name, whys, c.why)
		}
	}
	w.same(id, w.buyer, w.merchant)
	w.wantFree(2)
}

func contains(text string, why error) bool {
	return len(text) >= len(why.Error()) && text[:len(why.Error())] == why.Error()
}

// What is void is kept and does nothing: here a merchant who ships before the order is
// confirmed, by a program that does not ask.
func TestVoidEventsDoNothing(t *testing.T) {
	w := newTrade(t)
	id := w.placed(2)
	_, raw := sign(t, w.buyer.Key, event.Event{Order: id, Parents: []event.Hash{event.Hash(id)}, Body: event.Complete{}})
	w.sends(w.buyer, w.merchant, raw)
	if st := w.merchant.wants(id, machine.Placed); len(st.Voids()) != 1 {
		t.Errorf("%d void", len(st.Voids()))
	}
	w.wantFree(1)
}

// Events that came before the order itself wait, a limited number of them, and what is
// not by anybody whom the order names is dropped then.
func TestEventsBeforeTheOrder(t *testing.T) {
	w := newTrade(t)
	first, raw := sign(t, w.buyer.Key, event.Event{Body: w.wish(w.merchant.mugs(1))})
	parents := []event.Hash{first.Hash}
	_, cancel := sign(t, w.buyer.Key, event.Event{Order: first.Order, Parents: parents, Body: event.Cancel{}})
	_, strange := sign(t, w.mallory.Key, event.Event{Order: first.Order, Parents: parents, Body: event.Cancel{}})
	w.sends(w.buyer, w.merchant, cancel)
	w.sends(w.mallory, w.merchant, strange)
	if _, err := w.merchant.Page(ctx, first.Order); !errors.Is(err, ErrNoOrder) {
		t.Errorf("without the order: %v", err)
	}
	w.merchant.Audit(Audit)
	w.sends(w.buyer, w.merchant, raw)
	st := w.merchant.wants(first.Order, machine.Cancelled)
	if len(st.Timeline) != 2 || len(st.Parked) != 0 {
		t.Errorf("%d told, %d wait", len(st.Timeline), len(st.Parked))
	}
	if n := len(w.merchant.parcels()); n != 0 {
		t.Errorf("%d answers to an order that was taken back", n)
	}
	w.wantFree(3)
}

func TestEventsOfUnknownOrdersAreLimited(t *testing.T) {
	w := newTrade(t)
	for i := range MaxUnknown + 5 {
		var id event.ID
		id[0], id[1] = 7, byte(i)
		_, raw := sign(t, w.mallory.Key, event.Event{Order: id, Parents: []event.Hash{event.Hash(id)}, Body: event.Cancel{}})
		w.sends(w.mallory, w.merchant, raw)
	}
	if n := len(w.merchant.whys()); n != 5 {
		t.Errorf("%d were refused, want 5", n)
	}
	_, raw := sign(t, w.buyer.Key, event.Event{Order: event.ID{1}, Parents: []event.Hash{{1}}, Body: event.Cancel{}})
	w.sends(w.buyer, w.merchant, raw)
	if n := len(w.merchant.whys()); n != 5 {
		t.Error("somebody used up what another one may send")
	}
}

// What cannot be ordered is refused before anything is stored.
func TestPlaceIsRefused(t *testing.T) {
	w := newTrade(t)
	good := w.wish(w.merchant.mugs(1))
	self, moderated, elsewhere, broken := good, good, good, good
	self.Merchant = w.buyer.ID()
	moderated.Moderator = w.merchant.ID()
	elsewhere.ShipTo.Country = "US"
	broken.Terms.Total++
	for name, c := range map[string]struct {
		o    event.Order
		want error
	}{"oneself": {self, ErrSelf}, "the merchant judges": {moderated, event.ErrPeople}, "elsewhere": {elsewhere, ErrAddress}} {
		if _, err := w.buyer.Place(ctx, c.o, ""); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if _, err := w.buyer.Place(ctx, broken, ""); err == nil {
		t.Error("terms that do not add up were taken")
	}
	if n := len(w.buyer.parcels()); n != 0 {
		t.Errorf("%d parcels", n)
	}
}
