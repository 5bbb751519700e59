package shell

import (
	"time"

	"fyne.io/fyne/v2"

	"restante/gui/guitest"
)

// orderScenes are the states of the page of orders, and what lies over it.
var orderScenes = []scene{
	{"orders", guitest.Atelier, func(w opened) { w.orders() }, true},
	{"orders-open", guitest.Atelier, func(w opened) { w.orders(); w.row(0) }, true},
	{"orders-none", func() *guitest.World { return guitest.WithOrders(guitest.Busy()) }, func(w opened) { w.orders() }, true},
	{"orders-ship", guitest.Atelier, func(w opened) { w.orders(); w.row(4) }, true},
	{"orders-disputed", guitest.Atelier, func(w opened) { w.orders(); w.row(9) }, true},
	{"orders-form-confirm", guitest.Atelier, func(w opened) { w.orders(); w.row(0); w.click("Confirm") }, true},
	{"orders-form-decline", guitest.Atelier, func(w opened) { w.orders(); w.row(0); w.click("Decline") }, true},
	{"orders-form-paid", guitest.Atelier, func(w opened) { w.orders(); w.row(0); w.click("Mark as received") }, true},
	{"orders-form-ship", guitest.Atelier, func(w opened) { w.orders(); w.row(4); w.click("Ship") }, true},
	{"orders-form-decide", guitest.Atelier, func(w opened) { w.orders(); w.click("Cases"); w.settle(); w.row(0); w.click("Decide") }, true},
	{"orders-menu", guitest.Atelier, func(w opened) { w.orders(); w.row(4); w.click("More") }, true},
	{"orders-done", guitest.Atelier, func(w opened) { w.orders(); w.tap("Completed"); w.settle(); w.row(0) }, true},
	{"orders-bought", guitest.Atelier, func(w opened) { w.orders(); w.click("Purchases"); w.settle(); w.row(1) }, true},
	{"orders-purchases", guitest.Atelier, func(w opened) { w.orders(); w.click("Purchases"); w.settle() }, true},
	{"orders-cases", guitest.Atelier, func(w opened) { w.orders(); w.click("Cases"); w.settle() }, true},
}

// orders turns to the page, and lets its rows read what they lack.
func (w opened) orders() {
	w.shell.ShowOrders()
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
