package money

import (
	"errors"
	"math/bits"
)

// Max is the largest amount, in units.
const Max = 1<<53 - 1

var (
	ErrOverflow = errors.New("the amount is too large")
	ErrNegative = errors.New("the amount is less than nothing")
)

// Amount is a number of the smallest units of a currency: cents of EUR, satoshis of
// BTC. It is from 0 to Max.
type Amount int64

// Check reports whether an amount that came from elsewhere is out of range.
func (a Amount) Check() error {
	switch {
	case a < 0:
		return ErrNegative
	case a > Max:
		return ErrOverflow
	}
	return nil
}

// Add returns the sum of amounts.
func Add(amounts ...Amount) (sum Amount, err error) {
	for _, a := range amounts {
		if err := a.Check(); err != nil {
			return 0, err
		}
		if sum > Max-a {
			return 0, ErrOverflow
		}
		sum += a
	}
	return sum, nil
}

// Sub returns a - b, and ErrNegative if b is more.
func Sub(a, b Amount) (Amount, error) {
	if err := errors.Join(a.Check(), b.Check()); err != nil {
		return 0, err
	}
	if b > a {
		return 0, ErrNegative
	}
	return a - b, nil
}

// Times returns a * n.
func (a Amount) Times(n uint32) (Amount, error) {
	if err := a.Check(); err != nil {
		return 0, err
	}
	high, low := bits.Mul64(uint64(a), uint64(n))
	if high > 0 || low > Max {
		return 0, ErrOverflow
	}
	return Amount(low), nil
}

// Share returns the part num/den of a, half a unit rounded up. It is a part: at most
// the whole, and nothing where den is 0 or a out of range.
func Share(a Amount, num, den uint64) Amount {
	if den == 0 || a.Check() != nil {
		return 0
	}
	if num >= den {
		return a
	}
	high, low := bits.Mul64(uint64(a), num)
	whole, rest := bits.Div64(high, low, den) // a*num < 2^53 * den, so that it fits
	if rest >= den-rest {
		whole++
	}
	return Amount(whole)
}
