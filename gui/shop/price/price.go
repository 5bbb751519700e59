// Package price writes amounts as people read them:
//
//	price.Of(eur, 7400)             // € 74.00
//	price.Span(eur, 1800, 2250)     // € 18.00 – 22.50
//
// The sign of a currency that everybody knows takes the place of its code.
//
// It also reads them as people type them, who do that in as many ways as there are
// countries:
//
//	price.Local().Parse(eur, "12,50") // 12.50, also where that is written with a point
//	price.Local().Parse(btc, "1,000") // *Twofold: one, or a thousand
//
// # Why
//
// Whoever lives in one country and was born in another types as he learned it, and the
// number pad of a French keyboard has a point. So the locale alone decides nothing: what
// can be read in one way is read so everywhere, and what can be read in two is asked
// about, since a wrong guess is off by a thousand.
package price

import (
	"strconv"

	"restante/messaging/money"
	"restante/messaging/storefront/listing"
)

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
func Of(c money.Currency, a money.Amount) string { return Sign(c) + " " + Local().Plain(c, a) }

// Percent writes a rate, such as "19 %".
func Percent(perMillion uint32) string { return Hundredths(perMillion) + " %" }

// Hundredths is a rate as it is typed: 190,000 of a million are "19".
func Hundredths(perMillion uint32) string {
	return strconv.FormatFloat(float64(perMillion)*100/listing.PerMillion, 'f', -1, 64)
}

// Span writes the lowest and the highest of several prices.
func Span(c money.Currency, lowest, highest money.Amount) string {
	if lowest == highest {
		return Of(c, lowest)
	}
	return Of(c, lowest) + " – " + Local().Plain(c, highest)
}
