package money

import (
	"errors"
	"fmt"

	"golang.org/x/text/currency"
)

const maxDecimals = 12 // those of XMR

// ErrCurrency is a code that is none, or one with other decimals than it has.
var ErrCurrency = errors.New("this is not a currency")

// Currency is a unit that prices are in, such as {"EUR", 2}.
type Currency struct {
	Code     string
	Decimals uint8
}

// isoDecimals are those of ISO 4217 where x/text says otherwise, or does not know the
// code.
var isoDecimals = map[string]uint8{
	"AFN": 2, "ALL": 2, "AMD": 2, "COP": 2, "GYD": 2, "IDR": 2, "IQD": 3, "IRR": 2, "KPW": 2, "LAK": 2,
	"LBP": 2, "MGA": 2, "MMK": 2, "MNT": 2, "MUR": 2, "PKR": 2, "RSD": 2, "SOS": 2, "SYP": 2, "TZS": 2,
	"UZS": 2, "YER": 2,

	"MRU": 2, "SLE": 2, "UYW": 4, "VED": 2, "VES": 2, "XCG": 2, "ZWG": 2,
}

// coinDecimals are those of what is no country's money.
var coinDecimals = map[string]uint8{
	"BTC": 8, "SATS": 0, "LTC": 8, "BCH": 8, "DOGE": 8, "DASH": 8, "ZEC": 8,
	"ETH": 9, "XMR": 12, "XRP": 6, "XLM": 7, "SOL": 9, "USDT": 6, "USDC": 6,
}

// Known returns the currency of a code that is known: of ISO 4217, past ones
// included, or of a coin.
func Known(code string) (Currency, error) {
	for _, table := range []map[string]uint8{isoDecimals, coinDecimals} {
		if d, ok := table[code]; ok {
			return Currency{code, d}, nil
		}
	}
	unit, err := currency.ParseISO(code)
	if err != nil || unit.String() != code || unit == currency.XXX || unit == currency.XTS {
		return Currency{}, fmt.Errorf("%w: %q", ErrCurrency, code)
	}
	scale, _ := currency.Standard.Rounding(unit)
	return Currency{code, uint8(scale)}, nil
}

// Check reports what is wrong with a currency that came from elsewhere.
func (c Currency) Check() error {
	known, err := Known(c.Code)
	switch {
	case err == nil && known != c:
		return fmt.Errorf("%w: %s has %d decimals, not %d", ErrCurrency, c.Code, known.Decimals, c.Decimals)
	case err != nil && (!wellFormed(c.Code) || c.Decimals > maxDecimals):
		return fmt.Errorf("%w: %q with %d decimals", ErrCurrency, c.Code, c.Decimals)
	}
	return nil
}

// wellFormed reports whether a code that nobody knows could be one. XXX and XTS are
// no currency and the one for tests.
func wellFormed(code string) bool {
	if len(code) < 3 || len(code) > 10 || code == "XXX" || code == "XTS" {
		return false
	}
	for _, r := range code {
		if (r < 'A' || r > 'Z') && (r < '0' || r > '9') {
			return false
		}
	}
	return true
}
