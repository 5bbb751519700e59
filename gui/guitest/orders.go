package guitest

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/delivery"
	"restante/messaging/money"
	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/storefront/terms"
)

// Orders are the orders of a world. What they come to is computed by the same rules as
// in the core.
type Orders struct {
	World   *World
	All     []*Order
	Reads   int // calls of Page
	made    uint64
	keys    map[string]event.Hash // of calls of Act
	Kept    []order.KeptFilter
	byID    map[event.ID]*Order
	Canned  map[string]string
	Desks   map[peer.ID]order.Customer // tags and notes of customers
	Matches []order.Match              // of the statement
	Refused []order.Refusal            // the operator's log, the newest first
	Serve   func(to io.Writer) error   // writes a file; nil: it is a short one
	Head    order.Head                 // of papers
	Numbers [2]uint64                  // invoices and credit notes that have one
}

// Order is one of them.
type Order struct {
	order.Page
	Events []event.Event
	of     *Orders
}

// Euro is the currency of the atelier.
var Euro = money.Currency{Code: "EUR", Decimals: 2}

// WithOrders gives a world a page for orders, with none on it.
func WithOrders(w *World) *World {
	w.Orders = &Orders{World: w, keys: map[string]event.Hash{}, byID: map[event.ID]*Order{}, Head: order.Head{Invoices: order.Series{Next: 1}, Credits: order.Series{Next: 1}}, Canned: map[string]string{}, Desks: map[peer.ID]order.Customer{}}
	return w
}

// Goods is a line of an order; sold by the piece.
func Goods(title string, quantity uint32, price money.Amount) terms.Line {
	return terms.Line{Slug: strings.ToLower(title), Title: title, Kind: terms.Physical, Quantity: quantity, Price: price}
}

// Terms add lines and a parcel up.
func Terms(parcel money.Amount, lines ...terms.Line) terms.Terms {
	t := terms.Terms{Currency: Euro, Lines: lines, ShippingTotal: parcel}
	for _, l := range lines {
		t.Items += l.Price * money.Amount(l.Quantity)
	}
	if parcel > 0 {
		t.Shipping = []terms.Shipping{{Service: "Parcel to Portugal", Price: parcel}}
	}
	t.Total = t.Items + parcel
	return t
}

// Place adds an order between two people, seen by one of them.
func (o *Orders) Place(role machine.Role, buyer, merchant, moderator peer.ID, at time.Time, t terms.Terms) *Order {
	x := &Order{of: o}
	x.Row = order.Row{Role: role, Buyer: buyer, Merchant: merchant, Moderator: moderator, Name: o.World.name(buyer), Placed: at, Currency: t.Currency, Total: t.Total}
	if role == machine.Buyer {
		x.Row.Name = o.World.name(merchant)
	}
	x.Copies, x.Came, x.Agreed = map[event.Hash][]order.Copy{}, map[event.Hash]time.Time{}, map[peer.ID]time.Time{}
	body := event.Order{Merchant: merchant, Moderator: moderator, Terms: t, Times: event.Times{Confirm: 48}}
	body.ShipTo = event.Address{Name: o.World.name(buyer), Street: "Rua da Bica 12, 3.º esq.", Postcode: "1200-054", City: "Lisboa", Country: "PT"}
	first := x.event(buyer, at, nil, body)
	x.ID = event.ID(first.Hash)
	first.Order = x.ID
	x.Events = []event.Event{first}
	x.fold()
	o.All = append(o.All, x)
	return x
}

// event makes one up; its hash says nothing but its number.
func (x *Order) event(author peer.ID, at time.Time, parents []event.Hash, b event.Body) event.Event {
	x.of.made++
	hash := sha256.Sum256(binary.BigEndian.AppendUint64([]byte("order"), x.of.made))
	return event.Event{Order: x.ID, Author: author, Parents: parents, At: at, Body: b, Hash: hash}
}

// Say adds an event; one of one's own is on its way as far as the state says.
func (x *Order) Say(by machine.Role, at time.Time, b event.Body, s delivery.State) *Order {
	author := map[machine.Role]peer.ID{machine.Buyer: x.Buyer, machine.Merchant: x.Merchant, machine.Moderator: x.Moderator}[by]
	e := x.event(author, at, x.State.Parents(), b)
	x.Events = append(x.Events, e)
	if by == x.Role {
		c := order.Copy{Peer: x.Buyer, State: s}
		if s == delivery.Stored {
			c.Held = []delivery.Holder{{Node: ID("push-oslo")}, {Node: ID("push-lima")}, {Node: ID("Kenji Watanabe")}}
		}
		x.Copies[e.Hash] = []order.Copy{c}
	}
	x.fold()
	return x
}

// fold computes what the events come to.
func (x *Order) fold() {
	x.State = machine.Fold(x.ID, x.Events)
	st, m := x.State, x.State.Money
	x.Stage, x.Title, x.Changed = st.Stage, st.Placed.Terms.Lines[0].Title, x.Events[len(x.Events)-1].At
	x.Noted, x.Paid, x.Refunded, x.Owed = m.Noted, m.Paid, m.Refunded, m.Owed
	x.Payment = order.Unpaid
	switch {
	case m.Paid >= m.Total:
		x.Payment = order.FullyPaid
	case m.Paid > 0:
		x.Payment = order.PartlyPaid
	}
	x.Due, x.Step = time.Time{}, order.Nothing
	switch st.Stage {
	case machine.Placed:
		x.Due, x.Step = st.Due.Confirm, order.ToConfirm
	case machine.Confirmed:
		x.Due, x.Step = st.Due.Pay, order.ToPay
	case machine.Paid, machine.PartlyShipped:
		x.Due, x.Step = st.Due.Ship, order.ToShip
	case machine.Shipped:
		x.Due, x.Step = st.Due.Complete, order.ToComplete
	}
}

