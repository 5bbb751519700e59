package widget

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
)

const many = 100_000

// BenchmarkShow opens a conversation of 100,000 messages at its end.
func BenchmarkShow(b *testing.B) {
	c, _ := conversation(b, many, true)
	pages := [][]Message{made(many-200, 200), made(many-5200, 200), made(many-9200, 200)}
	for i := 0; b.Loop(); i++ {
		c.Set(pages[i%len(pages)], true)
	}
}

// BenchmarkScroll goes up through 100,000 messages by the wheel, pages and all,
// and reports the slowest of a hundred steps.
func BenchmarkScroll(b *testing.B) {
	c, _ := conversation(b, many, true)
	var steps []time.Duration
	for b.Loop() {
		began := time.Now()
		c.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.Delta{DY: 40}})
		steps = append(steps, time.Since(began))
		if c.view.first == 0 {
			c.ScrollToEnd()
		}
	}
	slices.Sort(steps)
	b.ReportMetric(float64(steps[len(steps)*99/100].Microseconds()), "p99-µs")
}

// BenchmarkReplace reads 800 messages again of which one is new.
func BenchmarkReplace(b *testing.B) {
	c, _ := conversation(b, many, true)
	one, other := made(many-MaxRows, MaxRows), made(many-MaxRows+1, MaxRows)
	for i := 0; b.Loop(); i++ {
		if i%2 == 0 {
			c.Replace(one, true)
		} else {
			c.Replace(other, true)
		}
	}
}

// BenchmarkLongMessage measures a message of the greatest length.
func BenchmarkLongMessage(b *testing.B) {
	conversation(b, 1, false)
	text := made(22, 1)[0].Text
	for len(text) < 20_000 {
		text += " " + text
	}
	for b.Loop() {
		wrap(text[:20_000], 492, textSize)
	}
}
