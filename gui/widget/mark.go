package widget

import (
	"slices"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"golang.org/x/text/unicode/norm"
)

// Mark tells those beginnings of words from the rest that somebody looks for. It is drawn
// where a line has one direction, from the left.
func (t *Text) Mark(words []string) {
	if slices.Equal(t.marks, words) {
		return
	}
	t.marks = slices.Clone(words)
	t.Refresh()
}

// drawMarks puts a soft surface behind what is looked for.
func (t *Text) drawMarks(pieces []string, s fyne.Size) {
	t.boxes = nil
	if len(t.marks) == 0 || len(pieces) != 1 || startsRTL(pieces[0]) {
		return
	}
	text := pieces[0]
	left, _ := t.align.span(s.Width, exactWidth(text, t.size, t.bold))
	for _, m := range found(text, t.marks) {
		x := left + exactWidth(text[:m[0]], t.size, t.bold)
		box := canvas.NewRectangle(Color(WarnSoft))
		box.CornerRadius = 3
		Place(box, x-1, (s.Height-t.min.Height)/2, exactWidth(text[m[0]:m[1]], t.size, t.bold)+2, t.min.Height)
		t.boxes = append(t.boxes, box)
	}
}

// found are the places in a text, from and to, where a word begins as one of those that
// are looked for: accents and capitals are the same to it, as to the search.
func found(text string, words []string) (all [][2]int) {
	inside := false // a word
	for i, r := range text {
		begins := !inside && (unicode.IsLetter(r) || unicode.IsDigit(r))
		inside = unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
		if !begins {
			continue
		}
		longest := 0
		for _, w := range words {
			longest = max(longest, beginning(text[i:], w))
		}
		if longest > 0 {
			all = append(all, [2]int{i, i + longest})
		}
	}
	return all
}

// beginning is how long the part of a text is that is a word, 0 if it begins otherwise.
func beginning(text, word string) int {
	want := []rune(norm.NFC.String(word))
	for i, r := range text {
		if len(want) == 0 {
			return i
		}
		if plainRune(r) != plainRune(want[0]) {
			return 0
		}
		want = want[1:]
	}
	if len(want) > 0 {
		return 0
	}
	return len(text)
}

// plainRune is a letter without accent and capital.
func plainRune(r rune) rune {
	for _, b := range norm.NFD.String(string(r)) {
		return unicode.ToLower(b)
	}
	return r
}
