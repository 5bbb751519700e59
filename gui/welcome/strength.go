package welcome

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
)

func longEnough(s string) bool { return utf8.RuneCountInString(s) >= minPassphrase }

// weight says how hard a passphrase is to guess: as a share of what is enough, in
// a word, and in a colour.
func weight(s string) (share float32, word string, t widget.Tone) {
	bits := bitsOf(s)
	share = float32(min(1, bits/72))
	switch {
	case !longEnough(s):
		return share, lang.L("too short"), widget.Broken
	case bits < 36:
		return share, lang.L("easy to guess"), widget.Broken
	case bits < 56:
		return share, lang.L("fair: another word would help"), widget.Careful
	case bits < 72:
		return share, lang.L("good"), widget.Fine
	}
	return 1, lang.L("strong"), widget.Fine
}

// often are the beginnings of what people choose most.
var often = []string{"password", "passwort", "passphrase", "qwert", "letmein", "iloveyou", "welcome", "restante", "abcdef", "12345", "admin", "dragon", "monkey"}

// bitsOf is a rough estimate that is rather low: letters that continue a row or
// repeat what was there count little, words count less than their letters, and
// what everybody chooses counts as one letter.
func bitsOf(s string) float64 {
	lower := strings.ToLower(s)
	for _, known := range often {
		lower = strings.ReplaceAll(lower, known, "a")
	}
	runes := []rune(lower)
	perLetter := math.Log2(float64(kinds(s)))
	var bits float64
	for i, r := range runes {
		switch {
		case i > 0 && abs(r-runes[i-1]) <= 1, slices.Contains(runes[:i], r) && i < 3:
			bits++
		case slices.Contains(runes[:i], r):
			bits += perLetter / 2
		default:
			bits += perLetter * .8
		}
	}
	return bits
}

func abs(r rune) rune { return max(r, -r) }

// kinds is how many letters there are of the kinds in s.
func kinds(s string) (n int) {
	for _, k := range []struct {
		is    func(rune) bool
		count int
	}{
		{unicode.IsLower, 26}, {unicode.IsUpper, 26}, {unicode.IsDigit, 10}, {unicode.IsSpace, 1},
		{func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }, 32},
		{func(r rune) bool { return unicode.IsLetter(r) && !unicode.IsUpper(r) && !unicode.IsLower(r) }, 100},
	} {
		if strings.ContainsFunc(s, k.is) {
			n += k.count
		}
	}
	return max(2, n)
}
