package httpapi

import (
	"context"
	"io"
	"strings"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/delivery"
	"restante/messaging/money"
	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/order/paper"
	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/terms"
)

var (
	euro      = money.Currency{Code: "EUR", Decimals: 2}
	orderID   = event.ID{7}
	eventHash = event.Hash{8}
)

// ledger stands in for the orders: there is one, of a mug and a font.
type ledger struct{ *core }

func (ledger) row() order.Row {
	return order.Row{
		ID: orderID, Role: machine.Merchant, Buyer: bob, Merchant: self, Name: "Bob", Stage: machine.PartlyShipped, Title: "Mug", Pieces: 3,
		Currency: euro, Total: 5000, Noted: 5000, Paid: 4000, Refunded: 100, Owed: 50, Payment: order.PartlyPaid, Placed: noon, Changed: noon,
		Due: noon, Step: order.ToShip, Unread: 2, Tags: []string{"gift"}, Assignee: "Zoë",
	}
}

func (l ledger) List(_ context.Context, q order.Query) ([]order.Row, error) {
	return []order.Row{l.row()}, l.call("List", q)
}
func (l ledger) Count(context.Context, order.Filter) (int, error) { return 31, nil }
func (l ledger) Counts(_ context.Context, role machine.Role) (order.Counts, error) {
	return order.Counts{Stages: map[machine.Stage]int{machine.PartlyShipped: 2}, Overdue: 1, Unread: 3}, l.call("Counts", role)
}
func (l ledger) WriteCSV(_ context.Context, w io.Writer, f order.Filter) error {
	if err := l.call("WriteCSV", f); err != nil {
		return err
	}
	_, err := io.WriteString(w, "order\n")
	return err
}
func (l ledger) Raw(_ context.Context, id event.ID) ([][]byte, error) {
	return [][]byte{{1, 2, 3}}, l.call("Raw", id)
}

func (l ledger) OpenFile(_ context.Context, id event.ID, h event.Hash, n int) (string, io.ReadCloser, error) {
	return "a.pdf", io.NopCloser(strings.NewReader("pdf")), l.call("OpenFile", id, h, n)
}

func (l ledger) Page(_ context.Context, id event.ID) (order.Page, error) {
	t := terms.Terms{Currency: euro, Lines: []terms.Line{{Kind: listing.Physical, Title: "Mug", Quantity: 3}, {Kind: listing.Digital, Title: "Font", Quantity: 1}}}
	ship := event.Event{Author: self, At: noon, Hash: eventHash, Body: event.Ship{Parts: []event.Part{{Quantity: 1}}, Carrier: "DHL"}}
	return order.Page{
		Row: l.row(), Allowed: []event.Kind{event.KindShip, event.KindMessage}, Invoice: 1001, Kept: []order.Kept{{Line: 1, Pieces: 2, Until: noon}}, Short: true,
		Copies: map[event.Hash][]order.Copy{eventHash: {{Peer: bob, State: delivery.Stored, Held: []delivery.Holder{{Node: node, Expires: noon}}}}},
		Came:   map[event.Hash]time.Time{eventHash: noon}, Notes: []order.Note{{ID: 5, At: noon, Text: "rang"}}, Agreed: map[peer.ID]time.Time{bob: noon},
		State: machine.State{
			Placed:   event.Order{Merchant: self, Terms: t, ShipTo: event.Address{Name: "Bob", Street: "Hill 1", Country: "DE"}, Memo: "ring twice"},
			Lines:    []machine.Line{{Ordered: 3, Sent: 1}, {Ordered: 1}},
			Timeline: []machine.Entry{{Event: ship, By: machine.Merchant, Void: machine.NotConfirmed}},
			Dispute:  &machine.Dispute{By: []machine.Role{machine.Buyer}, Since: noon, Decision: &event.Decision{Buyer: 10, Merchant: 20, Text: "So."}},
			Ended:    &machine.End{Kind: event.KindRefund, By: machine.Merchant, At: noon, Reason: "sold out"},
		},
	}, l.call("Page", id)
}

func (l ledger) Place(_ context.Context, o event.Order, key string) (event.ID, error) {
	return orderID, l.call("Place", o, key)
}
func (l ledger) Act(_ context.Context, id event.ID, b event.Body, key string) (event.Hash, error) {
	return eventHash, l.call("Act", id, b, key)
}
func (l ledger) SendAgain(_ context.Context, id event.ID, h event.Hash, to peer.ID) error {
	return l.call("SendAgain", id, h, to)
}
func (l ledger) Check(_ context.Context, with peer.ID) error { return l.call("Check", with) }

