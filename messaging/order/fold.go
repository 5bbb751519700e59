package order

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// foldings are a text's letters and figures without case, and without accents: ü is u in
// the first and ue in the second.
func foldings(s string) (all [2]string) {
	s = strings.ToLower(s)
	wide := strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ø", "oe", "å", "aa").Replace(norm.NFC.String(s))
	for i, text := range []string{s, wide} {
		text = strings.NewReplacer("ß", "ss", "ø", "o", "ł", "l", "æ", "ae", "œ", "oe").Replace(text)
		all[i] = strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return r
			}
			return -1
		}, norm.NFKD.String(text))
	}
	return all
}

// words are those of a text in both foldings, and all of them glued, since banks break
// long lines anywhere.
type words [2]struct {
	all   map[string]bool
	glued string
	edges map[int]bool // where in it a word begins or ends
}

func wordsIn(text string) (w words) {
	for i := range w {
		w[i].all, w[i].edges = make(map[string]bool), map[int]bool{0: true}
	}
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M, unicode.N) }) {
		for i, f := range foldings(word) {
			w[i].all[f] = true
			w[i].glued += f
			w[i].edges[len(w[i].glued)] = true
		}
	}
	return w
}

// has reports whether a name is in a text, whichever of its words comes first.
func (w words) has(name string) bool {
	for _, n := range wordsIn(name) {
		for _, in := range w {
			at := strings.Index(in.glued, n.glued)
			whole := at >= 0 && in.edges[at] && in.edges[at+len(n.glued)]
			if len(n.glued) >= minName && (whole || len(n.all) > 1 && within(n.all, in.all)) {
				return true
			}
		}
	}
	return false
}

func within(some, all map[string]bool) bool {
	for word := range some {
		if !all[word] {
			return false
		}
	}
	return true
}
