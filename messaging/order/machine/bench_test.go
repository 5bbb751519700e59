package machine

import (
	"fmt"
	"testing"

	"restante/messaging/order/event"
)

// long is an order with a dispute and much to say, of n events.
func long(t testing.TB, n int) *log {
	l := sent(t)
	l.says(Buyer, event.Dispute{Text: "cracked"})
	for i := len(l.events); i < n; i++ {
		l.says([]Role{Buyer, Merchant, Moderator}[i%3], event.Message{Text: fmt.Sprint(i)})
	}
	return l
}

func BenchmarkFold(b *testing.B) {
	for _, n := range []int{8, 60, 250} {
		l := long(b, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if s := Fold(l.id, l.events); s.Stage != Disputed {
					b.Fatal(s.Stage)
				}
			}
		})
	}
}

// A hostile buyer who fills his part with things said in one place costs the others
// milliseconds, not more.
func BenchmarkForked(b *testing.B) {
	l := long(b, 60)
	parents := l.state().Parents()
	for range MaxOf[Buyer] - l.state().wrote[Buyer] {
		l.after(Buyer, parents, event.Message{Text: "x"})
	}
	for range 60 {
		l.says(Merchant, event.Message{Text: "y"})
	}
	for b.Loop() {
		if s := Fold(l.id, l.events); len(s.Forks) == 0 {
			b.Fatal("no forks")
		}
	}
}
