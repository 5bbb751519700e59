package httpapi

import (
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/order"
	"restante/messaging/order/event"
)

type sumForm struct {
	Currency currencyForm `json:"currency"`
	Amount   units        `json:"amount"`
}

type customerForm struct {
	PeerID string    `json:"peerId"`
	Name   string    `json:"name"`
	Orders int       `json:"orders"`
	Open   int       `json:"open" about:"of them, not over"`
	First  time.Time `json:"first"`
	Last   time.Time `json:"last"`
	Spent  []sumForm `json:"spent" about:"paid and not paid back"`
}

type salesForm struct {
	Currency currencyForm  `json:"currency"`
	Orders   int           `json:"orders" about:"of which something is paid"`
	Revenue  units         `json:"revenue" about:"paid and not paid back"`
	Average  units         `json:"average" about:"of an order"`
	Days     []salesDay    `json:"days"`
	Top      []productForm `json:"top" about:"at most ten, the highest amount first"`
}

type salesDay struct {
	Date    string `json:"date" about:"YYYY-MM-DD"`
	Orders  int    `json:"orders"`
	Revenue units  `json:"revenue"`
}

type productForm struct {
	Slug   string `json:"slug"`
	Title  string `json:"title"`
	Pieces uint64 `json:"pieces"`
	Amount units  `json:"amount"`
}

type refusalForm struct {
	Timestamp time.Time `json:"timestamp"`
	PeerID    string    `json:"peerId"`
	OrderID   string    `json:"orderId,omitempty"`
	Kind      string    `json:"kind,omitempty"`
	Reason    string    `json:"reason"`
}

// figureCalls answers the routes of what comes of all orders.
type figureCalls struct{ orders Orders }

func figureRoutes(o Orders) []route {
	a := figureCalls{o}
	limit := param{name: "limit", in: "query", integer: true, about: "at most 500; 50 by default"}
	return []route{
		answer("GET", "/ob/salesfigures", "What was sold, by currency", a.sales).with(
			param{name: "from", in: "query", about: "RFC 3339; the days are those of its zone; 30 days ago by default"},
			param{name: "until", in: "query", about: "now by default"}),
		answer("GET", "/ob/customers", "Who ordered, who did so last first", a.customers).with(
			limit, param{name: "search", in: "query", about: "the beginnings of words of their orders, or what their tags and notes have"}, param{name: "offsetId", in: "query", about: "the last person of the window before"}),
		answer("GET", "/ob/customers/{peerId}", "One of them", a.customer),
		answer("GET", "/ob/refusedevents", "What others sent that could not be taken, the newest first", a.refusals).with(limit),
	}
}

func (a figureCalls) sales(r *http.Request) ([]salesForm, error) {
	v, now := r.URL.Query(), time.Now()
	from, err := parseTime(v.Get("from"), "from")
	if err != nil {
		return nil, err
	}
	until, err := parseTime(v.Get("until"), "until")
	if err != nil {
		return nil, err
	}
	if from.IsZero() {
		from = now.AddDate(0, 0, -30)
	}
	if until.IsZero() {
		until = now
	}
	all, err := a.orders.Sales(r.Context(), from, until)
	return each(all, salesOf), err
}

func salesOf(s order.Sales) salesForm {
	return salesForm{
		Currency: currencyOf(s.Currency), Orders: s.Orders, Revenue: units(s.Revenue), Average: units(s.Average),
		Days: each(s.Days, func(d order.Day) salesDay { return salesDay{d.Date, d.Orders, units(d.Revenue)} }),
		Top:  each(s.Top, func(p order.Product) productForm { return productForm{p.Slug, p.Title, p.Pieces, units(p.Amount)} }),
	}
}

func (a figureCalls) customers(r *http.Request) ([]customerForm, error) {
	v := r.URL.Query()
	limit, err := usualNumber(v.Get("limit"))
	if err != nil {
		return nil, err
	}
	var after peer.ID
	if s := v.Get("offsetId"); s != "" {
		if after, err = parsePeer(s); err != nil {
			return nil, err
		}
	}
	all, err := a.orders.Customers(r.Context(), order.CustomerQuery{Text: v.Get("search"), After: after, Limit: limit})
	return each(all, customerOf), err
}

const usualWindow = 50

// usualNumber reads a limit.
func usualNumber(s string) (int, error) {
	n, err := parseNumber(s, "limit", order.MaxPage)
	if n == 0 {
		n = usualWindow
	}
	return n, err
}

func customerOf(c order.Customer) customerForm {
	return customerForm{c.Peer.String(), c.Name, c.Orders, c.Open, c.First.UTC(), c.Last.UTC(), each(c.Spent, func(s order.Sum) sumForm {
		return sumForm{currencyOf(s.Currency), units(s.Amount)}
	})}
}

func (a figureCalls) customer(r *http.Request) (customerForm, error) {
	p, err := pathPeer(r)
	if err != nil {
		return customerForm{}, err
	}
	c, err := a.orders.Customer(r.Context(), p)
	return customerOf(c), err
}

func (a figureCalls) refusals(r *http.Request) ([]refusalForm, error) {
	n, err := usualNumber(r.URL.Query().Get("limit"))
	if err != nil {
		return nil, err
	}
	all, err := a.orders.Refusals(r.Context(), n)
	return each(all, refusalOf), err
}

func refusalOf(f order.Refusal) refusalForm {
	out := refusalForm{Timestamp: f.At.UTC(), PeerID: peerText(f.From), Reason: f.Why}
	if f.Order != (event.ID{}) {
		out.OrderID = f.Order.String()
	}
	if f.Kind != 0 {
		out.Kind = f.Kind.String()
	}
	return out
}

// byName lists what is kept under names, in their order.
func byName[T, Out any](all map[string]T, f func(string, T) Out) []Out {
	return each(slices.Sorted(maps.Keys(all)), func(name string) Out { return f(name, all[name]) })
}
