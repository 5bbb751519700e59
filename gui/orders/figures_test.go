package orders

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging/money"
	"restante/messaging/order"
)

// Bars are days, weeks from Monday or months, without gaps, and nothing is lost in them.
func TestBars(t *testing.T) {
	d := deskAt(t, guitest.WithOrders(guitest.Busy()), large, figuresView)
	f := d.page.parts[figuresView].(*figures)
	s := order.Sales{Currency: guitest.Euro, Days: []order.Day{{Date: "2026-10-23", Orders: 1, Revenue: 5}, {Date: "2026-11-15", Orders: 2, Revenue: 50}, {Date: "2026-11-16", Orders: 1, Revenue: 100}, {Date: "2026-11-21", Orders: 1, Revenue: 1}}}
	for unit, want := range map[int][3]string{byDay: {"30", "2026-10-23", "Sat 21 Nov"}, byWeek: {"5", "2026-10-19", "16 Nov to 22 Nov"}, byMonth: {"2", "2026-10-01", "1 Nov to 30 Nov"}} {
		f.unit.Choose(unit)
		all := f.bars(s)
		var orders int
		var revenue money.Amount
		for _, b := range all {
			orders, revenue = orders+b.orders, revenue+b.revenue
		}
		if orders != 5 || revenue != 156 {
			t.Errorf("unit %d has %d orders and %d", unit, orders, revenue)
		}
		if got := [3]string{strconv.Itoa(len(all)), all[0].from.Format(time.DateOnly), all[len(all)-1].name()}; got != want {
			t.Errorf("unit %d: %v, want %v", unit, got, want)
		}
	}
	f.unit.Choose(byWeek)
	if b := f.bars(s); b[3].revenue != 50 || b[4].revenue != 101 || b[4].average() != 50 {
		t.Errorf("%+v", b)
	}
}

// A bar is told to whoever points at it, with the keyboard too.
func TestABarIsTold(t *testing.T) {
	d := deskAt(t, guitest.Atelier(), large, figuresView)
	d.says("1,617.00", "in all", "What sells best", "Serving tray")
	one, ok := guitest.Find[*widget.Chart](d.page.Object, "Revenue, EUR")
	if !ok {
		t.Fatal("there is no chart")
	}
	d.window.Canvas().Focus(one)
	d.says("Sat 21 Nov: EUR 0.00")
	d.key(fyne.KeyLeft)
	d.says("Fri 20 Nov: EUR 148.00")
}

// Nothing sold is said, and the bars go into a file.
func TestFiguresAreExported(t *testing.T) {
	deskAt(t, guitest.WithOrders(guitest.Busy()), large, figuresView).says("Nothing was sold in this time")
	d := deskAt(t, guitest.Atelier(), large, figuresView)
	d.path = filepath.Join(t.TempDir(), "sales.csv")
	d.press("Export")
	b, err := os.ReadFile(d.path)
	if err != nil || strings.Count(string(b), "\n") != 31 || !strings.Contains(string(b), "2026-11-20,1,EUR,148.00,148.00\n") {
		t.Errorf("%v: %s", err, b)
	}
}
