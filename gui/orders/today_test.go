package orders

import (
	"context"
	"testing"
	"time"

	"restante/gui/guitest"
	"restante/messaging/order"
	"restante/messaging/order/machine"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
)

// front is a shop that says when nobody answers.
type front struct{ away []listing.Away }

func (f front) Shop(context.Context) (listing.Shop, error) {
	if f.away == nil {
		return listing.Shop{}, storefront.ErrNoShop
	}
	return listing.Shop{Away: f.away}, nil
}

// few is a stock of which there is little.
type few []storefront.Low

func (f few) LowStock(context.Context) ([]storefront.Low, error) { return f, nil }

// What waits is told with its number and the age of the oldest, and leads to it.
func TestTodayTellsWhatWaits(t *testing.T) {
	d := deskAt(t, guitest.Atelier(), large, todayView)
	d.says("to confirm", "oldest 6 days", "Tomás Rivera · Blue vase", "in dispute", "to decide", "Average order", "last Sat: 0")
	d.press("to confirm")
	if d.page.view != salesView || d.page.last.window.total != 5 {
		t.Errorf("it leads to %d orders of view %d", d.page.last.window.total, d.page.view)
	}
	d.press("Today")
	d.press("in dispute")
	if d.page.last.window.total != 1 {
		t.Errorf("%d orders are in dispute", d.page.last.window.total)
	}
	d.says("In dispute", "Ash shelf")
	d.press("Show all again")
	if d.page.last.window.total != 13 {
		t.Errorf("of all orders %d are shown", d.page.last.window.total)
	}
}

// One of them leads to itself.
func TestTodayLeadsToAnOrder(t *testing.T) {
	d := deskAt(t, guitest.Atelier(), small, todayView)
	d.press("Jonas Berg · Round stool")
	if x := d.world.Orders.Find(d.page.open); x == nil || x.Title != "Round stool" || !d.called("seen") {
		t.Error("another order is open, or it is not seen")
	}
	d.says("Order placed")
}

// An event that lies on this computer alone is told, and where nothing waits, that.
func TestTodayIsCalm(t *testing.T) {
	d := deskAt(t, guitest.WithOrders(guitest.Busy()), large, todayView)
	d.says("Nothing to do")
	d = deskAt(t, guitest.Atelier(), large, todayView)
	d.says("not sent yet")
	d.silent("Nothing to do", "low stock", "backup")
}

// Stock, backup and absence are told where they are known; a fresh backup is not.
func TestTodayTellsOfMoreThanOrders(t *testing.T) {
	d := deskAt(t, guitest.WithOrders(guitest.Busy()), large, todayView)
	made, led, backed := time.Time{}, 0, 0
	d.page.o.Stock = few{{Title: "Oak lamp", Free: 2}}
	d.page.o.Backup, d.page.o.BackUp = func() time.Time { return made }, func() { backed++ }
	d.page.o.ToShop = func() { led++ }
	d.page.o.Shop = front{[]listing.Away{{From: guitest.Now.Add(-time.Hour), Until: guitest.Now.Add(48 * time.Hour)}}}
	d.page.Reload()
	d.says("low stock", "Oak lamp", "2 left", "No backup was made yet", "Your shop says that you are away until 23 Nov")
	d.press("low stock")
	d.press("backup")
	if led != 1 || backed != 1 {
		t.Errorf("%d to the shop, %d backups", led, backed)
	}
	made = guitest.Now.Add(-9 * 24 * time.Hour)
	d.page.Reload()
	d.says("9 days")
	made, d.page.o.Shop = guitest.Now.Add(-time.Hour), front{}
	d.page.Reload()
	d.silent("backup", "Your shop says that you are away until 23 Nov")
}

// What is new shows while the view of today is open, and trouble is said.
func TestTodayFollows(t *testing.T) {
	d := deskAt(t, guitest.WithOrders(guitest.Busy()), large, todayView)
	d.world.Orders.Place(machine.Merchant, guitest.ID("Ines Duarte"), d.world.Me.Peer, "", guitest.Now, guitest.Terms(0, guitest.Goods("Stool", 1, 100)))
	d.page.Events([]any{order.Arrived{}})
	d.says("Ines Duarte · Stool")
	if d.count != 1 {
		t.Errorf("the rail counts %d", d.count)
	}
}
