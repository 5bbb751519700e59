package httpapi

import (
	"bufio"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
)

// listReply is a window of orders.
type listReply struct {
	QueryCount int        `json:"queryCount" about:"orders that were asked for, in all windows"`
	Orders     []orderRow `json:"orders"`
}

type countsReply struct {
	States  map[string]int `json:"states" about:"orders in each state"`
	Overdue int            `json:"overdue"`
	Unread  int            `json:"unread"`
}

var filterParams = []param{
	{name: "state", in: "query", about: "states, with commas between them"},
	{name: "payment", in: "query", about: "unpaid, partlyPaid or paid"},
	{name: "step", in: "query", about: "toConfirm, toPay, toShip or toComplete"},
	{name: "overdue", in: "query", about: "true: what should have been done"},
	{name: "owing", in: "query", about: "true: money has to go back"},
	{name: "unread", in: "query", about: "true: with news"},
	{name: "buyerId", in: "query"},
	{name: "tag", in: "query"},
	{name: "assignee", in: "query"},
	{name: "from", in: "query", about: "placed at this time or later, RFC 3339"},
	{name: "until", in: "query", about: "placed before"},
	{name: "search", in: "query", about: "beginnings of words"},
}

var windowParams = append([]param{
	{name: "sort", in: "query", about: "newest, changes, urgent or largest"},
	{name: "limit", in: "query", integer: true, about: "at most 500; 50 by default"},
	{name: "offsetId", in: "query", about: "the last order of the window before"},
}, filterParams...)

var roleParam = param{name: "role", in: "query", about: "one's own: buyer, merchant or moderator; merchant by default"}

// orderLists answers the routes of lists of orders.
type orderLists struct{ orders Orders }

func orderListRoutes(o Orders) []route {
	a := orderLists{o}
	return []route{
		answer("GET", "/ob/sales", "The orders that one's shop got", a.list(machine.Merchant)).with(windowParams...),
		answer("GET", "/ob/purchases", "The orders that one placed", a.list(machine.Buyer)).with(windowParams...),
		answer("GET", "/ob/cases", "The orders that one has to judge", a.list(machine.Moderator)).with(windowParams...),
		answer("GET", "/ob/order/{orderId}", "All about one order", a.page),
		answer("GET", "/ob/order/{orderId}/events", "Its events as their authors signed them, parents first: proof for whoever keeps books", a.raw),
		{method: "GET", path: "/ob/order/{orderId}/file/{event}/{n}", summary: "A file that was handed over, from 0; it comes from the shop or its mirrors", replyMedia: fileMedia, handle: a.file},
		answer("GET", "/ob/ordercounts", "How many orders there are in each state", a.counts).with(roleParam),
		route{method: "GET", path: "/ob/exportorders", summary: "Orders as a table", replyMedia: csvMedia, handle: a.table}.
			with(append([]param{roleParam}, filterParams...)...),
	}
}

func (a orderLists) list(role machine.Role) func(*http.Request) (listReply, error) {
	return func(r *http.Request) (out listReply, err error) {
		q, err := orderQuery(r)
		if err != nil {
			return out, err
		}
		q.Role = role
		rows, err := a.orders.List(r.Context(), q)
		if err != nil {
			return out, err
		}
		out.Orders = each(rows, rowOf)
		out.QueryCount, err = a.orders.Count(r.Context(), q.Filter)
		return out, err
	}
}

// orderQuery reads which orders are wanted.
func orderQuery(r *http.Request) (q order.Query, err error) {
	if q.Filter, err = orderFilter(r); err != nil {
		return q, err
	}
	v := r.URL.Query()
	if q.Limit, err = parseNumber(v.Get("limit"), "limit", order.MaxPage); err != nil {
		return q, err
	}
	if after := v.Get("offsetId"); after != "" {
		q.After, err = parseOrder(after)
	}
	return q, err
}

func orderFilter(r *http.Request) (f order.Filter, err error) {
	v := r.URL.Query()
	form := filterForm{
		Role: v.Get("role"), Payment: v.Get("payment"), Step: v.Get("step"), BuyerID: v.Get("buyerId"),
		Tag: v.Get("tag"), Assignee: v.Get("assignee"), Search: v.Get("search"), Sort: v.Get("sort"),
	}
	if !utf8.ValidString(form.Tag + form.Assignee + form.Search) {
		return f, bad("the query is not valid UTF-8")
	}
	if s := v.Get("state"); s != "" {
		form.States = strings.Split(s, ",")
	}
	for name, flag := range map[string]*bool{"overdue": &form.Overdue, "owing": &form.Owing, "unread": &form.Unread} {
		if *flag, err = parseFlag(r, name); err != nil {
			return f, err
		}
	}
	for name, at := range map[string]*time.Time{"from": &form.From, "until": &form.Until} {
		if *at, err = parseTime(v.Get(name), name); err != nil {
			return f, err
		}
	}
	return form.filter()
}

// parseTime reads a time; none is zero.
func parseTime(s, name string) (t time.Time, err error) {
	if s == "" {
		return t, nil
	}
	if t, err = time.Parse(time.RFC3339, s); err != nil {
		err = bad(name + " must be a time such as 2026-11-22T09:30:00Z")
	}
	return t, err
}

func parseOrder(s string) (event.ID, error) {
	id, err := event.ParseID(s)
	if err != nil {
		return id, bad("orderId is not the ID of an order")
	}
	return id, nil
}

type rawReply struct {
	Events [][]byte `json:"events"`
}

func (a orderLists) raw(r *http.Request) (rawReply, error) {
	id, err := parseOrder(r.PathValue("orderId"))
	if err != nil {
		return rawReply{}, err
	}
	all, err := a.orders.Raw(r.Context(), id)
	return rawReply{append([][]byte{}, all...)}, err
}

func (a orderLists) counts(r *http.Request) (out countsReply, err error) {
	role, err := roleWords.parse(r.URL.Query().Get("role"))
	if err != nil {
		return out, err
	}
	if role == 0 {
		role = machine.Merchant
	}
	c, err := a.orders.Counts(r.Context(), role)
	out = countsReply{make(map[string]int), c.Overdue, c.Unread}
	for s, n := range c.Stages {
		out.States[stages.text(s)] = n
	}
	return out, err
}

func (a orderLists) table(w http.ResponseWriter, r *http.Request) error {
	f, err := orderFilter(r)
	if err != nil {
		return err
	}
	return download(w, csvMedia, "orders.csv", func(to *bufio.Writer) error { return a.orders.WriteCSV(r.Context(), to, f) })
}
