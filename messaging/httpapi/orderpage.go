package httpapi

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"

	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
)

func (a orderLists) page(r *http.Request) (orderReply, error) {
	id, err := parseOrder(r.PathValue("orderId"))
	if err != nil {
		return orderReply{}, err
	}
	p, err := a.orders.Page(r.Context(), id)
	if err != nil {
		return orderReply{}, err
	}
	return pageOf(p)
}

func pageOf(p order.Page) (out orderReply, err error) {
	s := p.State
	out = orderReply{
		Order: rowOf(p.Row), Terms: termsOf(s.Placed.Terms), ShipTo: addressOf(s.Placed.ShipTo), Memo: s.Placed.Memo, Contact: s.Placed.Contact,
		Fulfilment: each(s.Lines, func(l machine.Line) lineState { return lineState(l) }),
		Due:        dueForm{s.Due.Confirm.UTC(), s.Due.Pay.UTC(), s.Due.Ship.UTC(), s.Due.Complete.UTC(), s.Due.Return.UTC()}, Money: moneyOf(s.Money),
		Ended: endOf(s.Ended), Completed: s.Completed.UTC(), Dispute: disputeOf(s.Dispute), Returns: each(s.Returns, returnOf), Ratings: each(s.Ratings, ratingOf), Allowed: each(p.Allowed, event.Kind.String),
		Waiting: len(s.Parked), Forks: each(s.Forks, func(f machine.Fork) forkForm { return forkForm{f.By.String(), f.Counts.String(), f.Void.String()} }),
		Notes:   each(p.Notes, func(n order.Note) remarkForm { return remarkForm{n.ID, n.At.UTC(), n.Text} }),
		Invoice: p.Invoice, Agreed: []agreedForm{}, Short: p.Short,
		Kept:     each(p.Kept, func(k order.Kept) keptForm { return keptForm{k.Line, k.Pieces, k.Until.UTC()} }),
		Timeline: make([]eventForm, len(s.Timeline)),
	}
	if s.Confirmed != nil {
		c := confirmOf(*s.Confirmed)
		out.Confirmed = &c
	}
	for _, id := range slices.Sorted(maps.Keys(p.Agreed)) {
		out.Agreed = append(out.Agreed, agreedForm{id.String(), p.Agreed[id].UTC()})
	}
	for i, e := range s.Timeline {
		if out.Timeline[i], err = entryOf(e, p); err != nil {
			return out, err
		}
	}
	return out, nil
}

func entryOf(e machine.Entry, p order.Page) (eventForm, error) {
	body, err := json.Marshal(bodyForm(e.Body))
	return eventForm{
		Hash: e.Hash.String(), Kind: e.Kind().String(), By: e.By.String(), Timestamp: e.At.UTC(), Came: p.Came[e.Hash].UTC(),
		Void: string(e.Void), Body: body, Copies: each(p.Copies[e.Hash], copyOf),
	}, err
}

func copyOf(c order.Copy) copyForm {
	return copyForm{c.Peer.String(), string(c.State), c.Reason, holdersOf(c.Held)}
}

func moneyOf(m machine.Money) moneyForm {
	return moneyForm{units(m.Total), units(m.Noted), units(m.Paid), units(m.Refunded), units(m.Held), units(m.Due), units(m.Owed)}
}

func endOf(e *machine.End) *endForm {
	if e == nil {
		return nil
	}
	return &endForm{e.Kind.String(), e.By.String(), e.At.UTC(), e.Code, e.Reason}
}

func disputeOf(d *machine.Dispute) *disputeForm {
	if d == nil {
		return nil
	}
	out := &disputeForm{Open: d.Open, By: each(d.By, machine.Role.String), Since: d.Since.UTC(), Decided: d.Decided.UTC()}
	if d.Decision != nil {
		f := bodyForm(*d.Decision).(decisionForm)
		out.Decision = &f
	}
	return out
}