func (l ledger) Patience(context.Context) (time.Duration, error) {
	return 7 * 24 * time.Hour, l.call("Patience")
}
func (l ledger) SetPatience(_ context.Context, after time.Duration) error {
	return l.call("SetPatience", after)
}

func (l ledger) SetTags(_ context.Context, id event.ID, tags []string) error {
	return l.call("SetTags", id, tags)
}
func (l ledger) Assign(_ context.Context, id event.ID, name string) error {
	return l.call("Assign", id, name)
}
func (l ledger) AddNote(_ context.Context, id event.ID, text string) error {
	return l.call("AddNote", id, text)
}
func (l ledger) RemoveNote(_ context.Context, id event.ID, note int64) error {
	return l.call("RemoveNote", id, note)
}
func (l ledger) MarkSeen(_ context.Context, id event.ID) error { return l.call("MarkSeen", id) }
func (l ledger) Tags(context.Context) ([]string, error)        { return []string{"gift"}, l.call("Tags") }
func (l ledger) Invoice(_ context.Context, id event.ID) (uint64, error) {
	return 1001, l.call("Invoice", id)
}
func (l ledger) FirstInvoice(_ context.Context, n uint64) error { return l.call("FirstInvoice", n) }

func (l ledger) Paper(_ context.Context, k paper.Kind, language string, ids []event.ID) ([]byte, error) {
	return []byte("%PDF"), l.call("Paper", k, language, ids)
}
func (l ledger) MatchStatement(_ context.Context, csv io.Reader) ([]order.Match, error) {
	b, _ := io.ReadAll(csv)
	m := order.Match{Row: 2, When: noon, Amount: 300, Currency: "EUR", Text: "Bob", Order: orderID, Sure: true, Why: order.ByReference, Due: 300, Reference: "2026-11-21 ab"}
	return []order.Match{m, {Row: 3, When: noon, Why: order.NothingFits}}, l.call("MatchStatement", string(b))
}
func (l ledger) PaperHead(context.Context) (order.Head, error) { return head, l.call("PaperHead") }
func (l ledger) SetPaperHead(_ context.Context, h order.Head) error {
	return l.call("SetPaperHead", h)
}

var head = order.Head{
	Seller:   paper.Seller{Name: "Norte", Address: "Porto", TaxID: "PT 1", Terms: "soon", Footer: "IBAN"},
	Invoices: order.Series{Prefix: "N-", Next: 7}, Credits: order.Series{Prefix: "C-", Next: 8},
}

func (l ledger) Filters(context.Context) (map[string]order.Filter, error) {
	f := order.Filter{Role: machine.Buyer, Stages: []machine.Stage{machine.Disputed}, Tag: "gift", From: noon}
	return map[string]order.Filter{"Gifts": f}, l.call("Filters")
}
func (l ledger) KeepFilter(_ context.Context, name string, f order.Filter) error {
	return l.call("KeepFilter", name, f)
}
func (l ledger) ForgetFilter(_ context.Context, name string) error {
	return l.call("ForgetFilter", name)
}
func (l ledger) Replies(context.Context) (map[string]string, error) {
	return map[string]string{"b": "2", "a": "1"}, l.call("Replies")
}
func (l ledger) KeepReply(_ context.Context, name, text string) error {
	return l.call("KeepReply", name, text)
}
func (l ledger) ForgetReply(_ context.Context, name string) error { return l.call("ForgetReply", name) }

func (l ledger) Sales(_ context.Context, from, until time.Time) ([]order.Sales, error) {
	return []order.Sales{{
		Currency: euro, Orders: 2, Revenue: 300, Average: 150, Days: []order.Day{{Date: "2026-11-22", Orders: 2, Revenue: 300}},
		Top: []order.Product{{Slug: "blue-mug", Title: "Mug", Pieces: 3, Amount: 300}},
	}}, l.call("Sales", from, until)
}
func (l ledger) Customers(_ context.Context, q order.CustomerQuery) ([]order.Customer, error) {
	return []order.Customer{{Peer: bob, Name: "Bob", Orders: 2, Open: 1, First: noon, Last: noon, Spent: []order.Sum{{Currency: euro, Amount: 300}}}},
		l.call("Customers", q)
}
func (l ledger) Customer(_ context.Context, p peer.ID) (order.Customer, error) {
	return order.Customer{Peer: p, Name: "Bob"}, l.call("Customer", p)
}
func (l ledger) Refusals(_ context.Context, n int) ([]order.Refusal, error) {
	return []order.Refusal{{At: noon, From: bob, Order: orderID, Kind: event.KindPaid, Why: "forged"}}, l.call("Refusals", n)
}
