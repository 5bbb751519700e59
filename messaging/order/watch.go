package order

import (
	"slices"

	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/node/vault"
)

// Watcher hears what is said about orders, in the transaction that stores it: once of
// each event, and of none that is not kept.
type Watcher interface {
	// Said tells of events that can be told now and could not before, parents first, of
	// what the order has become by them, and what it was: Unknown if it is new. The row
	// has no name and nothing that the operator notes.
	Said(tx *vault.Tx, now Row, before machine.Stage, events []machine.Entry) error
}

// news notes that an event can be told.
func (l *log) news(h event.Hash) {
	l.told[h] = true
	l.fresh = append(l.fresh, h)
}

// tell hands on what is new in an order that is stored.
func (s *Service) tell(tx *vault.Tx, l *log) error {
	if s.Watcher == nil || len(l.fresh) == 0 {
		return nil
	}
	fresh := slices.DeleteFunc(slices.Clone(l.state.Timeline), func(e machine.Entry) bool { return !slices.Contains(l.fresh, e.Hash) })
	before := l.before
	l.fresh, l.before = nil, l.state.Stage
	return s.Watcher.Said(tx, rowOf(l), before, fresh)
}

func rowOf(l *log) Row {
	st := l.state
	due, step := next(st)
	return Row{
		ID: l.id, Role: l.role, Buyer: st.People.Buyer, Merchant: st.People.Merchant, Moderator: st.People.Moderator, Stage: st.Stage,
		Title: title(st), Pieces: uint64(pieces(st)), Currency: st.Placed.Terms.Currency, Total: st.Placed.Terms.Total,
		Noted: st.Money.Noted, Paid: st.Money.Paid, Refunded: st.Money.Refunded, Owed: st.Money.Owed, Payment: paymentOf(st.Money),
		Placed: st.At, Due: due, Step: step,
	}
}
