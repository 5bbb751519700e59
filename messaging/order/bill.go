package order

import (
	"slices"
	"strings"
	"time"

	"restante/messaging/money"
	"restante/messaging/order/event"
	"restante/messaging/order/paper"
	"restante/messaging/storefront/terms"
	"restante/node/vault"
)

// bill is what an invoice of an order would say now.
func (s *Service) bill(tx *vault.Tx, l *log) (b paper.Bill, err error) {
	t, st := l.state.Placed.Terms, l.state
	b = paper.Bill{
		Kind: paper.Invoice, Issued: today(), Supplied: supplied(l), Order: l.id.Number(), Currency: t.Currency,
		Items: t.Items, Total: t.Total, Extras: extras(t), Rates: rates(t), Paid: st.Money.Paid, Due: st.Money.Due,
	}
	if b.Due > 0 && st.Confirmed != nil {
		b.PayBy = st.Due.Pay
		for _, w := range st.Confirmed.Ways {
			b.Ways = append(b.Ways, paper.Way(w))
		}
	}
	for _, line := range t.Lines {
		amount, err := line.Total()
		if err != nil {
			return b, err
		}
		b.Lines = append(b.Lines, paper.Line{Title: line.Title, Options: options(line), SKU: line.SKU, Pieces: line.Quantity, Price: line.Price, Amount: amount})
	}
	if b.Buyer, err = s.addressee(tx, l); err != nil {
		return b, err
	}
	b.Seller, err = s.seller(tx, t.Shop)
	return b, err
}

// today keeps its zone: a paper is dated as the merchant's calendar says.
func today() time.Time { return time.Now().Truncate(time.Second) }

// supplied is when the last goods went; zero if none did.
func supplied(l *log) (at time.Time) {
	for _, e := range l.state.Timeline {
		k := e.Kind()
		if e.Void == "" && (k == event.KindShip || k == event.KindDeliver) && e.At.After(at) {
			at = e.At.Local()
		}
	}
	return at
}

func options(l terms.Line) (all []string) {
	for _, o := range l.Options {
		all = append(all, o.Name+": "+o.Choice)
	}
	return all
}

func extras(t terms.Terms) (all []paper.Extra) {
	for _, d := range t.Discounts {
		name := d.Name
		if d.Code != "" {
			name += " (" + d.Code + ")"
		}
		all = append(all, paper.Extra{Part: paper.Discount, Name: name, Amount: d.Amount})
	}
	for _, s := range t.Shipping {
		all = append(all, paper.Extra{Part: paper.Shipping, Name: s.Profile + ", " + s.Service, Amount: s.Price})
	}
	for _, x := range t.Taxes {
		if !x.Included {
			all = append(all, paper.Extra{Part: paper.OnTop, Name: x.Name, Amount: x.Amount})
		}
	}
	return all
}

// rates are the goods and the shipping by how they are taxed. Their gross amounts add up
// to the total of the terms, and their taxes to its taxes.
func rates(t terms.Terms) (all []paper.Rate) {
	rest := t.Total
	for _, class := range classes(t) {
		r := rate(t, class)
		rest -= r.Gross
		all = gather(all, r)
	}
	if rest != 0 || len(all) == 0 {
		all = append(all, paper.Rate{Net: rest, Gross: rest})
	}
	return all
}

// classes are those that are taxed, each once.
func classes(t terms.Terms) (all []string) {
	for _, x := range t.Taxes {
		if !slices.Contains(all, x.Class) {
			all = append(all, x.Class)
		}
	}
	return all
}

// rate is what is of one class.
func rate(t terms.Terms, class string) (r paper.Rate) {
	for _, x := range t.Taxes {
		if x.Class != class {
			continue
		}
		if len(r.Taxes) == 0 {
			r.Net, r.Gross = x.Base, x.Base
		}
		if x.Included {
			r.Net -= x.Amount
		} else {
			r.Gross += x.Amount
		}
		r.Taxes = append(r.Taxes, paper.Tax{Name: x.Name, PerMillion: x.PerMillion, Amount: x.Amount})
	}
	return r
}

// gather adds what is taxed like something before to that; what costs nothing is left out.
func gather(all []paper.Rate, r paper.Rate) []paper.Rate {
	if r.Gross == 0 && r.Net == 0 {
		return all
	}
	for i := range all {
		if alike(all[i].Taxes, r.Taxes) {
			add(&all[i], r, 1)
			return all
		}
	}
	return append(all, r)
}

func alike(a, b []paper.Tax) bool {
	return slices.EqualFunc(a, b, func(x, y paper.Tax) bool { return x.Name == y.Name && x.PerMillion == y.PerMillion })
}

// add adds one to another, or takes it off.
func add(to *paper.Rate, r paper.Rate, sign money.Amount) {
	to.Net += sign * r.Net
	to.Gross += sign * r.Gross
	for k, x := range r.Taxes {
		to.Taxes[k].Amount += sign * x.Amount
	}
}

// addressee is whom a paper is for.
func (s *Service) addressee(tx *vault.Tx, l *log) ([]string, error) {
	if a := address(l.state.Placed.ShipTo); len(a) > 0 {
		return a, nil
	}
	name, err := s.Contacts.NameTx(tx, l.state.People.Buyer)
	if name == "" {
		name = l.state.People.Buyer.String()
	}
	return slices.DeleteFunc([]string{name, l.state.Placed.Contact}, func(s string) bool { return s == "" }), err
}

// address are the lines of one, as they stand on a letter to its country.
func address(a event.Address) []string {
	town := []string{join(" ", a.Postcode, a.City), a.Region}
	if slices.Contains([]string{"US", "CA", "AU", "GB", "IN", "NZ", "IE"}, a.Country) {
		town = []string{join(", ", a.City, join(" ", a.Region, a.Postcode)), ""}
	}
	all := []string{a.Name, a.Company, a.Street, a.Extra, town[0], town[1], a.Country}
	return slices.DeleteFunc(all, func(s string) bool { return s == "" })
}

func join(by string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), by)
}

// seller is who sold; a shop whose operator said nothing about papers goes by its name.
func (s *Service) seller(tx *vault.Tx, shop terms.Hash) (paper.Seller, error) {
	h, err := headOf(tx)
	if err != nil || h.Name != "" {
		return h.Seller, err
	}
	said, err := s.Shop.ShopAt(tx, shop)
	h.Name = said.Name
	return h.Seller, err
}
