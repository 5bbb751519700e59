package orders

import (
	"context"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	fynewidget "fyne.io/fyne/v2/widget"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/storefront/listing"
)

// counter is a shop that takes some payments.
type counter []listing.Payment

func (f counter) Shop(context.Context) (listing.Shop, error) { return listing.Shop{Payments: f}, nil }

var takes = counter{{Name: "Bank transfer", Text: "PT50 0002 0123 1234 5678 9015 4\nAtelier Norte"}, {Name: "At the door", Text: "Rua da Bica 12, from 10 to 18"}}

// confirming opens the sheet that takes an order, in a shop that takes some payments.
func confirming(t *testing.T, f Front) (d *desk, method *widget.Select) {
	t.Helper()
	d = newDesk(t, guitest.Atelier(), large)
	d.page.o.Shop = f
	d.row(1)
	d.press("Confirm")
	method, ok := guitest.Find[*widget.Select](d.window.Canvas().Overlays().Top(), "How to pay")
	if !ok {
		t.Fatal("it does not ask how to pay")
	}
	return d, method
}

// pick chooses a word, and goes back to where it was typed.
func (d *desk) pick(s *widget.Select, i int) {
	at := d.window.Canvas().Focused()
	test.Tap(s)
	menu := guitest.All[*fynewidget.PopUpMenu](d.window.Canvas().Overlays().Top())[0]
	test.Tap(menu.Items[i].(fyne.Tappable))
	d.settle()
	d.window.Canvas().Focus(at)
}

// way is the only one of the order that was confirmed last.
func (d *desk) way() event.Way {
	d.t.Helper()
	b, ok := d.last().(event.Confirm)
	if !ok || len(b.Ways) != 1 {
		d.t.Fatalf("it says %#v", d.last())
	}
	return b.Ways[0]
}

// What the shop says that it takes stands there already, and goes along to the letter.
func TestAnAccountIsNotTypedAgain(t *testing.T) {
	d, _ := confirming(t, takes)
	d.press("Confirm")
	if w := d.way(); w != (event.Way{Method: "Bank transfer", To: takes[0].Text, Reference: number(d.page.open)}) {
		t.Errorf("it asks %+v", w)
	}
}

// Another way brings its own text; what the merchant wrote stays.
func TestAnotherWayToPay(t *testing.T) {
	d, method := confirming(t, takes)
	d.pick(method, 1)
	d.press("Confirm")
	if w := d.way(); w.Method != "At the door" || w.To != takes[1].Text {
		t.Errorf("it asks %+v", w)
	}
	d, method = confirming(t, takes)
	d.write("DE02 1203 0000 0000 2020 51")
	d.pick(method, 1)
	d.press("Confirm")
	if w := d.way(); w.Method != "At the door" || w.To != "DE02 1203 0000 0000 2020 51" {
		t.Errorf("it asks %+v", w)
	}
}

// An invoice that is not whole is refused before the buyer gets it, and cash needs no place.
func TestWhereToPayIsLookedAt(t *testing.T) {
	d, method := confirming(t, nil)
	d.pick(method, 1)
	d.write("lnbc2500u1pvjluezsp5zyg3zyg3")
	d.key(fyne.KeyReturn)
	d.says("This is no Lightning invoice, or not all of it.")
	d.pick(method, 2)
	d.write("my shop")
	d.key(fyne.KeyReturn)
	d.says("This is no link to pay at.")
	d.pick(method, 3)
	d.write("")
	d.key(fyne.KeyReturn)
	if w := d.way(); w.Method != "Cash" || w.To != "" {
		t.Errorf("it asks %+v", w)
	}
}

// Many are told the shop's account, each with its own reference.
func TestManyAreToldTheAccount(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	d.page.o.Shop = takes
	d.tick(0, 0)
	d.tick(1, 0)
	rows := d.page.table.ticks.all()
	d.press("Confirm")
	d.press("Confirm")
	for _, r := range rows {
		x := d.world.Orders.Find(r.ID)
		b, ok := x.Events[len(x.Events)-1].Body.(event.Confirm)
		if !ok || !slices.Equal(b.Ways, []event.Way{{Method: "Bank transfer", To: takes[0].Text, Reference: number(r.ID)}}) {
			t.Errorf("%s says %#v", number(r.ID), x.Events[len(x.Events)-1].Body)
		}
	}
}

// Many are declined for one reason, and what cannot be is told with why.
func TestManyAreDeclined(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	for _, i := range []int{0, 1, 2, 3, 5} { // of the last, something was sent already
		d.tick(i, 0)
	}
	rows := d.page.table.ticks.all()
	d.page.bulkDecline(rows)
	d.write("The kiln is broken.")
	d.press("Decline")
	d.says("4 done, 1 not")
	for i, r := range rows {
		x := d.world.Orders.Find(r.ID)
		b, declined := x.Events[len(x.Events)-1].Body.(event.Decline)
		if declined != (i < 4) || declined && (b.Reason != "The kiln is broken." || x.Stage != machine.Declined) {
			t.Errorf("order %d says %#v", i, x.Events[len(x.Events)-1].Body)
		}
	}
}
