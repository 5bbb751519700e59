package widget

import "slices"

// visual cuts a line into pieces in the order in which they are drawn from left
// to right; rtl is the direction of the line's paragraph.
//
// Why not the libraries' order: Fyne shapes each piece well but draws pieces in
// the order of the text, and cuts at every change of script, so even "word, word"
// comes out turned. x/text resolves levels but also returns runs in the order of
// the text. So rule L2 of UAX 9 is done here, down to words and single marks.
func visual(line string, rtl bool) []string {
	if !rightToLeft(line) {
		return []string{line}
	}
	runs := levels(line, rtl)
	for l := 2; l > 0; l-- {
		reverseFrom(runs, l)
	}
	var out []string
	for _, r := range runs {
		if r.level == 1 {
			out = append(out, turned(r.text)...)
		} else {
			out = append(out, r.text)
		}
	}
	return out
}

// turned gives a right-to-left run from left to right: words whole, everything
// between them one by one, brackets mirrored.
func turned(s string) (pieces []string) {
	from := -1 // where the word began
	for i, r := range s {
		if isRTL(r) || from >= 0 && attaches(r) {
			if from < 0 {
				from = i
			}
			continue
		}
		if from >= 0 {
			pieces = append(pieces, s[from:i])
			from = -1
		}
		pieces = append(pieces, string(mirrored(r)))
	}
	if from >= 0 {
		pieces = append(pieces, s[from:])
	}
	slices.Reverse(pieces)
	return pieces
}

// mirrored is the other half of a pair of brackets.
func mirrored(r rune) rune {
	const left, right = "([{<«‹", ")]}>»›"
	for a, b := []rune(left), []rune(right); len(a) > 0; a, b = a[1:], b[1:] {
		switch r {
		case a[0]:
			return b[0]
		case b[0]:
			return a[0]
		}
	}
	return r
}
