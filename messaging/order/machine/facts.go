package machine

import (
	"cmp"

	"restante/messaging/money"
	"restante/messaging/order/event"
)

// facts is what some events come to, as far as the rules ask for it. It is the same
// whichever of two events comes first that do not know of each other.
type facts struct {
	order *node
	lines []Line

	confirm   *node
	ends      [endings]*node
	completed *node
	sent      *node // the last one
	filled    *node // the payment that made it enough

	noted, paid, refunded   money.Amount
	notedAs, paidAs, backAs []reference
	called                  bool // the moderator was, at some time
	claims                  [roles]*node
	decision                *node
	ratings, replies        []*node

	returns, answers, received []*node // the answers are to returns
}

// How an order ends before it is done. What is said of it is the first of those that
// there are.
const (
	failure = iota
	decline
	unpaid
	cancel
	refund
	endings
)

// reference is what a payment is known by.
type reference struct{ method, name string }

func (f *facts) placed() event.Order { return f.order.Body.(event.Order) }

func (f *facts) total() money.Amount { return f.placed().Terms.Total }

func (f *facts) held() money.Amount { return f.paid - f.refunded }

// end is how the order ended, or nil. A confirmation is stronger than a cancel by a buyer
// who did not know of it.
func (f *facts) end() *node {
	for i, n := range f.ends {
		if n != nil && (i != cancel || f.confirm == nil) {
			return n
		}
	}
	return nil
}

// open reports whether a claim stands that nobody has decided about. Where all that
// was ever said to be paid has gone back there is nothing to decide.
func (f *facts) open() bool {
	claimed := f.claims[Buyer] != nil || f.claims[Merchant] != nil
	return claimed && f.moderated() && f.decision == nil && !f.settled()
}

// moderated reports whether the moderator takes part. In an order that the merchant's
// program could not take nobody does whom the buyer alone has named.
func (f *facts) moderated() bool { return f.called && f.ends[failure] == nil }

// decided is the decision, unless the order had failed when it was made.
func (f *facts) decided() *node {
	if f.ends[failure] != nil {
		return nil
	}
	return f.decision
}

func (f *facts) settled() bool { return f.paid > 0 && f.held() == 0 && f.noted <= f.paid }

// sentAll reports whether nothing is left to be sent.
func (f *facts) sentAll() bool {
	for _, l := range f.lines {
		if l.Left() > 0 {
			return false
		}
	}
	return true
}

// unless is the reason why something is refused, if it does not hold.
func unless(holds bool, why Reason) Reason {
	if holds {
		return ""
	}
	return why
}

func (f *facts) accepted() Reason    { return unless(f.ends[failure] == nil, NotTaken) }
func (f *facts) confirmed() Reason   { return unless(f.confirm != nil, NotConfirmed) }
func (f *facts) unconfirmed() Reason { return unless(f.confirm == nil, IsConfirmed) }
func (f *facts) undecided() Reason   { return unless(f.decision == nil, IsDecided) }
func (f *facts) quiet() Reason       { return unless(!f.open(), InDispute) }

// running: it has not come to an end of any sort.
func (f *facts) running() Reason {
	return cmp.Or(unless(f.end() == nil, Over), f.undecided(), unless(f.completed == nil, IsCompleted))
}
