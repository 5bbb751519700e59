package order

import (
	"fmt"
	"strings"
	"testing"

	"restante/messaging/money"
	"restante/messaging/order/event"
	"restante/messaging/order/statement"
)

// payment is a line of a bank's file.
type payment struct {
	day, text string
	amount    money.Amount
}

// matches reads a file with some payments in it.
func (s *side) matches(all ...payment) []Match {
	s.T.Helper()
	file := "Buchungstag;Verwendungszweck;Betrag;Währung\n"
	for _, p := range all {
		if p.day == "" {
			p.day = "20.11.2026"
		}
		file += fmt.Sprintf("%s;%s;%d,%02d;EUR\n", p.day, p.text, p.amount/100, p.amount%100)
	}
	got, err := s.MatchStatement(ctx, strings.NewReader(file))
	must(s.T, err)
	if len(got) != len(all) {
		s.T.Fatalf("%d payments are read, %d were there", len(got), len(all))
	}
	return got
}

func wantMatch(t testing.TB, m Match, id event.ID, why Why, sure bool) {
	t.Helper()
	if m.Order != id || m.Why != why || m.Sure != sure {
		t.Errorf("line %d, %q: %s, %q, sure %v; want %s, %q, %v", m.Row, m.Text, m.Order.Number(), m.Why, m.Sure, id.Number(), why, sure)
	}
}

// asked is an order that waits for its money.
func (w *trade) asked(n uint32) event.ID {
	w.Helper()
	id := w.placed(n)
	w.merchant.says(id, event.Confirm{})
	return id
}

// askedOf is one of a buyer with another name.
func (w *trade) askedOf(name string) event.ID {
	w.Helper()
	o := w.wish(w.merchant.mugs(1))
	o.ShipTo.Name = name
	id, err := w.buyer.Place(ctx, o, "")
	must(w, err)
	w.settle()
	w.merchant.says(id, event.Confirm{})
	return id
}

func TestPaymentsByReference(t *testing.T) {
	w := newTrade(t)
	one, two := w.asked(1), w.asked(2)
	due, no := w.merchant.page(one).State.Money.Due, one.Number()
	for name, text := range map[string]string{
		"as it is": "Order " + no + " thanks", "in capitals": strings.ToUpper(no), "without case": strings.ToLower(no),
		"with blanks": "REF " + no[:3] + " " + no[3:], "with dashes": no[:2] + "-" + no[2:4] + "-" + no[4:], "glued": "SVWZ+" + no + "EREF",
	} {
		t.Run(name, func(t *testing.T) {
			wantMatch(t, w.merchant.matches(payment{text: text, amount: due})[0], one, ByReference, true)
		})
	}
	got := w.merchant.matches(payment{text: no, amount: due - 1}, payment{text: no + " " + two.Number(), amount: 1}, payment{text: no + " and " + two.Number(), amount: due})
	wantMatch(t, got[0], one, OtherAmount, false)
	if got[0].Due != due {
		t.Errorf("%d is due", got[0].Due)
	}
	wantMatch(t, got[1], got[1].Order, SeveralFit, false)
	wantMatch(t, got[2], one, ByReference, true)
	twice := w.merchant.matches(payment{text: no, amount: due}, payment{text: no, amount: due})
	wantMatch(t, twice[0], one, ByReference, true)
	wantMatch(t, twice[1], one, NothingDue, false)
}

// What the merchant said that a payment shall name counts like the order's own number.
func TestPaymentsByTheMerchantsReference(t *testing.T) {
	w := newTrade(t)
	id := w.placed(1)
	w.merchant.says(id, event.Confirm{Ways: []event.Way{{Method: "Bank", Reference: "NORTE-0007"}}})
	due := w.merchant.page(id).State.Money.Due
	wantMatch(t, w.merchant.matches(payment{text: "norte 0007", amount: due})[0], id, ByReference, true)
}

