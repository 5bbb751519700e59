package guitest

import (
	"context"
	"strconv"
	"time"

	"restante/messaging/delivery"
	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/order/paper"
)

// Work counts what was done for the shop.
func (o *Orders) Work(_ context.Context, from, until time.Time) (w order.Work, err error) {
	within := func(t time.Time) bool { return !t.Before(from) && t.Before(until) }
	for _, x := range o.All {
		if x.Role != machine.Merchant {
			continue
		}
		did := map[event.Kind]bool{}
		for _, e := range x.Events {
			did[e.Kind()] = did[e.Kind()] || within(e.At)
		}
		for k, n := range map[event.Kind]*int{event.KindOrder: &w.Placed, event.KindPaid: &w.Paid, event.KindShip: &w.Shipped} {
			if did[k] {
				*n++
			}
		}
	}
	return w, o.fails()
}

// Stuck are the events that nobody else has or holds.
func (o *Orders) Stuck(_ context.Context, before time.Time, n int) (all []order.Stuck, count int, err error) {
	for _, x := range o.All {
		for _, e := range x.Events {
			for _, c := range x.Copies[e.Hash] {
				if s := c.State; e.At.Before(before) && (s == delivery.Failed || s == delivery.Expired || s == delivery.Waiting || s == delivery.Queued) {
					if count++; len(all) < n {
						all = append(all, order.Stuck{Order: x.ID, Event: e.Hash, Peer: c.Peer, State: c.State, Since: e.At})
					}
				}
			}
		}
	}
	return all, count, nil
}

// Paper is a file that says which orders it is of.
func (o *Orders) Paper(_ context.Context, k paper.Kind, language string, ids []event.ID) ([]byte, error) {
	text := "%PDF " + language
	for _, id := range ids {
		text += " " + id.String()
	}
	return []byte(text), o.World.call("paper " + strconv.Itoa(int(k)))
}
