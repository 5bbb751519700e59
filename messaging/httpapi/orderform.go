package httpapi

import (
	"strings"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/order"
	"restante/messaging/order/machine"
)

var (
	roleWords = words[machine.Role]{"role", map[string]machine.Role{
		"buyer": machine.Buyer, "merchant": machine.Merchant, "moderator": machine.Moderator,
	}}
	stages   = words[machine.Stage]{"state", stageWords()}
	payments = words[order.Payment]{"payment", map[string]order.Payment{
		"unpaid": order.Unpaid, "partlyPaid": order.PartlyPaid, "paid": order.FullyPaid,
	}}
	steps = words[order.Step]{"step", map[string]order.Step{
		"nothing": order.Nothing, "toConfirm": order.ToConfirm, "toPay": order.ToPay, "toShip": order.ToShip, "toComplete": order.ToComplete,
		"toAnswer": order.ToAnswer,
	}}
	sorts = words[order.Sort]{"sort", map[string]order.Sort{
		"newest": order.Newest, "changes": order.Changes, "urgent": order.Urgent, "largest": order.Largest,
	}}
)

func stageWords() map[string]machine.Stage {
	all := make(map[string]machine.Stage)
	for s := machine.Placed; s <= machine.Failed; s++ {
		all[camel(s.String())] = s
	}
	return all
}

// camel makes one word of several.
func camel(text string) string {
	parts := strings.Fields(text)
	for i, p := range parts[min(1, len(parts)):] {
		parts[i+1] = strings.ToUpper(p[:1]) + p[1:]
	}
	return strings.Join(parts, "")
}

// orderRow is an order in a list.
type orderRow struct {
	OrderID      string       `json:"orderId"`
	Role         string       `json:"role" about:"one's own: buyer, merchant or moderator"`
	BuyerID      string       `json:"buyerId"`
	VendorID     string       `json:"vendorId"`
	ModeratorID  string       `json:"moderatorId,omitempty"`
	Name         string       `json:"name" about:"of the buyer; in one's purchases of the merchant"`
	State        string       `json:"state" about:"placed, confirmed, paid, partlyShipped, shipped, completed, cancelled, declined, refunded, disputed, decided or failed"`
	Step         string       `json:"step" about:"what has to be done next: nothing, toConfirm, toPay, toShip, toComplete or toAnswer (a return)"`
	Payment      string       `json:"payment" about:"unpaid, partlyPaid or paid"`
	Title        string       `json:"title"`
	Pieces       uint64       `json:"pieces"`
	Currency     currencyForm `json:"currency"`
	Total        units        `json:"total"`
	Noted        units        `json:"noted" about:"what the buyer says to have paid"`
	Paid         units        `json:"paid"`
	Refunded     units        `json:"refunded"`
	Owed         units        `json:"owed" about:"what the merchant has to pay back"`
	Timestamp    time.Time    `json:"timestamp" about:"when it was placed"`
	LastModified time.Time    `json:"lastModified"`
	Due          time.Time    `json:"due,omitzero"`
	Unread       int          `json:"unread" about:"events that nobody has looked at"`
	Tags         []string     `json:"tags"`
	Assignee     string       `json:"assignee,omitempty"`
}

func rowOf(r order.Row) orderRow {
	return orderRow{
		OrderID: r.ID.String(), Role: r.Role.String(), BuyerID: r.Buyer.String(), VendorID: r.Merchant.String(), ModeratorID: peerText(r.Moderator),
		Name: r.Name, State: stages.text(r.Stage), Step: steps.text(r.Step), Payment: payments.text(r.Payment), Title: r.Title, Pieces: r.Pieces,
		Currency: currencyOf(r.Currency), Total: units(r.Total), Noted: units(r.Noted), Paid: units(r.Paid), Refunded: units(r.Refunded),
		Owed: units(r.Owed), Timestamp: r.Placed.UTC(), LastModified: r.Changed.UTC(), Due: r.Due.UTC(), Unread: r.Unread,
		Tags: texts(r.Tags), Assignee: r.Assignee,
	}
}

// peerText is "" for nobody.
func peerText(p peer.ID) string {
	if p == "" {
		return ""
	}
	return p.String()
}

// filterForm chooses orders.
type filterForm struct {
	Role     string    `json:"role,omitempty" about:"one's own; merchant by default"`
	States   []string  `json:"states,omitempty"`
	Payment  string    `json:"payment,omitempty"`
	Step     string    `json:"step,omitempty"`
	Overdue  bool      `json:"overdue,omitempty"`
	Owing    bool      `json:"owing,omitempty"`
	Unread   bool      `json:"unread,omitempty"`
	BuyerID  string    `json:"buyerId,omitempty"`
	Tag      string    `json:"tag,omitempty"`
	Assignee string    `json:"assignee,omitempty"`
	From     time.Time `json:"from,omitzero"`
	Until    time.Time `json:"until,omitzero"`
	Search   string    `json:"search,omitempty"`
	Sort     string    `json:"sort,omitempty"`
}

func (f filterForm) filter() (order.Filter, error) {
	var r reading
	out := order.Filter{
		Role: value(&r, roleWords, f.Role), Payment: value(&r, payments, f.Payment), Step: value(&r, steps, f.Step),
		Stages:  some(f.States, r.stage),
		Overdue: f.Overdue, Owing: f.Owing, Unread: f.Unread, Tag: f.Tag, Assignee: f.Assignee,
		From: f.From, Until: f.Until, Text: f.Search, Sort: value(&r, sorts, f.Sort),
	}
	if f.BuyerID != "" {
		out.Buyer = r.peer(f.BuyerID)
	}
	return out, r.err
}

// stage reads a state; none is not one.
func (r *reading) stage(s string) machine.Stage {
	if s == "" {
		r.must(bad("a state is empty"))
	}
	return value(r, stages, s)
}

func filterOf(f order.Filter) filterForm {
	return filterForm{
		Role: roleWords.text(f.Role), States: each(f.Stages, stages.text), Payment: payments.text(f.Payment), Step: steps.text(f.Step),
		Overdue: f.Overdue, Owing: f.Owing, Unread: f.Unread, BuyerID: peerText(f.Buyer), Tag: f.Tag, Assignee: f.Assignee,
		From: f.From.UTC(), Until: f.Until.UTC(), Search: f.Text, Sort: sorts.text(f.Sort),
	}
}
