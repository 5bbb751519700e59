package orders

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"restante/gui/guitest"
	"restante/messaging/delivery"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
)

// sold opens an order of a world that was sent, seen by one side.
func sold(t *testing.T, role machine.Role) *desk {
	d := newDesk(t, guitest.Atelier(), large)
	o := d.world.Orders
	x := o.All[slices.IndexFunc(o.All, func(x *guitest.Order) bool { return x.Stage == machine.Placed && x.Role == machine.Merchant })]
	x.Role = role
	now := d.world.Loop.Now().Add(-time.Hour)
	x.Say(machine.Merchant, now, event.Confirm{}, delivery.Delivered)
	var all []event.Part
	for i, l := range x.State.Lines {
		all = append(all, event.Part{Line: uint32(i), Quantity: l.Ordered})
	}
	x.Say(machine.Merchant, now, event.Ship{Parts: all}, delivery.Delivered)
	d.page.Reload()
	d.page.pick(x.ID)
	d.settle()
	return d
}

func TestABuyerSendsSomethingBack(t *testing.T) {
	d := sold(t, machine.Buyer)
	d.page.do(*d.page.panel.is, event.KindReturn)
	d.write("99")
	d.key(fyne.KeyReturn)
	d.says("The pieces are whole numbers, at most what is left.")
	d.write("1")
	d.key(fyne.KeyReturn)
	if b, ok := d.last().(event.Return); !ok || len(b.Parts) != 1 || b.Parts[0].Quantity != 1 {
		t.Fatalf("it says %#v", d.last())
	}
	d.says("Return asked for")
}

// The merchant answers, notes what came back, and where it goes.
func TestAMerchantTakesAReturn(t *testing.T) {
	d := sold(t, machine.Merchant)
	x := d.world.Orders.Find(d.page.open)
	back := event.Return{Parts: []event.Part{{Line: 0, Quantity: 1}}, Reason: "It is chipped"}
	x.Say(machine.Buyer, d.world.Loop.Now(), back, delivery.Delivered)
	d.page.Reload()
	d.settle()
	d.says("It is chipped")
	d.press("Accept the return")
	d.write("To the workshop")
	d.press("Accept the return") // the sheet is above the panel
	if b, ok := d.last().(event.Allow); !ok || b.Text != "To the workshop" {
		t.Fatalf("it says %#v", d.last())
	}
	d.press("It came back")
	d.press("Note it")
	if b, ok := d.last().(event.Receive); !ok || !b.Restock || !slices.Equal(b.Parts, back.Parts) {
		t.Fatalf("it says %#v", d.last())
	}
	d.says("Came back", "It goes back into the stock")
}

// What is refused is said with its reason.
func TestAMerchantDoesNotTakeAReturn(t *testing.T) {
	d := sold(t, machine.Merchant)
	x := d.world.Orders.Find(d.page.open)
	x.Say(machine.Buyer, d.world.Loop.Now(), event.Return{Parts: []event.Part{{Line: 0, Quantity: 1}}, Reason: "It is chipped"}, delivery.Delivered)
	d.page.Reload()
	d.settle()
	d.page.do(*d.page.panel.is, event.KindRefuse)
	d.write("It was whole")
	d.press("Do not accept it")
	if b, ok := d.last().(event.Refuse); !ok || b.Text != "It was whole" {
		t.Fatalf("it says %#v", d.last())
	}
}
