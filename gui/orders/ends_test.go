package orders

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	fynewidget "fyne.io/fyne/v2/widget"

	"restante/gui/guitest"
	"restante/messaging/delivery"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
)

// more chooses in the menu of the open order.
func (d *desk) more(name string) {
	d.t.Helper()
	d.press("More")
	for _, item := range guitest.All[*fynewidget.PopUpMenu](d.window.Canvas().Overlays().Top())[0].Items {
		for _, text := range guitest.All[*canvas.Text](item) {
			if text.Text == name {
				test.Tap(item.(fyne.Tappable))
				d.settle()
				return
			}
		}
	}
	d.t.Fatalf("the menu has no %q", name)
}

// Money goes back with its reason, and with the pieces that will not be sent.
func TestPayingBack(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	d.row(4) // paid, two organisers to be sent
	d.more("Pay back")
	fields := d.fields()
	fields[0].SetText("74,00")
	fields[2].SetText("BACK 1")
	fields[3].SetText("1")
	d.areas()[0].SetText("One is scratched.")
	d.press("Pay back")
	b, ok := d.last().(event.Refund)
	if !ok || b.Amount != 7400 || b.Reference != "BACK 1" || b.Reason != "One is scratched." || !slices.Equal(b.Parts, []event.Part{{Line: 0, Quantity: 1}}) {
		t.Fatalf("it says %#v", d.last())
	}
	d.says("Paid back", "EUR 74.00 · Bank transfer · BACK 1")
	d.more("Pay back")
	d.fields()[0].SetText("75")
	d.press("Pay back")
	d.says("more would go back than came")
}

// A buyer takes an order back that nobody has confirmed.
func TestCancelling(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	d.press("Purchases")
	d.row(0)
	d.press("Cancel the order")
	d.write("I found it in the attic.")
	d.press("Cancel the order")
	if d.last() != (event.Cancel{Reason: "I found it in the attic."}) || d.page.panel.is.Stage != machine.Cancelled {
		t.Errorf("it says %#v", d.last())
	}
	d.says("Cancelled", "I found it in the attic.")
}

// An order that was not paid in time is given up; before that nobody offers it.
func TestGivingUpUnpaid(t *testing.T) {
	w := guitest.WithOrders(guitest.Busy())
	for _, days := range []time.Duration{8, 6} {
		x := w.Orders.Place(machine.Merchant, guitest.ID("Ines Duarte"), w.Me.Peer, "", guitest.Now.Add(-(days+1)*24*time.Hour), guitest.Terms(0, guitest.Goods("Mug", 1, 1800)))
		x.Say(machine.Merchant, guitest.Now.Add(-days*24*time.Hour), event.Confirm{}, delivery.Read)
	}
	d := newDesk(t, w, large)
	d.row(0)
	if slices.Contains(d.page.panel.is.Allowed, event.KindUnpaid) {
		t.Fatal("it is too early")
	}
	d.row(1)
	d.more("Give up unpaid")
	d.says("It was not paid in time. The pieces go back to your stock.")
	d.write("Nothing came.")
	d.press("Give up unpaid")
	if d.last() != (event.Unpaid{Reason: "Nothing came."}) || d.page.panel.is.Stage != machine.Cancelled {
		t.Errorf("it says %#v in %v", d.last(), d.page.panel.is.Stage)
	}
	d.says("Given up unpaid")
}
