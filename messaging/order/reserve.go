package order

import (
	"context"
	"sync"
	"time"

	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/node/vault"
)

const (
	ticketsIn  = 3 * time.Second // for all tickets of an order
	maxTickets = 20              // of one order: more would not fit an event
)

// withTickets asks for a ticket for each piece. An order that was placed before under
// this key gets none, and nor does one that would be too large with them.
func (s *Service) withTickets(ctx context.Context, o event.Order, key string, what event.Hash) (event.Order, error) {
	if s.Counter == nil || len(o.Tickets) > 0 {
		return o, nil
	}
	var found bool
	err := s.Vault.View(ctx, func(tx *vault.Tx) (err error) {
		_, found, err = answered(tx, key, what)
		return err
	})
	if found || err != nil {
		return o, err
	}
	with := o
	with.Tickets = s.askFor(ctx, o)
	if _, err := s.asked(event.Event{Body: with}); err != nil {
		return o, nil
	}
	return with, nil
}

// askFor asks for all lines at once, and believes what is a ticket for the line.
func (s *Service) askFor(ctx context.Context, o event.Order) (all []event.Ticket) {
	ctx, cancel := context.WithTimeout(ctx, ticketsIn)
	defer cancel()
	got := make([][]event.Ticket, len(o.Terms.Lines))
	var wg sync.WaitGroup
	left := uint32(maxTickets)
	for i, l := range o.Terms.Lines {
		n := min(l.Quantity, left)
		if left -= n; n > 0 {
			wg.Go(func() { got[i] = s.Counter.Take(ctx, o.Merchant, l.Slug, l.Variant, int(n)) })
		}
	}
	wg.Wait()
	for i, ts := range got {
		for _, t := range ts {
			t.Line = uint32(i)
			if _, _, ok := openTicket(s.Key.ID(), o, t); ok {
				all = append(all, t)
			}
		}
	}
	return all
}

// kept is what tickets keep for an order that its merchant has not answered.
func kept(st machine.State) (all []Kept) {
	if st.Stage != machine.Placed {
		return nil
	}
	at := make(map[uint32]int)
	for _, one := range st.Placed.Tickets {
		t, _, ok := openTicket(st.People.Buyer, st.Placed, one)
		if !ok {
			continue
		}
		i, seen := at[one.Line]
		if !seen {
			i = len(all)
			at[one.Line] = i
			all = append(all, Kept{Line: int(one.Line), Until: t.Expires})
		}
		all[i].Pieces++
		if t.Expires.Before(all[i].Until) {
			all[i].Until = t.Expires
		}
	}
	return all
}
