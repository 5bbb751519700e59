package guitest

import (
	"context"
	"io"
	"slices"
	"strings"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/order"
	"restante/messaging/order/machine"
)

// Customers are those who ordered in one's shop, who ordered last first.
func (o *Orders) Customers(_ context.Context, q order.CustomerQuery) (all []order.Customer, err error) {
	seen := map[peer.ID]bool{}
	for _, x := range o.byAge() {
		if x.Role == machine.Merchant && !seen[x.Buyer] {
			seen[x.Buyer] = true
			if c := o.customer(x.Buyer); strings.Contains(strings.ToLower(c.Name), strings.ToLower(q.Text)) {
				all = append(all, c)
			}
		}
	}
	from := slices.IndexFunc(all, func(c order.Customer) bool { return c.Peer == q.After }) + 1
	return all[from:min(len(all), from+q.Limit)], o.fails()
}

// Customer is one of them.
func (o *Orders) Customer(_ context.Context, p peer.ID) (order.Customer, error) {
	return o.customer(p), o.fails()
}

func (o *Orders) customer(p peer.ID) order.Customer {
	c := order.Customer{Peer: p, Name: o.World.name(p), Tags: o.Desks[p].Tags, Notes: slices.Clone(o.Desks[p].Notes)}
	sum := order.Sum{Currency: Euro}
	for _, x := range o.byAge() {
		if x.Role != machine.Merchant || x.Buyer != p {
			continue
		}
		if c.Orders++; c.Orders == 1 {
			c.Last = x.Placed
		}
		if !x.Stage.Over() {
			c.Open++
		}
		c.First = x.Placed
		sum.Amount += x.Paid - x.Refunded
	}
	if c.Orders > 0 {
		c.Spent = []order.Sum{sum}
	}
	return c
}

// TagCustomer gives a customer tags.
func (o *Orders) TagCustomer(_ context.Context, p peer.ID, tags []string) error {
	d := o.Desks[p]
	d.Tags = tags
	o.Desks[p] = d
	return o.World.call("tag customer")
}

// NoteCustomer writes a remark down.
func (o *Orders) NoteCustomer(_ context.Context, p peer.ID, text string) error {
	d := o.Desks[p]
	d.Notes = append(d.Notes, order.Note{ID: int64(len(d.Notes) + 1), At: o.World.Loop.Now(), Text: text})
	o.Desks[p] = d
	return o.World.call("note customer")
}

// ForgetCustomerNote takes one away.
func (o *Orders) ForgetCustomerNote(_ context.Context, p peer.ID, note int64) error {
	d := o.Desks[p]
	d.Notes = slices.DeleteFunc(d.Notes, func(n order.Note) bool { return n.ID == note })
	o.Desks[p] = d
	return o.World.call("forget customer note")
}

// MatchStatement gives the payments that the test put there.
func (o *Orders) MatchStatement(_ context.Context, r io.Reader) ([]order.Match, error) {
	if _, err := io.ReadAll(r); err != nil {
		return nil, err
	}
	return o.Matches, o.World.call("statement")
}
