package shell

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"restante/gui/guitest"
	"restante/messaging/order"
	"restante/messaging/order/machine"
)

// orderScenes are the states of the page of orders, and what lies over it.
var orderScenes = []scene{
	{"orders-today", guitest.Atelier, func(w opened) { w.orders() }, true},
	{"orders-today-calm", func() *guitest.World { return guitest.WithOrders(guitest.Busy()) }, func(w opened) { w.orders() }, true},
	{"orders-chosen", guitest.Atelier, func(w opened) { w.sales(); w.choose(3) }, true},
	{"orders-many-ship", guitest.Atelier, func(w opened) { w.sales(); w.tap("To ship"); w.settle(); w.choose(2); w.click("Ship") }, false},
	{"orders-many-failed", guitest.Atelier, func(w opened) { w.sales(); w.choose(6); w.click("Confirm"); w.settle(); w.click("Confirm"); w.settle() }, false},
	{"orders", guitest.Atelier, func(w opened) { w.sales() }, true},
	{"orders-open", guitest.Atelier, func(w opened) { w.sales(); w.row(0) }, false},
	{"orders-none", func() *guitest.World { return guitest.WithOrders(guitest.Busy()) }, func(w opened) { w.sales() }, true},
	{"orders-ship", guitest.Atelier, func(w opened) { w.sales(); w.row(4) }, true},
	{"orders-disputed", guitest.Atelier, func(w opened) { w.sales(); w.row(9) }, false},
	{"orders-form-confirm", guitest.Atelier, func(w opened) { w.sales(); w.row(0); w.click("Confirm") }, true},
	{"orders-form-decline", guitest.Atelier, func(w opened) { w.sales(); w.row(0); w.click("Decline") }, false},
	{"orders-form-paid", guitest.Atelier, func(w opened) { w.sales(); w.row(0); w.click("Mark as received") }, false},
	{"orders-form-ship", guitest.Atelier, func(w opened) { w.sales(); w.row(4); w.click("Ship") }, true},
	{"orders-form-decide", guitest.Atelier, func(w opened) { w.orders(); w.click("Cases"); w.settle(); w.row(0); w.click("Decide") }, false},
	{"orders-menu", guitest.Atelier, func(w opened) { w.sales(); w.row(4); w.click("More") }, false},
	{"orders-done", guitest.Atelier, func(w opened) { w.sales(); w.tap("Completed"); w.settle(); w.row(0) }, false},
	{"orders-bought", guitest.Atelier, func(w opened) { w.orders(); w.click("Purchases"); w.settle(); w.row(1) }, false},
	{"orders-purchases", guitest.Atelier, func(w opened) { w.orders(); w.click("Purchases"); w.settle() }, false},
	{"orders-cases", guitest.Atelier, func(w opened) { w.orders(); w.click("Cases"); w.settle() }, true},
}

// orders turns to the page, and lets its rows read what they lack.
func (w opened) orders() {
	w.shell.ShowOrders()
	w.settle()
}

// sales shows the orders of one's shop.
func (w opened) sales() {
	w.orders()
	w.click("Sales")
	w.settle()
}

// choose ticks the first orders of the table.
func (w opened) choose(n int) {
	w.shell.Orders.FocusSearch()
	w.key(fyne.KeyDown)
	w.key(fyne.KeyHome)
	for range n {
		w.Canvas().Focused().TypedRune(' ')
		w.key(fyne.KeyDown)
	}
	w.settle()
}

func (w opened) settle() { w.world.Loop.Advance(time.Second) }

// row opens an order by the keyboard.
func (w opened) row(n int) {
	w.shell.Orders.FocusSearch()
	w.key(fyne.KeyDown)
	w.key(fyne.KeyHome)
	for range n {
		w.key(fyne.KeyDown)
	}
	w.key(fyne.KeyReturn)
	w.settle()
}

func (w opened) key(k fyne.KeyName) { w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k}) }

// Without orders the window has no page for them; with them, the rail says how many wait
// and a key leads there.
func TestOrdersAreThereWhereTheCoreHasThem(t *testing.T) {
	if w := dressed(t, guitest.Busy()); guitest.Says(w.Canvas(), "Orders") {
		t.Error("there is a page for nothing")
	}
	w := dressed(t, guitest.Atelier())
	w.says(t, "6")
	w.strike(fyne.KeyO, fyne.KeyModifierShortcutDefault)
	w.says(t, "Average order")
	if w.shell.shown != ordersPage {
		t.Error("the key leads elsewhere")
	}
	if m := w.shell.Object.MinSize(); m.Width > small.Width || m.Height > small.Height {
		t.Errorf("it needs %v", m)
	}
}

// An order that came is counted on the rail while another page is shown.
func TestTheRailFollowsOrders(t *testing.T) {
	w := dressed(t, guitest.Atelier())
	w.world.Orders.Place(machine.Merchant, guitest.ID("Ines Duarte"), w.world.Me.Peer, "", guitest.Now, guitest.Terms(0, guitest.Goods("Stool", 1, 100)))
	w.shell.Events([]any{order.Arrived{}})
	w.says(t, "7")
}
