package widget

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What others wrote is drawn beside what others, and the program, wrote. It may
// take the room of its own lines and nothing else, whatever it is made of.

const (
	maxMarks   = 8  // on one letter; no script needs more
	maxCluster = 16 // runes that stay together, such as a family with the colours of its skins
)

// Clean makes foreign text safe for one line: no line breaks, no control
// characters, none that turn the direction of what stands beside it.
func Clean(s string) string { return tame(strings.Map(unbroken, s)) }

func unbroken(r rune) rune {
	switch r {
	case '\n', '\v', '\f', '\u0085', '\u2028', '\u2029':
		return ' '
	}
	return r
}

// Brief is the beginning of a long text, clean for one line.
func Brief(s string) string {
	const most = 400
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return Clean(s)
}

// tame drops what is not seen or does harm, and piles of marks on one letter.
func tame(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' }) {
		return s // as most are
	}
	out, marks := make([]byte, 0, len(s)), 0
	for _, r := range s {
		switch {
		case r == '\t':
			r = ' '
		case unseen(r):
			continue
		case !attaches(r):
			marks = 0
		case marks == maxMarks:
			continue
		default:
			marks++
		}
		out = utf8.AppendRune(out, r)
	}
	return string(out)
}

// unseen tells control characters, those that turn the direction of the text
// beside them, and blanks that pretend to be letters.
func unseen(r rune) bool {
	switch r {
	case '\u00ad', '\u115f', '\u1160', '\u180e', '\u200b', '\u3164', '\ufeff', '\uffa0':
		return true
	}
	return unicode.IsControl(r) || r >= 0x2028 && r <= 0x202e || r >= 0x2060 && r <= 0x206f || r >= 0xfff9 && r <= 0xfffb
}

const zwj = '\u200d'

// attaches tells characters that stay with the one before.
func attaches(r rune) bool {
	switch {
	case r < 0x300:
		return false
	case r >= 0x200c && r <= 0x200f || r >= 0xfe00 && r <= 0xfe0f: // joiners, directions, variants
		return true
	case r >= 0x1f3fb && r <= 0x1f3ff || r >= 0xe0020 && r <= 0xe007f: // skins, flags of regions
		return true
	}
	return unicode.Is(unicode.M, r)
}

// clusters cuts a text into what is drawn as one, with the place of each.
func clusters(s string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		from, n, before := 0, 0, rune(0)
		for i, r := range s {
			if i > 0 && (n >= maxCluster || !attaches(r) && before != zwj && !halfFlag(before, r, n)) {
				if !yield(from, s[from:i]) {
					return
				}
				from, n = i, 0
			}
			n, before = n+1, r
		}
		if from < len(s) {
			yield(from, s[from:])
		}
	}
}

// halfFlag tells the second of the two letters that make a flag.
func halfFlag(before, r rune, n int) bool {
	letter := func(r rune) bool { return r >= 0x1f1e6 && r <= 0x1f1ff }
	return n == 1 && letter(before) && letter(r)
}
