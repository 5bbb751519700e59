package money

import (
	"errors"
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// anyAmount is in range, and often at its ends.
var anyAmount = rapid.Map(rapid.OneOf(rapid.Int64Range(0, 1000), rapid.Int64Range(0, Max), rapid.Int64Range(Max-1000, Max)),
	func(n int64) Amount { return Amount(n) })

// wildAmount is whatever may come from elsewhere.
var wildAmount = rapid.Map(rapid.OneOf(rapid.Int64(), rapid.Int64Range(-3, 3), rapid.Int64Range(Max-3, Max+3)),
	func(n int64) Amount { return Amount(n) })

// want is what an exact result means: an amount, or the error that it is out of range.
func want(t *rapid.T, got Amount, err error, exact *big.Int) {
	t.Helper()
	switch {
	case exact.Sign() < 0 && !errors.Is(err, ErrNegative):
		t.Fatalf("%d, %v; want %v, which is negative", got, err, exact)
	case exact.Cmp(big.NewInt(Max)) > 0 && !errors.Is(err, ErrOverflow):
		t.Fatalf("%d, %v; want %v, which is too large", got, err, exact)
	case exact.Sign() >= 0 && exact.Cmp(big.NewInt(Max)) <= 0 && (err != nil || big.NewInt(int64(got)).Cmp(exact) != 0):
		t.Fatalf("%d, %v; want %v", got, err, exact)
	case err != nil && got != 0:
		t.Fatalf("%d beside %v", got, err)
	}
}

func bigSum(amounts []Amount) *big.Int {
	sum := new(big.Int)
	for _, a := range amounts {
		sum.Add(sum, big.NewInt(int64(a)))
	}
	return sum
}

func TestAddIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amounts := rapid.SliceOf(anyAmount).Draw(t, "amounts")
		got, err := Add(amounts...)
		want(t, got, err, bigSum(amounts))
	})
}

func TestTheEndsOfTheRange(t *testing.T) {
	if sum, err := Add(Max-1, 1); sum != Max || err != nil {
		t.Errorf("%d, %v", sum, err)
	}
	if sum, err := Add(Max, 1); !errors.Is(err, ErrOverflow) {
		t.Errorf("%d, %v", sum, err)
	}
	if product, err := Amount(1 << 26).Times(1 << 27); !errors.Is(err, ErrOverflow) {
		t.Errorf("%d, %v", product, err)
	}
	if sum, err := Add(); sum != 0 || err != nil {
		t.Errorf("%d, %v", sum, err)
	}
}

func TestSubIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyAmount.Draw(t, "a"), anyAmount.Draw(t, "b")
		got, err := Sub(a, b)
		want(t, got, err, big.NewInt(int64(a-b)))
		if sum, err := Add(got, b); a >= b && (err != nil || sum != a) {
			t.Fatalf("%d - %d + %d is %d, %v", a, b, b, sum, err)
		}
	})
}

func TestTimesIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, n := anyAmount.Draw(t, "a"), rapid.Uint32().Draw(t, "n")
		got, err := a.Times(n)
		want(t, got, err, new(big.Int).Mul(big.NewInt(int64(a)), big.NewInt(int64(n))))
	})
}

// Whatever is out of range makes an error, never another amount.
func TestWildAmountsAreRefused(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := wildAmount.Draw(t, "a"), wildAmount.Draw(t, "b")
		bad := a < 0 || b < 0 || a > Max || b > Max
		if _, err := Add(a, b); bad && err == nil {
			t.Fatalf("%d + %d", a, b)
		}
		if _, err := Sub(a, b); bad && err == nil {
			t.Fatalf("%d - %d", a, b)
		}
		if _, err := a.Times(1); (a < 0 || a > Max) && err == nil {
			t.Fatalf("%d * 1", a)
		}
		if _, err := Split(a, []Amount{b}); bad && err == nil {
			t.Fatalf("%d by weight %d", a, b)
		}
		if got := Share(a, 1, 2); (a < 0 || a > Max) && got != 0 {
			t.Fatalf("half of %d is %d", a, got)
		}
	})
}

func TestShareRoundsHalfUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anyAmount.Draw(t, "a")
		den := rapid.OneOf(rapid.Uint64Range(1, 20000), rapid.Uint64Min(1)).Draw(t, "den")
		num := rapid.Uint64Range(0, den).Draw(t, "num")
		exact := new(big.Int).Mul(big.NewInt(int64(a)), new(big.Int).SetUint64(num))
		exact.Lsh(exact, 1).Add(exact, new(big.Int).SetUint64(den))
		exact.Div(exact, new(big.Int).Lsh(new(big.Int).SetUint64(den), 1)) // floor(a*num/den + 1/2)
		want(t, Share(a, num, den), nil, exact)
	})
}

func TestShareIsAPart(t *testing.T) {
	for _, c := range []struct {
		a        Amount
		num, den uint64
		want     Amount
	}{
		{1, 1, 2, 1}, {3, 1, 2, 2}, {2, 1, 4, 1}, {1, 1, 3, 0}, {2, 1, 3, 1},
		{11900, 1900, 11900, 1900}, {Max, 1, 1, Max}, {Max, math.MaxUint64 - 1, math.MaxUint64, Max},
		{100, 3, 2, 100}, {100, 1, 0, 0}, {100, 0, 7, 0},
	} {
		if got := Share(c.a, c.num, c.den); got != c.want {
			t.Errorf("%d*%d/%d is %d, want %d", c.a, c.num, c.den, got, c.want)
		}
	}
}

func TestSplitAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anyAmount.Draw(t, "a")
		weights := rapid.SliceOfN(anyAmount, 1, 8).Draw(t, "weights")
		total, err := Add(weights...)
		parts, splitErr := Split(a, weights)
		if !errors.Is(splitErr, err) || err != nil {
			if err == nil || splitErr == nil {
				t.Fatalf("%v, want %v", splitErr, err)
			}
			return
		}
		if sum := bigSum(parts); sum.Cmp(big.NewInt(int64(a))) != 0 {
			t.Fatalf("%v add up to %v, want %d", parts, sum, a)
		}
		for i, p := range parts {
			if low := floor(a, weights[i], total); total > 0 && p != low && p != low+1 {
				t.Fatalf("part %d is %d, want %d or one more", i, p, low)
			}
		}
	})
}

func floor(a, w, total Amount) Amount {
	if total == 0 {
		return 0
	}
	exact := new(big.Int).Mul(big.NewInt(int64(a)), big.NewInt(int64(w)))
	return Amount(exact.Div(exact, big.NewInt(int64(total))).Int64())
}

func TestSplitGivesWhatIsLeftToWhoLostMost(t *testing.T) {
	for _, c := range []struct {
		a             Amount
		weights, want []Amount
	}{
		{100, []Amount{1, 1, 1}, []Amount{34, 33, 33}},
		{10, []Amount{3, 3, 1}, []Amount{4, 4, 2}},
		{5, []Amount{0, 0}, []Amount{5, 0}},
		{5, nil, []Amount{}},
		{0, []Amount{7, 2}, []Amount{0, 0}},
	} {
		got, err := Split(c.a, c.weights)
		if err != nil || len(got) != len(c.want) {
			t.Fatalf("%v, %v", got, err)
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%d by %v is %v, want %v", c.a, c.weights, got, c.want)
			}
		}
	}
}
