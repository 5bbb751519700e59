package shell

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging/delivery"
)

// talking is a window with a conversation of n messages open.
func talking(b *testing.B, n int) opened {
	w := guitest.Busy()
	id := guitest.ID("Jonas Berg")
	for i := range n {
		w.Say(id, guitest.Now.Add(time.Duration(i-n)*time.Minute), fmt.Sprintf("Message %d, of the length that most have", i%10), []delivery.State{"", delivery.Read}[i%2])
	}
	o := window(b, w, large)
	o.open("Jonas Berg")
	o.Canvas().Capture()
	return o
}

// BenchmarkCapture draws the whole window, with a conversation of 100,000 messages
// and with one of 100, in turns: the first may take 1.3 times as long.
func BenchmarkCapture(b *testing.B) {
	test.NewTempApp(b).Settings().SetTheme(widget.Theme{Only: "light"})
	long, short := talking(b, 100_000), talking(b, 100)
	least := [2]time.Duration{time.Hour, time.Hour} // the least is what others on the machine disturb least
	for b.Loop() {
		for i, w := range []opened{long, short} {
			began := time.Now()
			w.Canvas().Capture()
			least[i] = min(least[i], time.Since(began))
		}
	}
	b.ReportMetric(float64(least[0].Milliseconds()), "ms-of-100000")
	b.ReportMetric(float64(least[1].Milliseconds()), "ms-of-100")
	b.ReportMetric(float64(least[0])/float64(least[1]), "times")
}
