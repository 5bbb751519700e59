package orders

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"restante/gui/guitest"
	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
)

// The tiles count what waits, and lead to it.
func TestTilesCountAndChoose(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	d.says("Today, Sat 21 Nov · this week EUR 478.00", "5", "2 × Walnut desk organiser, 1 × Stoneware mug, sand")
	if d.count != 6 {
		t.Errorf("the rail counts %d", d.count)
	}
	tile, _ := guitest.Find[interface {
		fyne.CanvasObject
		fyne.Tappable
	}](d.page.row, "overdue")
	tile.Tapped(nil)
	d.settle()
	if d.page.last.window.total != 1 {
		t.Errorf("%d are overdue", d.page.last.window.total)
	}
	d.says("Blue vase", "Overdue")
}

// What is told of an order is what its events say, and how they get to the others.
func TestThePanelTellsAnOrder(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	d.row(4)
	d.says("148.00", "Paid, EUR 148.00", "EUR 148.00 · Bank transfer · R1", "held by 2", "gift", "Rui", "Waiting for you")
	d.row(8)
	d.says("failed", "Send again")
	d.press("Send again")
	if !d.called("send again") {
		t.Error("nothing was sent again")
	}
}

// A pick tells the core that the user saw the order; the first one, which shows by
// itself, was not picked.
func TestOnlyAPickIsSeen(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	if d.called("seen") || d.page.open == (event.ID{}) {
		t.Error("an order was seen by itself, or none is shown")
	}
	d.row(0)
	if !d.called("seen") || d.world.Orders.All[0].Unread != 0 {
		t.Error("the order is not seen")
	}
}

// In a small window the order takes the place of the table, and gives it back.
func TestTheSmallWindowShowsOneAtATime(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), small)
	d.silent("Order placed")
	d.row(1)
	d.says("Order placed", "All orders")
	d.silent("Find an order")
	d.press("All orders")
	d.silent("Order placed")
}

// A word finds the orders that it begins a word of, and the beginning of a number one.
func TestSearchFindsWordsAndNumbers(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	d.page.FocusSearch()
	d.write("vas")
	d.settle()
	if d.page.last.window.total != 1 {
		t.Errorf("%d orders have a vase", d.page.last.window.total)
	}
	d.write(strings.ToLower(number(d.world.Orders.All[2].ID))[:4])
	d.settle()
	if w := d.page.last.window; w.total != 1 || w.rows[0][0].ID != d.world.Orders.All[2].ID {
		t.Errorf("the number finds %d orders", w.total)
	}
	d.write("nobody of that name")
	d.settle()
	d.says("Nothing found")
}

// The sides show orders of one's other roles, and a buyer is told of the seller.
func TestSides(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	d.press("Purchases")
	d.says("Seller", "To pay", "Atelier Norte", "2 × Beeswax, 1 kg")
	d.press("Cases")
	d.says("Nadia Petrova", "In dispute", "Decide")
}

// An order opens from elsewhere, on the side that is one's own; one that is gone does not.
func TestOpen(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	i := slices.IndexFunc(d.world.Orders.All, func(o *guitest.Order) bool { return o.Role == machine.Buyer })
	id := d.world.Orders.All[i].ID
	d.page.Open(id)
	d.settle()
	d.says("Seller")
	if d.page.open != id {
		t.Error("another order is open")
	}
	d.page.Open(event.ID{9})
	d.settle()
	if d.page.open != id {
		t.Error("what is gone took its place")
	}
}

// Of ten thousand orders only some windows are read, and the last row is reached.
func TestManyOrdersAreAWindow(t *testing.T) {
	w := guitest.WithOrders(guitest.Busy())
	const many = 10_000
	for i := range many {
		w.Orders.Place(machine.Merchant, guitest.ID("Ines Duarte"), w.Me.Peer, "", guitest.Now.Add(-time.Duration(i)*time.Minute), guitest.Terms(0, guitest.Goods("Mug", 1, 100)))
	}
	d := newDesk(t, w, large)
	if n := len(d.page.table.w.rows); n > 2 || w.Orders.Reads > 40 {
		t.Errorf("%d windows and %d orders were read", n, w.Orders.Reads)
	}
	d.page.FocusSearch()
	d.key(fyne.KeyDown, fyne.KeyEnd)
	for range many / windowRows {
		d.settle()
	}
	last := w.Orders.All[many-1].ID
	if d.page.table.w.find(last) != many-1 || len(d.page.table.w.rows) > windows {
		t.Errorf("the last order is row %d of %d windows", d.page.table.w.find(last), len(d.page.table.w.rows))
	}
	d.key(fyne.KeyEnd, fyne.KeyReturn)
	if d.page.open != last {
		t.Error("the last order does not open")
	}
}

// What arrives meanwhile shows, and the order that is open stays open.
func TestNewOrdersMoveTheTable(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	d.row(1)
	open := d.page.open
	d.world.Orders.Place(machine.Merchant, guitest.ID("Marta Oliveira"), d.world.Me.Peer, "", guitest.Now, guitest.Terms(0, guitest.Goods("Fresh stool", 1, 100)))
	d.page.Events([]any{order.Arrived{}})
	d.settle()
	d.says("1 × Fresh stool")
	if d.page.open != open || d.count != 7 {
		t.Errorf("another order is open, or the rail counts %d", d.count)
	}
}

// The orders of the filter go into a new file; one that is there stays.
func TestExport(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	d.path = filepath.Join(t.TempDir(), "orders.csv")
	d.press("Export")
	b, err := os.ReadFile(d.path)
	if err != nil || strings.Count(string(b), "\n") != 10 {
		t.Errorf("%v: %q", err, b)
	}
	d.press("Export")
	if d.notice == "Saved as orders.csv" {
		t.Error("the file was overwritten")
	}
}

// A reading that fails is said, and the page stays.
func TestTroubleIsSaid(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	d.world.Err = errors.New("the disk is full")
	d.page.Reload()
	if d.notice != "the disk is full" {
		t.Errorf("the page says %q", d.notice)
	}
	d.says("Ines Duarte")
}

// While the page is hidden it reads nothing but how many orders wait.
func TestHiddenItOnlyCounts(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	d.page.SetShown(false)
	d.settle()
	before := d.world.Orders.Reads
	d.page.Events([]any{order.Changed{}})
	d.world.Loop.Advance(5 * time.Minute)
	if d.world.Orders.Reads != before {
		t.Error("it reads while nobody looks")
	}
}
