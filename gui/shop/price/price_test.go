package price

import (
	"testing"

	"restante/messaging/money"
)

func TestAmountsAreWrittenForPeople(t *testing.T) {
	eur, odd := money.Currency{Code: "EUR", Decimals: 2}, money.Currency{Code: "PEPPER", Decimals: 0}
	for want, got := range map[string]string{
		"€ 74.00": Of(eur, 7400), "€ 0.05": Of(eur, 5), "PEPPER 12": Of(odd, 12),
		"7 %": Percent(70_000), "12.5 %": Percent(125_000), "€ 18.00": Span(eur, 1800, 1800), "€ 18.00 – 22.50": Span(eur, 1800, 2250),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
