package httpapi

import (
	"net/http"
	"strconv"

	"restante/messaging/order"
	"restante/messaging/order/event"
)

type deskForm struct {
	Tags     *[]string `json:"tags,omitempty" example:"[\"gift\"]"`
	Assignee *string   `json:"assignee,omitempty" example:"Zoë" about:"empty: nobody"`
	Note     *string   `json:"note,omitempty" example:"rang twice" about:"one more"`
	Seen     bool      `json:"seen,omitempty" example:"true" about:"nothing of it is unread any more"`
}

type againBody struct {
	orderRef
	Event  string `json:"event" example:"{event}"`
	PeerID string `json:"peerId" example:"{peerId}" about:"whom it did not reach"`
}

type invoiceReply struct {
	Number uint64 `json:"number"`
}

type firstInvoiceBody struct {
	Number uint64 `json:"number" example:"1001"`
}

type keptFilter struct {
	Name   string     `json:"name" example:"Gifts"`
	Filter filterForm `json:"filter" example:"{\"tag\":\"gift\"}"`
}

type keptReply struct {
	Name string `json:"name" example:"Thanks"`
	Text string `json:"text" example:"Thank you for your order"`
}

type nameRef struct {
	Name string `json:"name" example:"Thanks"`
}

// deskCalls answers the routes of what the operator notes for himself.
type deskCalls struct{ orders Orders }

func deskRoutes(o Orders) []route {
	a := deskCalls{o}
	return []route{
		accept("POST", "/ob/order/{orderId}", "Sets what only the operator sees: tags, assignee, notes", a.note),
		answer("DELETE", "/ob/order/{orderId}/note/{note}", "Takes a note away", a.removeNote),
		answer("POST", "/ob/order/{orderId}/invoice", "Gives an order its invoice number; the same one when it is asked again", a.invoice),
		accept("POST", "/ob/firstinvoice", "Chooses the first invoice number", a.firstInvoice),
		accept("POST", "/ob/resendordermessage", "Brings an event to somebody whom it did not reach", a.again),
		accept("POST", "/ob/checkorders", "Compares all open orders with those of somebody, now", a.check),
		answer("GET", "/ob/ordertags", "All tags that there are", a.tags),
		answer("GET", "/ob/orderfilters", "The filters that are kept", a.filters),
		accept("POST", "/ob/orderfilters", "Keeps a filter under a name", a.keepFilter),
		accept("DELETE", "/ob/orderfilters", "Forgets a filter", a.forgetFilter),
		answer("GET", "/ob/replies", "The texts for messages that are kept", a.replies),
		accept("POST", "/ob/replies", "Keeps a text under a name", a.keepReply),
		accept("DELETE", "/ob/replies", "Forgets a text", a.forgetReply),
	}
}

func (a deskCalls) note(r *http.Request, in deskForm) (done, error) {
	id, err := parseOrder(r.PathValue("orderId"))
	if err == nil && in.Tags != nil {
		err = a.orders.SetTags(r.Context(), id, *in.Tags)
	}
	if err == nil && in.Assignee != nil {
		err = a.orders.Assign(r.Context(), id, *in.Assignee)
	}
	if err == nil && in.Note != nil {
		err = a.orders.AddNote(r.Context(), id, *in.Note)
	}
	if err == nil && in.Seen {
		err = a.orders.MarkSeen(r.Context(), id)
	}
	return done{}, err
}

func (a deskCalls) removeNote(r *http.Request) (done, error) {
	id, err := parseOrder(r.PathValue("orderId"))
	if err != nil {
		return done{}, err
	}
	n, err := strconv.ParseInt(r.PathValue("note"), 10, 64)
	if err != nil {
		return done{}, bad("note must be a number")
	}
	return done{}, a.orders.RemoveNote(r.Context(), id, n)
}

func (a deskCalls) invoice(r *http.Request) (invoiceReply, error) {
	id, err := parseOrder(r.PathValue("orderId"))
	if err != nil {
		return invoiceReply{}, err
	}
	n, err := a.orders.Invoice(r.Context(), id)
	return invoiceReply{n}, err
}

func (a deskCalls) firstInvoice(r *http.Request, in firstInvoiceBody) (done, error) {
	return done{}, a.orders.FirstInvoice(r.Context(), in.Number)
}

func (a deskCalls) again(r *http.Request, in againBody) (done, error) {
	var id event.ID
	var h event.Hash
	to, err := parsePeer(in.PeerID)
	if err == nil {
		id, err = in.order()
	}
	if err == nil {
		h, err = parseEvent(in.Event)
	}
	if err != nil {
		return done{}, err
	}
	return done{}, a.orders.SendAgain(r.Context(), id, h, to)
}

func (a deskCalls) check(r *http.Request, in peerBody) (done, error) {
	p, err := parsePeer(in.PeerID)
	if err != nil {
		return done{}, err
	}
	return done{}, a.orders.Check(r.Context(), p)
}

func (a deskCalls) tags(r *http.Request) ([]string, error) {
	all, err := a.orders.Tags(r.Context())
	return texts(all), err
}

func (a deskCalls) filters(r *http.Request) ([]keptFilter, error) {
	all, err := a.orders.Filters(r.Context())
	return byName(all, func(name string, f order.Filter) keptFilter { return keptFilter{name, filterOf(f)} }), err
}

func (a deskCalls) keepFilter(r *http.Request, in keptFilter) (done, error) {
	f, err := in.Filter.filter()
	if err != nil {
		return done{}, err
	}
	return done{}, a.orders.KeepFilter(r.Context(), in.Name, f)
}

func (a deskCalls) forgetFilter(r *http.Request, in nameRef) (done, error) {
	return done{}, a.orders.ForgetFilter(r.Context(), in.Name)
}

func (a deskCalls) replies(r *http.Request) ([]keptReply, error) {
	all, err := a.orders.Replies(r.Context())
	return byName(all, func(name, text string) keptReply { return keptReply{name, text} }), err
}

func (a deskCalls) keepReply(r *http.Request, in keptReply) (done, error) {
	return done{}, a.orders.KeepReply(r.Context(), in.Name, in.Text)
}

func (a deskCalls) forgetReply(r *http.Request, in nameRef) (done, error) {
	return done{}, a.orders.ForgetReply(r.Context(), in.Name)
}
