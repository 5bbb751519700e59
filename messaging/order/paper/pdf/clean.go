package pdf

import (
	"strings"
	"unicode"
)

const (
	maxMarks = 4     // on one letter, as far as names are written with
	maxRunes = 2_000 // of one text; more than any page needs
)

// Clean is a text without what is not seen, turns the direction of what stands beside it
// or piles up on one letter, and its beginning if it is very long. Line breaks stay.
func Clean(s string) string {
	var out strings.Builder
	marks, n := 0, 0
	for _, r := range strings.ToValidUTF8(s, "\ufffd") {
		switch {
		case r == '\t':
			r = ' '
		case unseen(r):
			continue
		case !unicode.Is(unicode.M, r):
			marks = 0
		case marks == maxMarks:
			continue
		default:
			marks++
		}
		if n++; n > maxRunes {
			out.WriteRune('…')
			break
		}
		out.WriteRune(r)
	}
	return out.String()
}

// unseen tells control characters, marks of direction, and blanks that pretend to be
// letters. The joiners stay, which Persian is written with.
func unseen(r rune) bool {
	switch r {
	case '\n', '\u200c', '\u200d':
		return false
	case '\u00ad', '\u061c', '\u115f', '\u1160', '\u180e', '\u200b', '\u200e', '\u200f', '\u3164', '\ufeff', '\uffa0':
		return true
	}
	return unicode.IsControl(r) || r >= 0x2028 && r <= 0x202e || r >= 0x2060 && r <= 0x206f || r >= 0xfff9 && r <= 0xfffb ||
		r >= 0xfe00 && r <= 0xfe0f || r >= 0xe0000 && r <= 0xe0fff
}
