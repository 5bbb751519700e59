// Package price writes amounts as people read them:
//
//	price.Of(eur, 7400)             // € 74.00
//	price.Span(eur, 1800, 2250)     // € 18.00 – 22.50
//
// The sign of a currency that everybody knows takes the place of its code.
package price

import "restante/messaging/money"

// signs are those that stand for one currency alone.
var signs = map[string]string{"EUR": "€", "USD": "US$", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩", "UAH": "₴", "ILS": "₪", "BTC": "₿", "BRL": "R$"}

// Sign is what stands before an amount.
func Sign(c money.Currency) string {
	if s, known := signs[c.Code]; known {
		return s
	}
	return c.Code
}

// Of writes an amount with its currency.
func Of(c money.Currency, a money.Amount) string { return Sign(c) + " " + c.Format(a) }

// Span writes the lowest and the highest of several prices.
func Span(c money.Currency, lowest, highest money.Amount) string {
	if lowest == highest {
		return Of(c, lowest)
	}
	return Of(c, lowest) + " – " + c.Format(highest)
}
