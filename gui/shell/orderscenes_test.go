package shell

import (
	"fmt"
	"image/color"
	"math"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"restante/gui/guitest"
	"restante/messaging/delivery"
	"restante/messaging/money"
	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
)

// orderScenes are the states of the page of orders, and what lies over it.
var orderScenes = []scene{
	{"orders-today", guitest.Atelier, func(w opened) { w.orders() }, true},
	{"orders-today-calm", func() *guitest.World { return guitest.WithOrders(guitest.Busy()) }, func(w opened) { w.orders() }, true},
	{"orders-kept", kept, func(w opened) { w.sales() }, true},
	{"orders-narrow", kept, func(w opened) { w.sales(); w.shell.Orders.AskNarrow() }, false},
	{"orders-filters", kept, func(w opened) { w.sales(); w.shell.Orders.ManageFilters() }, false},
	{"orders-replies", kept, func(w opened) { w.sales(); w.shell.Orders.ManageReplies() }, false},
	{"orders-found", guitest.Atelier, func(w opened) { w.sales(); w.shell.Orders.FocusSearch(); w.write("wal mar"); w.settle() }, false},
	{"orders-customers", func() *guitest.World { return guitest.Thriving(400) }, func(w opened) { w.orders(); w.click("Customers"); w.settle() }, true},
	{"orders-customers-none", noOrders, func(w opened) { w.orders(); w.click("Customers"); w.settle() }, false},
	{"orders-customer", kept, func(w opened) { w.orders(); w.shell.Orders.ShowCustomer(guitest.ID("Kenji Watanabe")); w.settle() }, true},
	{"orders-figures", func() *guitest.World { return guitest.Thriving(400) }, func(w opened) { w.orders(); w.click("Figures"); w.settle() }, true},
	{"orders-figures-none", noOrders, func(w opened) { w.orders(); w.click("Figures"); w.settle() }, false},
	{"orders-statement", statement, func(w opened) { w.sales(); w.shell.Orders.PickStatement(); w.settle() }, false},
	{"orders-busy", func() *guitest.World { return guitest.Thriving(400) }, func(w opened) { w.orders() }, false},
	{"orders-long", longNames, func(w opened) { w.sales() }, false},
	{"orders-long-today", longNames, func(w opened) { w.orders() }, false},
	{"chat-customer", guitest.Atelier, func(w opened) { w.open("Kenji Watanabe"); w.click("About this person") }, true},
	{"orders-chosen", guitest.Atelier, func(w opened) { w.sales(); w.choose(3) }, true},
	{"orders-many-ship", guitest.Atelier, func(w opened) { w.sales(); w.tap("To ship"); w.settle(); w.choose(2); w.click("Ship") }, false},
	{"orders-many-failed", guitest.Atelier, func(w opened) {
		w.sales()
		w.choose(6)
		w.click("Confirm")
		w.settle()
		w.click("Confirm")
		w.settle()
	}, false},
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
	{"orders-pay", toPay, func(w opened) { w.orders(); w.click("Purchases"); w.settle(); w.row(0) }, true},
	{"orders-pay-code", toPay, func(w opened) { w.orders(); w.click("Purchases"); w.settle(); w.row(0); w.click("Show as a code") }, false},
	{"orders-head", guitest.Atelier, func(w opened) { w.sales(); w.row(4); w.shell.Orders.AskHead(); w.settle() }, true},
	{"orders-purchases", guitest.Atelier, func(w opened) { w.orders(); w.click("Purchases"); w.settle() }, false},
	{"orders-delivered", func() *guitest.World { return guitest.Delivered(machine.Buyer) }, func(w opened) { w.bought(); w.ordersBelow() }, true},
	{"orders-claim", claimed, func(w opened) { w.orders(); w.click("Cases"); w.settle(); w.row(0); w.ordersBelow() }, false},
	{"orders-claim-whole", claimed, func(w opened) {
		w.orders()
		w.click("Cases")
		w.settle()
		w.row(0)
		w.click("Show all")
	}, false},
	{"orders-rate", withPhoto, func(w opened) { w.bought(); w.click("Rate"); w.click("Add photo"); w.click("Add photo") }, true},
	{"orders-rated", photographed, func(w opened) { w.bought(); w.ordersBelow() }, true},
	{"orders-photo", photographed, func(w opened) { w.bought(); w.ordersBelow(); w.click("Photo 1") }, false},
	{"orders-parcel", guitest.Atelier, func(w opened) { w.sales(); w.row(5); w.ordersBelow() }, false},
	{"orders-parcel-page", guitest.Atelier, func(w opened) { w.sales(); w.row(5); w.click("See where it is") }, false},
	{"orders-refused", refused, func(w opened) { w.orders(); w.click("refused"); w.settle() }, true},
	{"orders-refused-today", refused, func(w opened) { w.orders() }, false},
	{"orders-cases", guitest.Atelier, func(w opened) { w.orders(); w.click("Cases"); w.settle() }, true},
}

