package machine

import "restante/messaging/order/event"

// forget makes the facts those of nothing.
func (f *facts) forget() {
	*f = facts{lines: f.lines[:0], notedAs: f.notedAs[:0], paidAs: f.paidAs[:0], backAs: f.backAs[:0],
		ratings: f.ratings[:0], replies: f.replies[:0], returns: f.returns[:0], answers: f.answers[:0], received: f.received[:0]}
}

// apply adds an event that counts.
func (f *facts) apply(n *node) {
	switch b := n.Body.(type) {
	case event.Order:
		f.place(n, b)
	case event.Confirm:
		f.confirm = n
	case event.Failure:
		f.ends[failure] = n
	case event.Decline:
		f.ends[decline] = n
	case event.Unpaid:
		f.ends[unpaid] = n
	case event.Cancel:
		f.ends[cancel] = n
	case event.Noted:
		f.noted += b.Amount
		f.notedAs = append(f.notedAs, reference{b.Method, b.Reference})
	case event.Paid:
		f.pay(n, b)
	case event.Refund:
		f.payBack(n, b)
	case event.Ship:
		f.send(n, b.Parts)
	case event.Deliver:
		f.send(n, b.Parts)
	case event.Receive:
		f.receive(n, b)
	default:
		f.applyWords(n)
	}
}

// applyWords is apply for what moves neither goods nor money.
func (f *facts) applyWords(n *node) {
	switch n.Body.(type) {
	case event.Dispute:
		f.claims[n.by], f.called = n, true
	case event.Decision:
		f.decision = n
	case event.Complete:
		f.complete(n)
	case event.Rate:
		f.ratings = append(f.ratings, n)
	case event.Reply:
		f.replies = append(f.replies, n)
	case event.Return:
		f.returns = append(f.returns, n)
	case event.Allow, event.Refuse:
		f.answers = append(f.answers, n)
	}
}

func (f *facts) place(n *node, o event.Order) {
	f.order = n
	for _, l := range o.Terms.Lines {
		f.lines = append(f.lines, Line{Ordered: l.Quantity})
	}
}

func (f *facts) pay(n *node, b event.Paid) {
	f.paid += b.Amount
	f.paidAs = append(f.paidAs, reference{b.Method, b.Reference})
	if f.filled == nil && f.paid >= f.total() {
		f.filled = n
	}
}

func (f *facts) payBack(n *node, b event.Refund) {
	f.refunded += b.Amount
	f.backAs = append(f.backAs, reference{b.Method, b.Reference})
	for _, p := range b.Parts {
		f.lines[p.Line].Dropped += p.Quantity
	}
	if f.held() == 0 && f.ends[refund] == nil {
		f.ends[refund] = n
	}
}

func (f *facts) send(n *node, parts []event.Part) {
	for _, p := range parts {
		f.lines[p.Line].Sent += p.Quantity
	}
	f.sent = n
}

// complete also takes back a buyer's claim.
func (f *facts) complete(n *node) {
	if f.completed == nil {
		f.completed = n
	}
	if n.by == Buyer {
		f.claims[Buyer] = nil
	}
}
