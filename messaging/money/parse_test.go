package money

import (
	"errors"
	"math"
	"strings"
	"testing"
)

var eur, jpy, xmr = Currency{"EUR", 2}, Currency{"JPY", 0}, Currency{"XMR", 12}

func TestFormat(t *testing.T) {
	for _, c := range []struct {
		in   Currency
		a    Amount
		want string
	}{
		{eur, 18200, "182.00"}, {eur, 5, "0.05"}, {eur, 0, "0.00"}, {jpy, 0, "0"}, {jpy, 1500, "1500"},
		{xmr, 1, "0.000000000001"}, {eur, Max, "90071992547409.91"},
		{eur, -5, "-0.05"}, {eur, math.MinInt64, "-92233720368547758.08"},
	} {
		if got := c.in.Format(c.a); got != c.want {
			t.Errorf("%d %s is %q, want %q", c.a, c.in.Code, got, c.want)
		}
	}
}

func TestParse(t *testing.T) {
	for _, c := range []struct {
		in   Currency
		text string
		want Amount
		err  error
	}{
		{eur, "182.00", 18200, nil}, {eur, "182", 18200, nil}, {eur, "182.5", 18250, nil}, {eur, "0", 0, nil},
		{eur, "007.10", 710, nil}, {eur, "90071992547409.91", Max, nil}, {jpy, "1500", 1500, nil},
		{eur, "1.005", 0, ErrAmount}, {eur, "1.000", 0, ErrAmount}, {jpy, "1.0", 0, ErrAmount},
		{eur, "", 0, ErrAmount}, {eur, ".5", 0, ErrAmount}, {eur, "5.", 0, ErrAmount}, {eur, "1,50", 0, ErrAmount},
		{eur, "1 000", 0, ErrAmount}, {eur, " 1", 0, ErrAmount}, {eur, "+1", 0, ErrAmount}, {eur, "1e3", 0, ErrAmount},
		{eur, "1.2.3", 0, ErrAmount}, {eur, "٣", 0, ErrAmount}, {eur, strings.Repeat("0", 65), 0, ErrAmount},
		{eur, "-1", 0, ErrNegative}, {eur, "-0.50", 0, ErrNegative}, {eur, "--1", 0, ErrAmount}, {eur, "-", 0, ErrAmount},
		{eur, "90071992547409.92", 0, ErrOverflow}, {eur, "99999999999999999999", 0, ErrOverflow},
		{xmr, "9007.199254740991", Max, nil}, {xmr, "9007.199254740992", 0, ErrOverflow},
	} {
		if got, err := c.in.Parse(c.text); got != c.want || !errors.Is(err, c.err) {
			t.Errorf("%q %s is %d, %v; want %d, %v", c.text, c.in.Code, got, err, c.want, c.err)
		}
	}
}

// What is read is in range and comes back the same; nothing panics.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"182.00", "0.5", "-1", "1e9", "9007199254740991", "", "."} {
		f.Add(s, uint8(2))
	}
	f.Fuzz(func(t *testing.T, s string, decimals uint8) {
		c := Currency{"EUR", decimals}
		a, err := c.Parse(s)
		if err != nil {
			return
		}
		if err := a.Check(); err != nil {
			t.Fatalf("%q is %d: %v", s, a, err)
		}
		if decimals > maxDecimals {
			return
		}
		if again, err := c.Parse(c.Format(a)); err != nil || again != a {
			t.Fatalf("%d is written %q, which is read as %d, %v", a, c.Format(a), again, err)
		}
	})
}