// chosen are the orders that a filter chooses, the newest first.
func (o *Orders) chosen(f order.Filter) (all []*Order) {
	now := o.World.Loop.Now()
	for _, x := range o.All {
		role := max(f.Role, 0)
		if role == 0 {
			role = machine.Merchant
		}
		switch {
		case x.Role != role, role == machine.Moderator && !x.State.Called():
		case f.Tag != "" && !slices.Contains(x.Tags, f.Tag), f.Assignee != "" && x.Assignee != f.Assignee:
		case f.Unread && x.Unread == 0, f.Buyer != "" && x.Buyer != f.Buyer:
		case len(f.Stages) > 0 && !slices.Contains(f.Stages, x.Stage):
		case f.Overdue && (x.Due.IsZero() || !x.Due.Before(now)):
		case f.Payment != 0 && x.Payment != f.Payment:
		case !f.From.IsZero() && x.Placed.Before(f.From), !f.Until.IsZero() && !x.Placed.Before(f.Until):
		case !x.has(f.Text):
		default:
			all = append(all, x)
		}
	}
	newest(all)
	if f.Sort == order.Oldest {
		slices.Reverse(all)
	}
	return all
}

// has tells whether each word of a text begins one of the order's.
func (x *Order) has(text string) bool {
	if text == "" {
		return true
	}
	all := " " + strings.ToLower(x.ID.String()+" "+x.Name+" "+x.Title)
	for _, w := range strings.Fields(strings.ToLower(text)) {
		if !strings.Contains(all, " "+w) {
			return false
		}
	}
	return true
}

// List gives a window.
func (o *Orders) List(_ context.Context, q order.Query) (rows []order.Row, err error) {
	all := o.chosen(q.Filter)
	from := slices.IndexFunc(all, func(x *Order) bool { return x.ID == q.After }) + 1
	for _, x := range all[from:min(len(all), from+q.Limit)] {
		rows = append(rows, x.Row)
	}
	return rows, o.fails()
}

// fails gives the failure of the test.
func (o *Orders) fails() (err error) {
	err, o.World.Err = o.World.Err, nil
	return err
}

// Count counts what a filter chooses.
func (o *Orders) Count(_ context.Context, f order.Filter) (int, error) { return len(o.chosen(f)), nil }

// Counts counts by stage.
func (o *Orders) Counts(_ context.Context, role machine.Role) (order.Counts, error) {
	c := order.Counts{Stages: map[machine.Stage]int{}}
	now := o.World.Loop.Now()
	for _, x := range o.chosen(order.Filter{Role: role}) {
		c.Stages[x.Stage]++
		c.Unread += min(1, x.Unread)
		if !x.Due.IsZero() && x.Due.Before(now) {
			c.Overdue++
		}
	}
	return c, nil
}

// Page is all about an order.
func (o *Orders) Page(_ context.Context, id event.ID) (order.Page, error) {
	o.Reads++
	x := o.Find(id)
	if x == nil {
		return order.Page{}, order.ErrNoOrder
	}
	one := x.Page
	one.Allowed = x.State.Allowed(x.Role, o.World.Loop.Now())
	one.Notes = slices.Clone(x.Notes)
	one.Tags, one.Agreed = slices.Clone(x.Tags), maps.Clone(x.Agreed)
	return one, nil
}

// Find is the order of an ID, nil for none.
func (o *Orders) Find(id event.ID) *Order {
	for _, x := range o.All[len(o.byID):] {
		o.byID[x.ID] = x
	}
	return o.byID[id]
}

// WriteCSV writes the numbers of the orders.
func (o *Orders) WriteCSV(_ context.Context, w io.Writer, f order.Filter) error {
	for _, x := range o.chosen(f) {
		if _, err := io.WriteString(w, x.ID.String()+"\n"); err != nil {
			return err
		}
	}
	return o.World.call("csv")
}

// WriteFile writes a file of a delivery.
func (o *Orders) WriteFile(ctx context.Context, _ event.ID, _ event.Hash, n int, to io.Writer) error {
	if err := o.World.call("file " + strconv.Itoa(n)); err != nil {
		return err
	}
	if o.Serve == nil {
		_, err := io.WriteString(to, "a file")
		return err
	}
	return cmp.Or(o.Serve(to), ctx.Err())
}

// Refusals are the newest lines of the operator's log.
func (o *Orders) Refusals(_ context.Context, n int) ([]order.Refusal, error) {
	return slices.Clone(o.Refused[:min(n, len(o.Refused))]), nil
}

// Check compares with somebody, who agrees at once.
func (o *Orders) Check(_ context.Context, with peer.ID) error {
	if err := o.World.call("compare " + o.World.name(with)); err != nil {
		return err
	}
	for _, x := range o.All {
		if with == x.Buyer || with == x.Merchant || with == x.Moderator {
			x.Agreed[with] = o.World.Loop.Now()
		}
	}
	return nil
}