func TestPaymentsByNameAndAmount(t *testing.T) {
	w := newTrade(t)
	id := w.asked(1)
	due := w.merchant.page(id).State.Money.Due
	for _, name := range []string{"Zoë Müller", "ZOE MUELLER", "MULLER ZOE", "Müller, Zoë", "zoe.muller"} {
		wantMatch(t, w.merchant.matches(payment{text: name, amount: due})[0], id, ByAmount, true)
	}
	got := w.merchant.matches(payment{text: "Somebody", amount: due}, payment{text: "Zoë Müller", amount: due + 1}, payment{text: "Zoë Müllerin", amount: due})
	wantMatch(t, got[0], id, OnlyAmount, false)
	wantMatch(t, got[1], event.ID{}, NothingFits, false)
	wantMatch(t, got[2], id, OnlyAmount, false)
}

// Nothing is sure when two orders fit.
func TestTwoOrdersFit(t *testing.T) {
	w := newTrade(t)
	one, two := w.asked(1), w.asked(1)
	due := w.merchant.page(one).State.Money.Due
	got := w.merchant.matches(payment{text: "Zoë Müller", amount: due}, payment{text: "Zoë Müller " + two.Number(), amount: due}, payment{text: "Zoë Müller", amount: due}, payment{text: "Zoë Müller", amount: due})
	wantMatch(t, got[0], one, SeveralFit, false)
	wantMatch(t, got[1], two, ByReference, true)
	wantMatch(t, got[2], one, ByAmount, true)
	wantMatch(t, got[3], event.ID{}, NothingFits, false)
	wantMatch(t, w.merchant.matches(payment{text: one.Number() + two.Number(), amount: due})[0], one, SeveralFit, false)
	three := w.askedOf("Jo Doe")
	wantMatch(t, w.merchant.matches(payment{text: "DOE JO", amount: due})[0], three, ByAmount, true)
}

// The same file read twice pays nothing twice; two payments alike on one day are two.
func TestSameFileAgain(t *testing.T) {
	w := newTrade(t)
	one, two := w.asked(1), w.asked(1)
	due := w.merchant.page(one).State.Money.Due
	file := []payment{{text: "for " + one.Number(), amount: due}, {text: "Zoë Müller", amount: 300}, {text: "Zoë Müller", amount: 300}}
	first := w.merchant.matches(file...)
	wantMatch(t, first[0], one, ByReference, true)
	if first[1].Reference == first[2].Reference {
		t.Error("two payments have one reference")
	}
	w.merchant.says(one, event.Paid{Method: "Bank", Reference: first[0].Reference, Amount: first[0].Amount})
	w.merchant.says(two, event.Paid{Method: "Bank", Reference: first[1].Reference, Amount: first[1].Amount})
	again := w.merchant.matches(file...)
	wantMatch(t, again[0], one, PaidAlready, false)
	wantMatch(t, again[1], two, PaidAlready, false)
	wantMatch(t, again[2], event.ID{}, NothingFits, false)
	wantMatch(t, w.merchant.matches(payment{text: "again " + one.Number(), amount: due})[0], one, NothingDue, false)
	by, err := w.buyer.MatchStatement(ctx, strings.NewReader("Date,Amount\n2026-11-20,5\n"))
	if err != nil || len(by) != 1 || by[0].Why != NothingFits {
		t.Errorf("%+v, %v", by, err)
	}
}

// A payment that somebody noted by hand is not offered again.
func TestNotedByHand(t *testing.T) {
	w := newTrade(t)
	id := w.asked(1)
	due := w.merchant.page(id).State.Money.Due
	w.merchant.says(id, event.Paid{Method: "Bank", Reference: id.Number(), Amount: due})
	wantMatch(t, w.merchant.matches(payment{text: "for " + id.Number(), amount: due})[0], id, PaidAlready, false)
}

func TestOtherCurrency(t *testing.T) {
	w := newTrade(t)
	id := w.asked(1)
	due := w.merchant.page(id).State.Money.Due
	got, err := w.merchant.MatchStatement(ctx, strings.NewReader(fmt.Sprintf("Date,Description,Amount,Currency\n2026-11-20,%s,%d.%02d,USD\n2026-11-20,Zoë Müller,1.5,XX1\n", id.Number(), due/100, due%100)))
	must(t, err)
	wantMatch(t, got[0], id, OtherCurrency, false)
	if _, err := w.merchant.MatchStatement(ctx, strings.NewReader("a,b\n1,2\n")); err != statement.ErrHead {
		t.Errorf("%v", err)
	}
}
