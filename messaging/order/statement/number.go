package statement

import (
	"slices"
	"strings"
	"unicode"

	"restante/messaging/money"
)

// Value is an amount as it is written, without marks: exact in any currency.
type Value struct{ Whole, Fraction string }

// In is the amount in units of a currency; it is an error where the currency has fewer
// decimals.
func (v Value) In(c money.Currency) (money.Amount, error) {
	fraction := strings.TrimRight(v.Fraction, "0")
	if fraction == "" {
		return c.Parse(v.Whole)
	}
	return c.Parse(v.Whole + "." + fraction)
}

func (v Value) none() bool { return strings.Trim(v.Whole+v.Fraction, "0") == "" }

// bare is a cell with digits and marks only, and whether it is less than nothing.
func bare(cell string) (digits string, minus bool) {
	cell = strings.TrimSpace(cell)
	minus = strings.HasPrefix(cell, "(") && strings.HasSuffix(cell, ")")
	digits = strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9' || r == '.' || r == ',':
			return r
		case r == '-' || r == '−' || r == '–':
			minus = true
		case unicode.IsDigit(r):
			return '?' // digits of other scripts are not read
		}
		return -1
	}, cell)
	return strings.Trim(digits, ".,"), minus
}

// isNumber tells an amount from words with figures in them.
func isNumber(cell string) bool {
	digits, _ := bare(cell)
	letters := 0
	for _, r := range cell {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return digits != "" && !strings.Contains(digits, "?") && letters <= 4
}

// decimalMark is which of "." and "," stands before the decimals in these cells, as all
// that can be read in one way only say. Where nothing says it, marks are for thousands,
// but in currencies with three decimals.
func decimalMark(cells []string, three bool) (mark byte, err error) {
	var votes [2]bool
	for _, cell := range cells {
		if m := vote(cell); m != 0 {
			votes[strings.IndexByte(".,", m)] = true
		}
	}
	switch {
	case votes[0] && votes[1]:
		return 0, ErrNumbers
	case votes[0]:
		return '.', nil
	case votes[1]:
		return ',', nil
	}
	return lone(cells, three)
}

// vote is the mark before the decimals of a number, or 0 where it may be either.
func vote(cell string) byte {
	digits, _ := bare(cell)
	last := strings.LastIndexAny(digits, ".,")
	switch {
	case last < 0:
		return 0
	case strings.IndexAny(digits, ".,") < last && strings.Count(digits, digits[last:last+1]) > 1: // 1.234.567
		return opposite(digits[last])
	case strings.ContainsRune(digits[:last], rune(opposite(digits[last]))): // 1.234,5
		return digits[last]
	case len(digits)-last-1 != 3 || strings.HasPrefix(digits, "0"):
		return digits[last]
	}
	return 0
}

func opposite(mark byte) byte {
	if mark == '.' {
		return ','
	}
	return '.'
}

// lone decides where each number has three digits behind one mark, if any.
func lone(cells []string, three bool) (byte, error) {
	marks := ""
	for _, cell := range cells {
		digits, _ := bare(cell)
		if i := strings.IndexAny(digits, ".,"); i >= 0 && !strings.Contains(marks, digits[i:i+1]) {
			marks += digits[i : i+1]
		}
	}
	switch {
	case len(marks) > 1:
		return 0, ErrNumbers
	case marks == "":
		return '.', nil
	case three:
		return marks[0], nil
	}
	return opposite(marks[0]), nil
}

// parse reads a number; ok is false where marks are that no number has.
func parse(cell string, mark byte) (v Value, minus, ok bool) {
	digits, minus := bare(cell)
	whole, fraction, _ := strings.Cut(digits, string(mark))
	whole = strings.ReplaceAll(whole, string(opposite(mark)), "")
	ok = strings.Trim(whole+fraction, "0123456789") == ""
	if whole = strings.TrimLeft(whole, "0"); whole == "" {
		whole = "0"
	}
	return Value{whole, fraction}, minus, ok
}

// threeDecimals are the currencies in which 1.234 is more than one and less than two.
var threeDecimals = []string{"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"}

func three(codes []string) bool {
	return len(codes) > 0 && !slices.ContainsFunc(codes, func(c string) bool { return !slices.Contains(threeDecimals, c) })
}
