package money

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// ErrAmount is a text that is no amount.
var ErrAmount = errors.New("this is not an amount")

// Format writes an amount with all decimals of its currency, such as "182.00".
func (c Currency) Format(a Amount) string {
	sign := ""
	if a < 0 {
		sign, a = "-", -a
	}
	digits := fmt.Sprintf("%0*d", int(c.Decimals)+1, uint64(a))
	point := len(digits) - int(c.Decimals)
	if c.Decimals == 0 {
		return sign + digits
	}
	return sign + digits[:point] + "." + digits[point:]
}

// Parse reads "182", "182.5" or "182.50". Decimals that the currency does not have
// are an error.
func (c Currency) Parse(s string) (Amount, error) {
	whole, fraction, point := strings.Cut(s, ".")
	switch {
	case len(s) > maxText || !digits(whole) || point && !digits(fraction):
		return 0, refuse(s)
	case len(fraction) > int(c.Decimals):
		return 0, fmt.Errorf("%w: %s has %d decimals, %q has more", ErrAmount, c.Code, c.Decimals, s)
	}
	units := whole + fraction + strings.Repeat("0", int(c.Decimals)-len(fraction))
	n, err := strconv.ParseUint(units, 10, 64)
	if err != nil || n > Max {
		return 0, fmt.Errorf("%w: %q", ErrOverflow, s)
	}
	return Amount(n), nil
}

const maxText = 64 // bytes; more is no amount in any currency

func refuse(s string) error {
	rest, minus := strings.CutPrefix(s, "-")
	if minus && len(s) <= maxText && digits(strings.Replace(rest, ".", "", 1)) {
		return fmt.Errorf("%w: %q", ErrNegative, s)
	}
	return fmt.Errorf("%w: %.20q", ErrAmount, s)
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
