// Package money is what things cost: a whole number of the smallest units of one
// currency, and never a fraction of one.
//
//	eur, err := money.Known("EUR")             // 2 decimals
//	price, err := eur.Parse("182.50")          // 18250
//	total, err := price.Times(3)               // 54750
//	total, err = money.Add(total, postage)
//	tax := money.Share(total, 19, 119)         // what of it is tax
//	text := eur.Format(total)                  // "547.50"
//
// An [Amount] is units and nothing else: whoever holds one knows of which currency.
// It lies between 0 and [Max], and what would leave that range is an error, before
// anything is computed with it. There are no negative amounts: what is given back, or
// taken off a price, has a name of its own and is subtracted.
//
// # What is promised
//
//   - Sums are exact. [Share] rounds half a unit up, once, and says so; [Split] gives
//     parts that add up to the whole, to the unit.
//   - An amount survives every program on its way: Max is 2^53 - 1, the largest whole
//     number that JSON carries safely through languages which know only floats.
//   - What [Currency.Parse] reads is what [Currency.Format] writes. Nothing is rounded
//     on the way in: "1.005" EUR is an error.
//   - A known code has one number of decimals for everybody. Somebody who sends "EUR
//     with 3 decimals" is refused by [Currency.Check], so that 18250 cannot mean two
//     prices.
//
// # Why
//
// Which codes exist comes from golang.org/x/text/currency. Its decimals come from
// CLDR, which asks how many a price tag shows: none for AFN, COP, IDR, PKR or RSD,
// where ISO 4217, banks and payment providers count two. It also lacks codes younger
// than its tables. So isoDecimals below holds what differs from ISO 4217, and a test
// compares the whole with the standard's list.
//
// Codes that nobody knows are allowed, since a shop may take a coin that is younger
// than this program; then whoever names the price names the decimals too.
//
// The separator is always a point and there is no grouping: how a person wants to see
// a number is a matter for the window.
package money