// withPhoto is a world that bought something, with a picture at hand.
func withPhoto() *guitest.World {
	w := guitest.Delivered(machine.Buyer)
	w.File = guitest.Face(color.RGBA{196, 160, 120, 255})
	return w
}

// photographed is one in which that was rated, and all agree.
func photographed() *guitest.World {
	w := withPhoto()
	x := w.Orders.All[0]
	x.Say(machine.Buyer, guitest.Now.Add(-40*time.Minute), event.Rate{Scores: []event.Score{{Line: 0, Stars: 4}}, Text: "Fine letters; the bold one is a little narrow.",
		Photos: [][]byte{w.File, guitest.Face(color.RGBA{120, 150, 190, 255})}}, delivery.Read)
	x.Say(machine.Merchant, guitest.Now.Add(-20*time.Minute), event.Reply{Rating: x.Events[len(x.Events)-1].Hash, Text: "Thank you! The next version has a wider bold."}, "")
	x.Agreed[x.Merchant] = guitest.Now.Add(-5 * time.Minute)
	return w
}

// refused is the atelier, to which somebody sent what is not theirs to say.
func refused() *guitest.World {
	w := guitest.Atelier()
	o := w.Orders
	o.Refused = []order.Refusal{
		{At: guitest.Now.Add(-20 * time.Minute), From: guitest.ID("Ines Duarte"), Order: o.All[0].ID, Kind: event.KindPaid, Why: "this is for somebody else to say"},
		{At: guitest.Now.Add(-26 * time.Hour), From: guitest.ID("a stranger"), Kind: event.KindOrder, Why: "the event is not signed by its author"},
		{At: guitest.Now.Add(-50 * 24 * time.Hour), From: guitest.ID("Kenji Watanabe"), Order: o.All[9].ID, Kind: event.KindDispute, Why: "there is a claim already"},
	}
	return w
}

// claimed is the atelier with a case in which somebody wrote at length.
func claimed() *guitest.World {
	w := guitest.Atelier()
	x := w.Orders.All[len(w.Orders.All)-1]
	x.Say(machine.Buyer, guitest.Now.Add(-time.Hour), event.Message{Text: guitest.Claim}, "")
	return w
}

// toPay is a world with one order that waits for its buyer's money, which can go three ways.
func toPay() *guitest.World {
	w := guitest.WithOrders(guitest.Busy())
	x := w.Orders.Place(machine.Buyer, w.Me.Peer, guitest.ID("Kenji Watanabe"), "", guitest.Now.Add(-5*time.Hour), guitest.Terms(1200, guitest.Goods("Walnut board", 8, 3100)))
	x.Say(machine.Merchant, guitest.Now.Add(-time.Hour), event.Confirm{PayBy: guitest.Now.Add(75 * time.Hour), Ways: []event.Way{
		{Method: "Bank transfer", To: "Kenji Watanabe\nPT50 0002 0123 1234 5678 9015 4", Reference: "BOARD 7"},
		{Method: "Lightning invoice", To: "lnbc2500u1pvjluezsp5zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zygspp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqdq5xysxxatsyp3k7enxv4jsxqzpu9qrsgquk0rl77nj30yxdy8j9vdx85fkpmdla2087ne0xh8nhedh8w27kyke0lp53ut353s06fv3qfegext0eh0ymjpf39tuven09sam30g4vgpfna3rh"},
		{Method: "Card", To: "https://pay.example/watanabe/7"},
	}}, "")
	x.Say(machine.Merchant, guitest.Now.Add(-time.Minute), event.Paid{Amount: 6000, Reference: "first"}, "")
	return w
}

