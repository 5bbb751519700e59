package httpapi

import (
	"bytes"
	"net/http"
	"reflect"
	"time"

	"restante/messaging/order"
	"restante/messaging/order/carrier"
	"restante/messaging/order/event"
	"restante/messaging/order/paper"
	"restante/messaging/order/statement"
)

const pdfMedia = "application/pdf"

type paperBody struct {
	OrderIDs []string `json:"orderIds" example:"[\"{orderId}\"]" about:"at most 500"`
	Language string   `json:"language,omitempty" example:"de" about:"en, de or ar; en by default"`
}

// matchForm is a payment on a statement.
type matchForm struct {
	Row       int       `json:"row" about:"of the file, from 1"`
	Timestamp time.Time `json:"timestamp"`
	Amount    units     `json:"amount"`
	Currency  string    `json:"currency"`
	Text      string    `json:"text"`
	OrderID   string    `json:"orderId,omitempty"`
	Sure      bool      `json:"sure"`
	Why       order.Why `json:"why"`
	Due       units     `json:"due" about:"what the order still has to be paid"`
	Reference string    `json:"reference" about:"for /ob/paymentconfirmed, so that the payment counts once"`
}

// paperHead is what papers say of the seller.
type paperHead struct {
	Name          string `json:"name" example:"Atelier Norte" about:"the legal one; empty: the shop's"`
	Address       string `json:"address" example:"Rua das Flores 12" about:"in lines"`
	TaxID         string `json:"taxId" example:"PT 501442600"`
	Terms         string `json:"terms" example:"Payable within 14 days" about:"of payment"`
	Footer        string `json:"footer" example:"IBAN PT50 0002 0123"`
	InvoicePrefix string `json:"invoicePrefix" example:"N-"`
	NextInvoice   uint64 `json:"nextInvoice,omitempty" example:"1001" about:"chosen before the first is given; 0 leaves it"`
	CreditPrefix  string `json:"creditPrefix" example:"C-"`
	NextCredit    uint64 `json:"nextCredit,omitempty" example:"1"`
}

type carrierForm struct {
	Name string `json:"name"`
	URL  string `json:"url" about:"of a parcel's page; {number} stands for its number"`
}

// paperCalls answers the routes of papers and statements.
type paperCalls struct{ papers Papers }

func paperRoutes(p Papers) []route {
	a := paperCalls{p}
	one := func(path, summary string, k paper.Kind) route {
		return route{method: "GET", path: "/ob/order/{orderId}/" + path, summary: summary, replyMedia: pdfMedia, handle: a.one(k, path)}.
			with(param{name: "language", in: "query", about: "en, de or ar; en by default"})
	}
	many := func(path, summary string, k paper.Kind) route {
		return route{method: "POST", path: "/ob/" + path, summary: summary, body: reflect.TypeFor[paperBody](), replyMedia: pdfMedia, handle: a.many(k, path)}
	}
	return []route{
		one("invoice", "The invoice; it gets its number with this, and stays as it was", paper.Invoice),
		one("creditnote", "The credit notes, one for each refund, numbered like invoices", paper.CreditNote),
		one("packingslip", "What goes into the parcel, without prices", paper.PackingSlip),
		many("packingslips", "Packing slips, one a page", paper.PackingSlip),
		many("picklist", "What to fetch for some orders, with places to tick", paper.PickList),
		{
			method: "POST", path: "/ob/statement", summary: "Says which orders the payments on a bank's statement are for, CSV of at most 8 MiB; notes nothing",
			bodyMedia: csvMedia, limit: statement.MaxSize, reply: reflect.TypeFor[[]matchForm](), handle: a.statement,
		},
		answer("GET", "/ob/paperhead", "What papers say of the seller", a.head),
		accept("PUT", "/ob/paperhead", "Changes what papers say from now on", a.setHead),
		answer("GET", "/ob/carriers", "Who carries parcels, and where each shows them", carriers),
	}
}

func (a paperCalls) one(k paper.Kind, name string) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		id, err := parseOrder(r.PathValue("orderId"))
		if err != nil {
			return err
		}
		return a.write(w, r, k, name, r.URL.Query().Get("language"), id)
	}
}

func (a paperCalls) many(k paper.Kind, name string) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		in, err := decode[paperBody](w, r)
		if err != nil {
			return err
		}
		var ids []event.ID
		for _, s := range in.OrderIDs {
			id, err := parseOrder(s)
			if err != nil {
				return err
			}
			ids = append(ids, id)
		}
		return a.write(w, r, k, name, in.Language, ids...)
	}
}

func (a paperCalls) write(w http.ResponseWriter, r *http.Request, k paper.Kind, name, language string, ids ...event.ID) error {
	switch {
	case language == "":
		language = "en"
	case !paper.Speaks(language):
		return bad("language must be en, de or ar")
	}
	pdf, err := a.papers.Paper(r.Context(), k, language, ids)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", pdfMedia)
	w.Header().Set("Content-Disposition", `inline; filename="`+name+`.pdf"`)
	_, err = newPatient(w).Write(pdf)
	return err
}

func (a paperCalls) statement(w http.ResponseWriter, r *http.Request) error {
	b, err := readBody(w, r)
	if err != nil {
		return err
	}
	all, err := a.papers.MatchStatement(r.Context(), bytes.NewReader(b))
	return reply(w, each(all, matchOf), err)
}

func matchOf(m order.Match) matchForm {
	id := ""
	if m.Order != (event.ID{}) {
		id = m.Order.String()
	}
	return matchForm{m.Row, m.When.UTC(), units(m.Amount), m.Currency, m.Text, id, m.Sure, m.Why, units(m.Due), m.Reference}
}

func (a paperCalls) head(r *http.Request) (paperHead, error) {
	h, err := a.papers.PaperHead(r.Context())
	return paperHead{h.Name, h.Address, h.TaxID, h.Terms, h.Footer, h.Invoices.Prefix, h.Invoices.Next, h.Credits.Prefix, h.Credits.Next}, err
}

func (a paperCalls) setHead(r *http.Request, in paperHead) (done, error) {
	return done{}, a.papers.SetPaperHead(r.Context(), order.Head{
		Seller:   paper.Seller{Name: in.Name, Address: in.Address, TaxID: in.TaxID, Terms: in.Terms, Footer: in.Footer},
		Invoices: order.Series{Prefix: in.InvoicePrefix, Next: in.NextInvoice}, Credits: order.Series{Prefix: in.CreditPrefix, Next: in.NextCredit},
	})
}

func carriers(*http.Request) ([]carrierForm, error) {
	return each(carrier.All(), func(c carrier.Carrier) carrierForm { return carrierForm(c) }), nil
}
