package orders

import (
	"strings"

	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/money"
	"restante/messaging/order"
	"restante/messaging/order/event"
)

// amountField asks for an amount.
func (s *sheet) amountField(c money.Currency, a money.Amount) *widget.Field {
	return s.field(plain(c, a), plain(c, 0))
}

// askPaid notes a payment: one that came, or one that was made.
func (p *Page) askPaid(x order.Page, k event.Kind) {
	title, text := lang.L("Payment received"), lang.L("Restante holds no money: you say what has come to you.")
	if k == event.KindNoted {
		title, text = lang.L("I have paid"), lang.L("Tell {{.Name}} what you have sent, so that it can be found.", words{"Name": nameOf(x.Row)})
	}
	s := p.sheet(title, para(text))
	given := suggested(x, k)
	amount := s.amountField(x.Currency, given.Amount)
	method, reference := s.field(given.Method, lang.L("Bank transfer")), s.field(given.Reference, lang.L("So that it counts once"))
	s.add(labelled(lang.L("Amount in {{.Word}}", words{"Word": x.Currency.Code}), amount), labelled(lang.L("How"), method), labelled(lang.L("Reference"), reference))
	s.open(title, widget.Primary, func() {
		a, err := parse(x.Currency, amount.Text())
		if err != nil {
			s.say(problem(err))
			return
		}
		pay := event.Payment{Method: strings.TrimSpace(method.Text()), Reference: strings.TrimSpace(reference.Text()), Amount: a}
		if k == event.KindNoted {
			s.act(x.ID, event.Noted(pay))
			return
		}
		s.act(x.ID, event.Paid(pay))
	})
}

// suggested is what is paid most likely: what the buyer noted last, or what is due in
// the way that the merchant asked for.
func suggested(x order.Page, k event.Kind) event.Payment {
	pay := event.Payment{Amount: x.State.Money.Due}
	if c := x.State.Confirmed; c != nil && len(c.Ways) > 0 {
		pay.Method, pay.Reference = c.Ways[0].Method, c.Ways[0].Reference
	}
	if k == event.KindNoted {
		return pay
	}
	for _, e := range x.State.Timeline {
		if b, ok := e.Body.(event.Noted); ok && e.Void == "" {
			pay = event.Payment(b)
		}
	}
	return pay
}

// askRefund notes what went back, and what will not be sent any more.
func (p *Page) askRefund(x order.Page) {
	s := p.sheet(lang.L("Pay back"), para(lang.L("Send the money first, then say so here.")))
	held := x.State.Money.Held
	if x.State.Money.Owed > 0 {
		held = x.State.Money.Owed
	}
	amount := s.amountField(x.Currency, held)
	method, reference := s.field(suggested(x, event.KindPaid).Method, lang.L("Bank transfer")), s.field("", "")
	s.add(labelled(lang.L("Amount in {{.Word}}", words{"Word": x.Currency.Code}), amount), labelled(lang.L("How"), method), labelled(lang.L("Reference"), reference))
	pieces := s.pieces(x, lang.L("Pieces that will not be sent any more"), false, everyKind)
	why := s.area(lang.L("The reason, if you like"))
	s.add(why)
	s.open(lang.L("Pay back"), widget.Danger, func() {
		a, err := parse(x.Currency, amount.Text())
		if err != nil {
			s.say(problem(err))
			return
		}
		parts, ok := pieces.parts()
		if !ok {
			s.say(lang.L("The pieces are whole numbers, at most what is left."))
			return
		}
		s.act(x.ID, event.Refund{Amount: a, Method: strings.TrimSpace(method.Text()), Reference: strings.TrimSpace(reference.Text()), Reason: why.Text(), Parts: parts})
	})
}
