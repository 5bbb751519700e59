package widget

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/bidi"
)

// Marks without width that give a line the direction of its paragraph.
const (
	rlm = "\u200f"
	lrm = "\u200e"
)

// rightToLeft tells whether any letter of s is written that way.
func rightToLeft(s string) bool {
	for _, r := range s {
		if r >= 0x590 && isRTL(r) {
			return true
		}
	}
	return false
}

func isRTL(r rune) bool {
	p, _ := bidi.LookupRune(r)
	return p.Class() == bidi.R || p.Class() == bidi.AL
}

// startsRTL is the direction of a paragraph: that of its first strong letter.
func startsRTL(s string) bool {
	for _, r := range s {
		switch p, _ := bidi.LookupRune(r); p.Class() {
		case bidi.L:
			return false
		case bidi.R, bidi.AL:
			return true
		}
	}
	return false
}

type run struct {
	text  string
	level int
}

// levels gives the runs of a line with their embedding level.
func levels(line string, rtl bool) []run {
	mark := lrm
	if rtl {
		mark = rlm // a line inherits its paragraph's direction whatever it starts with
	}
	var p bidi.Paragraph
	if _, err := p.SetString(mark + line); err != nil {
		return []run{{text: line}}
	}
	order, err := p.Order()
	if err != nil {
		return []run{{text: line}}
	}
	var out []run
	for i := range order.NumRuns() {
		r := order.Run(i)
		out = appendRun(out, strings.TrimPrefix(r.String(), mark), r.Direction(), rtl)
	}
	return out
}

func appendRun(out []run, text string, d bidi.Direction, rtl bool) []run {
	switch {
	case text == "":
		return out
	case d == bidi.RightToLeft:
		return append(out, run{text, 1})
	case rtl:
		return append(out, run{text, 2})
	case len(out) > 0 && out[len(out)-1].level == 1:
		return appendNumber(out, text)
	}
	return append(out, run{text, 0})
}

// appendNumber splits off the number that follows right-to-left text and so
// belongs to it (level 2), from the left-to-right rest (level 0).
func appendNumber(out []run, text string) []run {
	n := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsDigit(r) && !strings.ContainsRune(".,:/-", r) })
	if n < 0 {
		n = len(text)
	}
	if n > 0 {
		out = append(out, run{text[:n], 2})
	}
	if n < len(text) {
		out = append(out, run{text[n:], 0})
	}
	return out
}

// reverseFrom turns every stretch of runs of at least a level around.
func reverseFrom(runs []run, level int) {
	for i := 0; i < len(runs); i++ {
		j := i
		for j < len(runs) && runs[j].level >= level {
			j++
		}
		if j > i {
			slices.Reverse(runs[i:j])
			i = j
		}
	}
}
