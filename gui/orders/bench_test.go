package orders

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/messaging/order/machine"
)

// manyOrders are those of a shop after years.
const manyOrders = 10_000

func crowded(b *testing.B) *desk {
	w := guitest.WithOrders(guitest.Busy())
	for i := range manyOrders {
		w.Orders.Place(machine.Merchant, guitest.ID("Ines Duarte"), w.Me.Peer, "", guitest.Now.Add(-time.Duration(i)*time.Minute), guitest.Terms(0, guitest.Goods("Mug", 1, 100)))
	}
	return newDesk(b, w, large)
}

// measured reports the time that most steps stay under.
func measured(b *testing.B, step func(i int)) {
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		began := time.Now()
		step(i)
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
}

// BenchmarkFilter chooses one filter after the other of ten thousand orders, with all that
// its rows lack.
func BenchmarkFilter(b *testing.B) {
	d := crowded(b)
	measured(b, func(i int) {
		d.page.filters.Choose(1 + i%2*5)
		d.world.Loop.Advance(50 * time.Millisecond)
	})
}

// BenchmarkScroll goes through them with the wheel.
func BenchmarkScroll(b *testing.B) {
	d := crowded(b)
	measured(b, func(int) {
		test.Scroll(d.window.Canvas(), fyne.NewPos(400, 600), 0, -200)
		d.world.Loop.Advance(50 * time.Millisecond)
	})
}

// BenchmarkOpen opens one order after the other.
func BenchmarkOpen(b *testing.B) {
	d := crowded(b)
	rows := d.page.last.window.rows[0]
	measured(b, func(i int) {
		d.page.pick(rows[i%10].ID)
		d.world.Loop.Advance(50 * time.Millisecond)
	})
}

// BenchmarkToday shows what is to be done.
func BenchmarkToday(b *testing.B) {
	d := crowded(b)
	measured(b, func(int) { d.page.visit(todayView) })
}
