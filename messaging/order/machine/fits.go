package machine

import (
	"cmp"
	"slices"

	"restante/messaging/money"
	"restante/messaging/order/event"
	"restante/messaging/storefront/terms"
)

func anything(*facts, *node) Reason { return "" }

func paysOnce(f *facts, n *node) Reason {
	b := n.Body.(event.Paid)
	return cmp.Or(once(f.paidAs, b.Method, b.Reference), sums(f.paid, b.Amount))
}

func notesOnce(f *facts, n *node) Reason {
	b := n.Body.(event.Noted)
	return cmp.Or(once(f.notedAs, b.Method, b.Reference), sums(f.noted, b.Amount))
}

// once refuses what is known under a name. What has none is something else each time.
func once(known []reference, method, name string) Reason {
	return unless(name == "" || !slices.Contains(known, reference{method, name}), SamePayment)
}

func sums(a, b money.Amount) Reason {
	_, err := money.Add(a, b)
	return unless(err == nil, TooMuchMoney)
}

func refundsWhatIsHeld(f *facts, n *node) Reason {
	b := n.Body.(event.Refund)
	_, err := money.Sub(f.held(), b.Amount)
	return cmp.Or(once(f.backAs, b.Method, b.Reference), unless(err == nil, TooMuchBack), f.fitLines(b.Parts, nil))
}

// sharesAll: what is held, and what the moderator found beside it, goes to the two,
// to the unit.
func sharesAll(f *facts, n *node) Reason {
	b := n.Body.(event.Decision)
	n.refunded = f.refunded
	denied := max(f.noted-f.paid, 0)
	all, err := money.Add(b.Buyer, b.Merchant)
	return cmp.Or(unless(b.Found.Check() == nil && b.Found <= denied, NotNoted),
		unless(err == nil && all == f.held()+b.Found, WrongShares))
}

var (
	shipped   = []terms.Kind{terms.Physical}
	delivered = []terms.Kind{terms.Digital, terms.Service}
)

// maySend reports whether something is left of some kinds of goods.
func (f *facts) maySend(kinds []terms.Kind) Reason {
	if why := cmp.Or(unless(f.end() == nil, Over), f.confirmed(), unless(f.completed == nil, IsCompleted)); why != "" {
		return why
	}
	for i, l := range f.placed().Terms.Lines {
		if slices.Contains(kinds, l.Kind) && f.lines[i].Left() > 0 {
			return ""
		}
	}
	return NothingLeft
}

func shipsWhatIsLeft(f *facts, n *node) Reason {
	return f.fitLines(n.Body.(event.Ship).Parts, shipped)
}

func deliversWhatIsLeft(f *facts, n *node) Reason {
	return f.fitLines(n.Body.(event.Deliver).Parts, delivered)
}

// fitLines holds parts to what is left of their lines. Kinds are those allowed; nil
// is any.
func (f *facts) fitLines(parts []event.Part, kinds []terms.Kind) Reason {
	for _, p := range parts {
		switch {
		case int(p.Line) >= len(f.lines):
			return NoSuchLine
		case kinds != nil && !slices.Contains(kinds, f.placed().Terms.Lines[p.Line].Kind):
			return WrongLine
		case p.Quantity > f.lines[p.Line].Left():
			return TooMuchSent
		}
	}
	return ""
}

// rated is how many lines are.
func (f *facts) rated() (n int) {
	for _, r := range f.ratings {
		n += len(r.Body.(event.Rate).Scores)
	}
	return n
}

func ratesOnce(f *facts, n *node) Reason {
	for _, s := range n.Body.(event.Rate).Scores {
		if int(s.Line) >= len(f.lines) {
			return NoSuchLine
		}
		for _, r := range f.ratings {
			if slices.ContainsFunc(r.Body.(event.Rate).Scores, func(o event.Score) bool { return o.Line == s.Line }) {
				return IsRated
			}
		}
	}
	return ""
}

func repliesOnce(f *facts, n *node) Reason {
	to := n.Body.(event.Reply).Rating
	known := slices.ContainsFunc(f.ratings, func(r *node) bool { return r.Hash == to })
	return cmp.Or(unless(known, NoRating), unless(f.reply(to) == nil, IsReplied))
}

// reply is the one to a rating, or nil.
func (f *facts) reply(rating event.Hash) *node {
	for _, r := range f.replies {
		if r.Body.(event.Reply).Rating == rating {
			return r
		}
	}
	return nil
}
