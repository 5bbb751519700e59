package paper

import "restante/messaging/order/paper/pdf"

// Columns of the sums.
var (
	atWord = start(220, 190)
	atSum  = figures(395, inner-395)
)

func (w *writer) sums(b Bill) {
	if len(b.Lines) > 0 && len(b.Extras) > 0 {
		w.sum(w.items, w.money(b.Currency, b.Items), body)
	}
	for _, x := range b.Extras {
		text, sign := x.Name, ""
		switch x.Part {
		case Shipping:
			text = join(" · ", w.shipping, x.Name)
		case Discount:
			sign = "−"
		}
		w.sum(text, sign+w.money(b.Currency, x.Amount), body)
	}
	w.room(40)
	w.rule(start(220, inner-220), w.y+3, grey)
	w.y += 9
	w.sum(w.total+" "+b.Currency.Code, w.money(b.Currency, b.Total), sum)
	w.y += 12
}

func (w *writer) sum(word, amount string, st pdf.Style) {
	w.room(deep(st))
	w.one(atWord, w.y, word, st)
	w.one(atSum, w.y, amount, st)
	w.y += deep(st) + 2
}

// Columns of the taxes.
var (
	atTax   = start(0, 230)
	atNet   = figures(235, 75)
	atPart  = figures(315, 75)
	atGross = figures(395, inner-395)
)

// rates is the table of what is taxed how.
func (w *writer) rates(b Bill) {
	w.room(60)
	w.names(column{atTax, w.rate}, column{atNet, w.net}, column{atPart, w.tax}, column{atGross, w.gross})
	for _, r := range b.Rates {
		w.taxed(b, r)
	}
	w.y += 10
}

// column is one with its name.
type column struct {
	cell
	name string
}

// names is the head of a table.
func (w *writer) names(all ...column) {
	for _, c := range all {
		w.one(c.cell, w.y, c.name, small)
	}
	w.rule(whole, w.y+14, quiet)
	w.y += 20
}

func (w *writer) taxed(b Bill, r Rate) {
	taxes := r.Taxes
	if len(taxes) == 0 {
		taxes = []Tax{{Name: w.untaxed}}
	}
	for i, t := range taxes {
		w.room(deep(body))
		text := t.Name
		if len(r.Taxes) > 0 {
			text += " " + w.percent(t.PerMillion)
		}
		w.one(atTax, w.y, text, body)
		if i == 0 {
			w.one(atNet, w.y, w.money(b.Currency, r.Net), body)
			w.one(atGross, w.y, w.money(b.Currency, r.Gross), body)
		}
		w.one(atPart, w.y, w.money(b.Currency, t.Amount), body)
		w.y += deep(body)
	}
}

// pay says what was paid, and how to pay the rest.
func (w *writer) pay(b Bill) {
	if b.Kind == CreditNote {
		return
	}
	w.room(50)
	w.sum(w.paid, w.money(b.Currency, b.Paid), body)
	w.sum(w.due+" "+b.Currency.Code, w.money(b.Currency, b.Due), bold)
	w.y += 12
	if b.Due > 0 {
		w.ways(b)
	}
	w.flow(whole, b.Seller.Terms, body, mostText)
}

func (w *writer) ways(b Bill) {
	if !b.PayBy.IsZero() {
		w.flow(whole, w.payBy+" "+w.dated(b.PayBy), body, 1)
	}
	for _, way := range b.Ways {
		ref := ""
		if way.Reference != "" {
			ref = w.reference + ": " + way.Reference
		}
		w.flow(whole, join("\n", w.payTo+": "+join(" · ", way.Method, way.To), ref), body, mostText)
	}
	w.y += 6
}
