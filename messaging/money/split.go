package money

import (
	"cmp"
	"math/bits"
	"slices"
)

// Split divides a among weights, in proportion and to the unit: the parts add up to
// a. Units that are left over go to those who lost most by rounding, the first of
// equals. Where nothing weighs anything the first part is all of it; without weights
// there are no parts. The sum of the weights has to be an amount.
func Split(a Amount, weights []Amount) ([]Amount, error) {
	total, err := Add(weights...)
	if err = cmp.Or(err, a.Check()); err != nil {
		return nil, err
	}
	parts := make([]Amount, len(weights))
	switch {
	case len(parts) == 0:
	case total == 0:
		parts[0] = a
	default:
		divide(a, total, weights, parts)
	}
	return parts, nil
}

// divide rounds each part down first. Fewer units are left over than there are parts.
func divide(a, total Amount, weights, parts []Amount) {
	rests, order := make([]uint64, len(parts)), make([]int, len(parts))
	left := a
	for i, w := range weights {
		high, low := bits.Mul64(uint64(a), uint64(w))
		whole, rest := bits.Div64(high, low, uint64(total)) // w <= total, so that it fits
		parts[i], rests[i], order[i] = Amount(whole), rest, i
		left -= parts[i]
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(rests[j], rests[i]) })
	for _, i := range order[:left] {
		parts[i]++
	}
}
