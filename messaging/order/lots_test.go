package order

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/order/event"
	"restante/node/identity/identitytest"
)

// Tickets are made before they are anywhere; their tokens are the same after a restart.
// Those that nobody has got give their pieces back, the others keep them.
func TestLotsAreTakenBack(t *testing.T) {
	w := newTrade(t)
	m, lot := w.merchant, w.merchant.lot(time.UnixMilli(time.Now().UnixMilli()).UTC().Add(time.Hour))
	tokens, err := m.IssueTickets(ctx, lot, 2)
	must(t, err)
	m.restart()
	all, err := m.Lots(ctx)
	must(t, err)
	same := len(all[lot].Ahead) == 2
	for _, token := range all[lot].Ahead {
		same = same && slices.ContainsFunc(tokens, func(b []byte) bool { return string(b) == string(token) })
	}
	if !same || all[lot].Unused != 2 || all[lot].Back {
		t.Errorf("made: %+v", all)
	}
	must(t, m.Laid(ctx, lot))
	if all, err = m.Lots(ctx); err != nil || len(all[lot].Ahead) != 0 || all[lot].Unused != 2 {
		t.Errorf("laid: %+v, %v", all, err)
	}
	w.wantFree(1)
	must(t, m.TakenBack(ctx, lot, tokens[:1]))
	w.wantFree(2)
	if all, err = m.Lots(ctx); err != nil || all[lot].Unused != 1 || !all[lot].Back {
		t.Errorf("taken back: %+v, %v", all, err)
	}
	o := w.wish(m.mugs(1))
	o.Tickets = []event.Ticket{{Token: tokens[0], Claim: claim(t, m.ID(), w.buyer.ID(), tokens[0], m.node)}}
	_, err = w.buyer.Place(ctx, o, "")
	must(t, err)
	w.settle()
	w.wantFree(2)
}

// till hands out what it is told to, and counts how often it is asked.
type till struct {
	has   []event.Ticket
	asked int
}

func (c *till) Take(_ context.Context, _ peer.ID, _, _ string, n int) []event.Ticket {
	c.asked++
	return c.has
}

// Whoever orders asks for a ticket once for each order, and sees what is kept until when.
func TestOrderingAsksForTickets(t *testing.T) {
	w := newTrade(t)
	m, expires := w.merchant, time.UnixMilli(time.Now().UnixMilli()).UTC().Add(time.Hour)
	tokens, err := m.IssueTickets(ctx, m.lot(expires), 2)
	must(t, err)
	ticket := func(to *side, token []byte) event.Ticket {
		return event.Ticket{Token: token, Claim: claim(t, m.ID(), to.ID(), token, m.node)}
	}
	c := &till{has: []event.Ticket{ticket(w.buyer, tokens[0]), ticket(w.mallory, tokens[1])}}
	w.buyer.Counter = c
	o := w.wish(m.mugs(1))
	id, err := w.buyer.Place(ctx, o, "key")
	must(t, err)
	if again, err := w.buyer.Place(ctx, o, "key"); again != id || err != nil || c.asked != 1 {
		t.Errorf("asked %d times: %s, %v", c.asked, again, err)
	}
	if k := w.buyer.page(id).Kept; len(k) != 1 || k[0] != (Kept{0, 1, expires}) {
		t.Errorf("kept: %+v", k)
	}
	if n := len(w.buyer.page(id).State.Placed.Tickets); n != 1 {
		t.Errorf("%d tickets, one of them somebody else's", n)
	}
	w.settle()
	w.wantFree(1)
	w.merchant.says(id, event.Confirm{})
	w.settle()
	if k := w.buyer.page(id).Kept; k != nil {
		t.Errorf("after it was confirmed: %+v", k)
	}
}

// Tickets never keep an order from being placed.
func TestOrderWithoutRoomForTickets(t *testing.T) {
	w := newTrade(t)
	token, err := Ticket{Slug: "blue-mug", Variant: "blue-s", Expires: time.Now().Add(time.Hour)}.sign(w.merchant.Key)
	must(t, err)
	one := event.Ticket{Token: token, Claim: claim(t, w.merchant.ID(), w.buyer.ID(), token, identitytest.New(t))}
	w.buyer.Counter = &till{has: slices.Repeat([]event.Ticket{one}, event.MaxTickets+1)}
	o := w.wish(w.merchant.mugs(1))
	id, err := w.buyer.Place(ctx, o, "")
	must(t, err)
	if n := len(w.buyer.page(id).State.Placed.Tickets); n != 0 {
		t.Errorf("%d tickets", n)
	}
}
