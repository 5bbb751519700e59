package order

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkMatchStatement reads a month of payments while ten thousand orders are open.
func BenchmarkMatchStatement(b *testing.B) {
	w := newTrade(b)
	ids := w.merchant.fills(w, 10_000)
	file := "Buchungstag;Verwendungszweck;Betrag;Währung\n"
	for i := range 500 {
		file += fmt.Sprintf("20.11.2026;Order %s of somebody;95,00;EUR\n", ids[i*20].Number())
	}
	for b.Loop() {
		all, err := w.merchant.MatchStatement(ctx, strings.NewReader(file))
		if err != nil || all[0].Order != ids[0] {
			b.Fatal(all[0], err)
		}
	}
}
