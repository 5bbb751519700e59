package paper

import (
	"fmt"
	"strings"

	"restante/messaging/order/paper/pdf"
)

// Most lines of texts that others wrote.
const (
	mostTitle   = 4
	mostAddress = 9
	mostText    = 60
	mostFoot    = 3
)

// WriteBills writes invoices or credit notes, each from a page of its own on.
func WriteBills(language string, all ...Bill) ([]byte, error) {
	first := all[0]
	words := speaks(language)
	w, err := begin(language, words.name(first.Kind)+" "+first.Number, first.Issued)
	if err != nil {
		return nil, err
	}
	for _, b := range all {
		w.paper(b.Seller.foot(w.words)...)
		w.bill(b)
	}
	return w.end()
}

// foot is what stands at the foot of each page.
func (s Seller) foot(w words) []string {
	tax := ""
	if s.TaxID != "" {
		tax = w.taxID + " " + s.TaxID
	}
	return head(strings.Split(join("\n", join(" · ", s.Name, tax), s.Footer), "\n"), mostFoot)
}

// join leaves out what is empty.
func join(by string, parts ...string) string {
	var some []string
	for _, p := range parts {
		if p != "" {
			some = append(some, p)
		}
	}
	return strings.Join(some, by)
}

func head(all []string, most int) []string { return all[:min(len(all), most)] }

func (w *writer) bill(b Bill) {
	w.head = func() { w.again(w.name(b.Kind)+" "+b.Number, b.Seller.Name); w.columns(b) }
	w.letter(b.Seller, b.Buyer, b.facts(w.words))
	w.lines(whole, w.y, w.name(b.Kind)+" "+b.Number, title, 2)
	w.y += 36
	if b.Kind == CreditNote {
		w.flow(whole, join("\n", w.creditText, b.Reason), body, mostText)
		w.y += 10
	}
	if len(b.Lines) > 0 {
		w.columns(b)
	}
	for _, l := range b.Lines {
		w.line(b, l)
	}
	w.head = func() { w.again(w.name(b.Kind)+" "+b.Number, b.Seller.Name) }
	w.sums(b)
	w.rates(b)
	w.pay(b)
}

// again stands on top of each page but the first.
func (w *writer) again(name, seller string) {
	w.one(start(0, inner/2), w.y, name+" · "+w.continued, small)
	w.one(end(inner/2, inner/2), w.y, seller, small)
	w.y += 26
}

// fact is a word and what it is.
type fact struct{ word, text string }

func (b Bill) facts(w words) []fact {
	all := []fact{{w.issued, w.dated(b.Issued)}}
	if b.Kind == CreditNote {
		all = []fact{{w.date, w.dated(b.Issued)}, {w.of, b.Of}}
	} else {
		on := b.Supplied
		if on.IsZero() {
			on = b.Issued
		}
		all = append(all, fact{w.supplied, w.dated(on)})
	}
	return append(all, fact{w.order, b.Order})
}

// letter is the head of a paper to somebody: the address shows through the window of an
// envelope.
func (w *writer) letter(s Seller, to []string, facts []fact) {
	half := start(0, inner*0.55)
	w.lines(start(0, inner), w.y, s.Name, name, 2)
	w.one(half, 118, strings.Join(head(lines(s.Name+"\n"+s.Address), 5), " · "), pdf.Style{Size: 7, Ink: grey})
	y := 134.0
	for _, l := range head(to, mostAddress) {
		y += w.lines(half, y, l, body, 2)
	}
	at := 134.0
	for _, f := range facts {
		w.one(start(inner*0.6, inner*0.4), at, f.word, small)
		at += w.lines(start(inner*0.6, inner*0.4), at+11, f.text, body, 2) + 15
	}
	w.y = max(y, at, 250) + 12
}

// lines are those of a text that have something in them.
func lines(text string) (all []string) {
	for l := range strings.Lines(text) {
		if l = strings.TrimSpace(l); l != "" {
			all = append(all, l)
		}
	}
	return all
}

// Columns of the lines of a bill.
var (
	atItem   = start(0, 250)
	atPieces = figures(255, 50)
	atPrice  = figures(310, 80)
	atAmount = figures(395, inner-395)
)

func (w *writer) columns(b Bill) {
	in := " " + b.Currency.Code
	w.names(column{atItem, w.item}, column{atPieces, w.pieces}, column{atPrice, w.price + in}, column{atAmount, w.amount + in})
}

func (w *writer) line(b Bill, l Line) {
	text := w.broken(atItem, l.Title, body, mostTitle)
	more := w.broken(atItem, join(" · ", strings.Join(l.Options, " · "), sku(w.words, l.SKU)), small, mostTitle)
	w.room(float64(len(text))*deep(body) + float64(len(more))*deep(small) + 8)
	w.one(atPieces, w.y, fmt.Sprint(l.Pieces), body)
	w.one(atPrice, w.y, w.money(b.Currency, l.Price), body)
	w.one(atAmount, w.y, w.money(b.Currency, l.Amount), body)
	w.stack(atItem, text)
	w.stack(atItem, more)
	w.rule(whole, w.y+3, quiet)
	w.y += 9
}

func (w *writer) stack(c cell, all []pdf.Line) {
	for _, l := range all {
		w.put(c, w.y, l)
		w.y += deep(l.Style)
	}
}

func sku(w words, s string) string {
	if s == "" {
		return ""
	}
	return w.sku + " " + s
}
