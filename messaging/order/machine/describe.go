package machine

import (
	"restante/messaging/money"
	"restante/messaging/order/event"
)

// describe says in the words of a State what the facts are.
func (s *State) describe() {
	f := &s.facts
	s.Placed, s.At = f.placed(), f.order.At
	s.Stage, s.Lines = f.stage(), f.lines
	if f.confirm != nil {
		c := f.confirm.Body.(event.Confirm)
		s.Confirmed = &c
	}
	if f.completed != nil {
		s.Completed = f.completed.At
	}
	s.Ended, s.Dispute, s.Money, s.Due = f.ended(), f.dispute(), f.money(), f.due()
	s.Returns = f.returned()
	for _, r := range f.ratings {
		rating := Rating{Rate: r.Body.(event.Rate), Hash: r.Hash, At: r.At}
		if a := f.reply(r.Hash); a != nil {
			rating.Reply = a.Body.(event.Reply).Text
		}
		s.Ratings = append(s.Ratings, rating)
	}
}

func (f *facts) stage() Stage {
	switch {
	case f.decided() != nil:
		return Decided
	case f.open():
		return Disputed
	case f.end() != nil:
		return stageOf[f.end().Kind()]
	case f.completed != nil:
		return Completed
	case f.confirm == nil:
		return Placed
	case f.sentAll():
		return Shipped
	case f.sent != nil:
		return PartlyShipped
	case f.filled != nil || f.total() == 0:
		return Paid
	}
	return Confirmed
}

// stageOf is what an ending makes of an order.
var stageOf = map[event.Kind]Stage{
	event.KindFailure: Failed, event.KindDecline: Declined, event.KindUnpaid: Cancelled, event.KindCancel: Cancelled,
	event.KindRefund: Refunded,
}

func (f *facts) ended() *End {
	n := f.end()
	if n == nil {
		return nil
	}
	e := &End{Kind: n.Kind(), By: n.by, At: n.At}
	switch b := n.Body.(type) {
	case event.Failure:
		e.Code, e.Reason = b.Code, b.Reason
	case event.Decline:
		e.Reason = b.Reason
	case event.Unpaid:
		e.Reason = b.Reason
	case event.Cancel:
		e.Reason = b.Reason
	case event.Refund:
		e.Reason = b.Reason
	}
	return e
}

func (f *facts) dispute() *Dispute {
	if !f.moderated() {
		return nil
	}
	d := &Dispute{Open: f.open()}
	for _, by := range both {
		if c := f.claims[by]; c != nil {
			d.By = append(d.By, by)
			if d.Since.IsZero() || c.At.Before(d.Since) {
				d.Since = c.At
			}
		}
	}
	if f.decision != nil {
		b := f.decision.Body.(event.Decision)
		d.Decision, d.Decided = &b, f.decision.At
	}
	return d
}

func (f *facts) money() Money {
	m := Money{Total: f.total(), Noted: f.noted, Paid: f.paid, Refunded: f.refunded, Held: f.held(), Owed: f.owed()}
	if f.running() == "" {
		m.Due = max(m.Total-m.Paid, 0)
	}
	return m
}

// owed is what the merchant has to pay back. After a decision it is the buyer's share
// without what went back since, that is, unknown to the moderator.
func (f *facts) owed() money.Amount {
	switch {
	case f.decided() != nil:
		since := f.refunded - f.decision.refunded
		return max(f.decision.Body.(event.Decision).Buyer-since, 0)
	case f.end() != nil:
		return f.held()
	}
	return 0
}
