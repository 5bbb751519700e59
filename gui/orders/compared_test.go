package orders

import (
	"errors"
	"testing"
	"time"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
)

// The order says whether both sides have the same story, and asks at once.
func TestBothSidesAgree(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	d.row(1)
	d.says("Not compared with the others since the last change")
	d.press("Compare now")
	if !d.called("compare Kenji Watanabe") || d.called("compare Holm & Co") {
		t.Errorf("asked are %q", d.world.Calls)
	}
	d.says("Both sides agree, last compared " + d.world.Loop.Now().Format("15:04"))
	d.world.Err = errors.New("the disk is full")
	d.press("Compare now")
	if d.notice != "the disk is full" {
		t.Errorf("the page says %q", d.notice)
	}
}

// A moderator who was called is asked as well, and counts.
func TestAllSidesAgree(t *testing.T) {
	d := quarrel(t, "It never came.")
	x := d.world.Orders.All[0]
	x.Agreed[x.Buyer] = guitest.Now
	d.page.Reload()
	d.settle()
	d.says("Not compared with the others since the last change")
	x.Agreed[x.Merchant] = guitest.Now.Add(-time.Hour)
	d.page.Reload()
	d.settle()
	d.says("All sides agree, last compared 13:36")
}

// What is over for long is not compared any more, and nothing is offered.
func TestOldOrdersAreNotCompared(t *testing.T) {
	w := guitest.WithOrders(guitest.Busy())
	at := guitest.Now.Add(-40 * 24 * time.Hour)
	w.Orders.Place(machine.Merchant, guitest.ID("Ines Duarte"), w.Me.Peer, "", at, guitest.Terms(0, guitest.Goods("Shelf", 1, 100))).Say(machine.Buyer, at, event.Cancel{}, "")
	d := newDesk(t, w, large)
	d.chip("All")
	d.silent("Compare now")
}

// What was refused is told today, with who sent it and why, and leads to the whole log.
func TestWhatWasRefusedIsTold(t *testing.T) {
	w := guitest.Atelier()
	x := w.Orders.All[0]
	w.Orders.Refused = []order.Refusal{
		{At: guitest.Now.Add(-time.Hour), From: guitest.ID("Ines Duarte"), Order: x.ID, Kind: event.KindPaid, Why: "this is for somebody else to say"},
		{At: guitest.Now.Add(-30 * 24 * time.Hour), From: guitest.ID("a stranger"), Why: "the event is not signed by its author"},
	}
	d := deskAt(t, w, large, todayView)
	d.says("refused", "Ines Duarte · this is for somebody else to say")
	d.press("refused")
	d.says("What was refused", "Payment received", "this is for somebody else to say", "the event is not signed by its author")
	d.press("Order " + number(x.ID))
	if d.page.open != x.ID {
		t.Error("another order is open")
	}
	d.silent("What was refused")
	w.Orders.Refused = w.Orders.Refused[1:] // long ago
	d.page.visit(todayView)
	d.settle()
	d.silent("refused")
	d.page.AskRefusals()
	d.says("the event is not signed by its author")
}

// A new line of the log shows while the page is open.
func TestRefusalsFollow(t *testing.T) {
	d := deskAt(t, guitest.Atelier(), large, todayView)
	d.silent("refused")
	d.world.Orders.Refused = []order.Refusal{{At: guitest.Now, From: guitest.ID("Ines Duarte"), Why: "forged"}}
	d.page.Events([]any{order.Refused{}})
	d.says("refused", "Ines Duarte · forged")
}

// Orders are chosen by the days on which they were placed, the last one among them, and
// by how much of them is paid.
func TestNarrowedByDaysAndPayment(t *testing.T) {
	d := newDesk(t, guitest.Atelier(), large)
	d.chip("All")
	ask := func(from, until string, paid int) {
		d.page.AskNarrow()
		for range 3 {
			d.window.Canvas().FocusNext()
		}
		d.write(from)
		d.window.Canvas().FocusNext()
		d.write(until)
		choosePayment(d, paid)
		d.press("Show")
	}
	ask("2026-11-15", "2026-11-16", 0)
	if w := d.page.last.window; w.total != 2 {
		t.Errorf("%d orders are of these days", w.total)
	}
	d.says("15 Nov to 16 Nov")
	ask("", "2026-11-01", 0)
	if w := d.page.last.window; w.total != 3 {
		t.Errorf("%d orders are so old", w.total)
	}
	ask("", "", 3)
	for _, r := range d.page.last.window.rows[0] {
		if r.Payment != order.FullyPaid {
			t.Errorf("%s is not paid", r.Title)
		}
	}
	if d.page.last.window.total == 0 {
		t.Error("nothing is paid")
	}
	for _, bad := range [][2]string{{"yesterday", ""}, {"2026-11-16", "2026-11-15"}} {
		ask(bad[0], bad[1], 0)
		d.says("Days are written like 2026-12-24, and the last one does not lie before the first.")
		d.press("Cancel")
	}
}

// choosePayment chooses how much is paid, in the open sheet.
func choosePayment(d *desk, i int) {
	d.t.Helper()
	x, ok := guitest.Find[*widget.Select](d.window.Canvas().Overlays().Top(), "Payment")
	if !ok {
		d.t.Fatal("payments cannot be chosen")
	}
	x.Choose(i)
}
