package orders

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/pay"
	"restante/messaging/storefront/listing"
)

// offer is a way to pay that a confirmation may name: one of the shop's with its text, or
// one of the usual ones, which the merchant fills in.
type offer struct {
	called string
	method pay.Method // nil: told by the text
	text   string
}

// usualOffers are those that every merchant may fill in.
func usualOffers() (all []offer) {
	called := map[string]string{"bank": lang.L("Bank transfer"), "lightning": lang.L("Lightning invoice"), "link": lang.L("Card or link"), "cash": lang.L("Cash")}
	for _, m := range pay.Methods() {
		if name := called[m.Name()]; name != "" {
			all = append(all, offer{called: name, method: m})
		}
	}
	return all
}

// offersOf puts what the shop says that it takes first, so that nobody types it again.
func offersOf(taken []listing.Payment) (all []offer) {
	usual := usualOffers()
	for _, t := range taken {
		one := offer{called: t.Name, text: t.Text}
		if i := slices.IndexFunc(usual, func(o offer) bool { return o.called == t.Name }); i >= 0 {
			one.method = usual[i].method
			usual = slices.Delete(usual, i, i+1)
		}
		all = append(all, one)
	}
	return append(all, usual...)
}

// withOffers reads what the shop says, and goes on with the usual ones where there is none.
func (p *Page) withOffers(do func([]offer)) {
	if p.o.Shop == nil {
		do(usualOffers())
		return
	}
	p.o.Loop.InOrder(func(ctx context.Context) func() {
		shop, err := p.o.Shop.Shop(ctx)
		if err != nil {
			shop.Payments = nil
		}
		return func() { do(offersOf(shop.Payments)) }
	})
}

// paying asks how and where to an order shall be paid.
type paying struct {
	object fyne.CanvasObject
	offers []offer
	method *widget.Select
	to     *widget.Area
	filled string // by the offer, and not by the merchant
}

func (s *sheet) paying(all []offer) *paying {
	w := &paying{offers: all, to: s.area(lang.L("An account, an invoice or a link"))}
	var names []string
	for _, o := range all {
		names = append(names, widget.Brief(o.called))
	}
	w.method = widget.NewSelect(lang.L("How to pay"), names, w.fill)
	w.method.Choose(0)
	w.fill(0)
	w.object = widget.Col(14, labelled(lang.L("How to pay"), widget.Left(w.method)), labelled(lang.L("Where to"), w.to))
	return w
}

// fill puts the text of an offer in, unless the merchant has written another one.
func (w *paying) fill(i int) {
	if w.to.Text() == w.filled {
		w.filled = w.offers[i].text
		w.to.SetText(w.filled)
	}
}

// ways are how an order is paid: none where nothing is due, or the merchant said nothing.
func (w *paying) ways(x order.Page, reference string) ([]event.Way, error) {
	o := w.offers[max(0, w.method.Chosen())]
	b := pay.Bill{Number: number(x.ID), Currency: x.Currency, Due: x.State.Money.Due, Called: o.called, To: strings.TrimSpace(w.to.Text()), Reference: reference}
	m := o.method
	if m == nil {
		m = pay.Of(b.To)
	}
	if b.Due == 0 || b.To == "" && m != (pay.Cash{}) {
		return nil, nil
	}
	way, err := m.Ask(b)
	return []event.Way{way}, err
}