func noOrders() *guitest.World { return guitest.WithOrders(guitest.Busy()) }

// kept is the atelier with filters, replies and notes on customers.
func kept() *guitest.World {
	w := guitest.Atelier()
	o := w.Orders
	o.Kept = []order.KeptFilter{{Name: "Gifts", Filter: order.Filter{Tag: "gift"}}, {Name: "Rui's", Filter: order.Filter{Assignee: "Rui"}}}
	o.Canned = map[string]string{"Thanks": "Thank you, {name}! Order {order} is being made.", "On its way": "Your parcel left today: {tracking}"}
	o.Desks[guitest.ID("Kenji Watanabe")] = order.Customer{Tags: []string{"regular", "pays by card"}, Notes: []order.Note{{ID: 1, At: guitest.Now.Add(-48 * time.Hour), Text: "Wants invoices made out to his studio."}}}
	first := o.All[1]
	first.Page.Kept = []order.Kept{{Line: 0, Pieces: 1, Until: guitest.Now.Add(72 * time.Hour)}}
	return w
}

// statement is the atelier with a file of its bank.
func statement() *guitest.World {
	w := guitest.Atelier()
	w.File = []byte("date;amount")
	all := w.Orders.All
	m := func(i int, a int64, text string, sure bool, why order.Why) order.Match {
		return order.Match{Row: i + 2, When: guitest.Now.Add(-time.Duration(i) * 24 * time.Hour), Amount: money.Amount(a), Currency: "EUR", Text: text, Order: all[i].ID, Sure: sure, Why: why, Due: all[i].Total, Reference: fmt.Sprint("bank-", i)}
	}
	w.Orders.Matches = []order.Match{m(0, 18200, "INES DUARTE DUARTE 182", true, order.ByReference), m(1, 9600, "WATANABE K", true, order.ByAmount),
		m(2, 7000, "NADIA PETROVA order aZdcHx", false, order.OtherAmount), m(3, 12900, "TRANSFER 0019", false, order.OnlyAmount), {Row: 9, Why: order.NothingFits}, {Row: 10, Why: order.NothingFits}}
	return w
}

// longNames is a shop whose customers and goods are called at length, in several scripts.
func longNames() *guitest.World {
	w := guitest.WithOrders(guitest.Busy())
	for i, name := range []string{"Christoph-Maximilian von Hohenstein-Württemberg zu Neuburg", "ليلى حداد من بيروت", "a", "Ines Duarte"} {
		x := w.Orders.Place(machine.Merchant, guitest.ID("Ines Duarte"), w.Me.Peer, "", guitest.Now.Add(-time.Duration(i)*time.Hour),
			guitest.Terms(0, guitest.Goods([]string{"A walnut desk organiser with seven drawers, engraved, oiled and packed in wool", "منظم مكتب من خشب الجوز", "x", "كوب خزفي 500 ml"}[i], 1_000, 99_999_999)))
		x.Name, x.Tags = name, []string{"a tag that somebody wrote with much love"}
	}
	return w
}

// orders turns to the page, and lets its rows read what they lack.
func (w opened) orders() {
	w.shell.ShowOrders()
	w.settle()
}

// bought shows the first order of one's own.
func (w opened) bought() {
	w.orders()
	w.click("Purchases")
	w.settle()
	w.row(0)
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

// ordersBelow scrolls to the end of what is told of an order.
func (w opened) ordersBelow() {
	scrolls(w.shell.Orders.Object, func(s *container.Scroll) { s.ScrollToOffset(fyne.NewPos(0, math.MaxInt16)) })
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
