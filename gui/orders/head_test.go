package orders

import (
	"strings"
	"testing"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging/order"
	"restante/messaging/order/paper"
)

// heads opens the sheet with the head of papers, by its button beside an invoice.
func heads(t *testing.T, was order.Head, given [2]uint64) *desk {
	t.Helper()
	w := guitest.Atelier()
	w.Orders.Head, w.Orders.Numbers = was, given
	d := newDesk(t, w, large)
	d.row(4)
	d.press("Head of invoices")
	return d
}

// fields are those to type in, from the top.
func (d *desk) fields() []*widget.Field {
	return guitest.All[*widget.Field](d.window.Canvas().Overlays().Top())
}

func (d *desk) areas() []*widget.Area {
	return guitest.All[*widget.Area](d.window.Canvas().Overlays().Top())
}

var fresh = order.Head{Invoices: order.Series{Next: 1}, Credits: order.Series{Next: 1}}

// Name, address, tax ID, prefixes and the first numbers are kept, and what the next papers
// are called is said while they are typed.
func TestTheHeadOfInvoices(t *testing.T) {
	d := heads(t, fresh, [2]uint64{})
	d.says("Next invoice: 1. Next credit note: 1.")
	for i, s := range []string{" Atelier Restante ", "PT 501 234 567", "R-", "7", "C-", "1"} {
		d.fields()[i].SetText(s)
	}
	for i, s := range []string{"Rua da Bica 12\n1200-054 Lisboa", "Payable within 14 days", "Thank you"} {
		d.areas()[i].SetText(s)
	}
	d.says("Next invoice: R-7. Next credit note: C-1.")
	d.press("Save")
	want := order.Head{Seller: paper.Seller{Name: "Atelier Restante", Address: "Rua da Bica 12\n1200-054 Lisboa", TaxID: "PT 501 234 567", Terms: "Payable within 14 days", Footer: "Thank you"},
		Invoices: order.Series{Prefix: "R-", Next: 7}, Credits: order.Series{Prefix: "C-", Next: 1}}
	if got := d.world.Orders.Head; got != want || d.notice != "The head of invoices is saved" {
		t.Errorf("kept is %+v, said %q", got, d.notice)
	}
	d.press("Head of invoices")
	if got := d.areas()[0].Text(); got != want.Address || d.fields()[2].Text() != "R-" {
		t.Errorf("it was %q", got)
	}
}

// A number is chosen before the first paper has one; everything else changes all the same.
func TestTheFirstNumberIsChosenOnce(t *testing.T) {
	d := heads(t, order.Head{Invoices: order.Series{Prefix: "R-", Next: 12}, Credits: order.Series{Next: 1}}, [2]uint64{11, 0})
	d.fields()[3].SetText("5")
	d.press("Save")
	d.says("The first number is chosen before the first paper has one.")
	d.fields()[3].SetText("12")
	d.fields()[2].SetText("2026-")
	d.press("Save")
	if got := d.world.Orders.Head.Invoices; got != (order.Series{Prefix: "2026-", Next: 12}) {
		t.Errorf("kept is %+v", got)
	}
}

// What does not fit is said with its limit before anything is sent.
func TestAHeadThatDoesNotFit(t *testing.T) {
	d := heads(t, fresh, [2]uint64{})
	d.fields()[0].SetText(strings.Repeat("a", order.MaxSeller+1))
	d.press("Save")
	d.says("Name: 201 bytes, and at most 200 fit.")
	d.fields()[0].SetText("Atelier")
	for _, n := range []string{"", "0", "-1", "seven", "9999999999999"} {
		d.fields()[3].SetText(n)
		d.says("The next number is a whole one, from 1.")
		d.press("Save")
	}
	if d.called("paper head") {
		t.Error("it was kept")
	}
}
