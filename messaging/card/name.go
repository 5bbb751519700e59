package card

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// CheckName returns [ErrName] for a name that cannot stand in a list without harm:
// one that breaks the line, turns the text around it, shows nothing, or differs
// from another name only in what nobody sees. No name at all is "" and is fine.
func CheckName(name string) error {
	if !validName(name) {
		return ErrName
	}
	return nil
}

func validName(name string) bool {
	return len(name) <= MaxName && utf8.ValidString(name) &&
		(name == "" || strings.TrimSpace(name) != "") &&
		!strings.ContainsFunc(name, unfitForNames) && joinersFit(name)
}

const (
	nonJoiner = '\u200C'
	joiner    = '\u200D'
)

func isJoiner(r rune) bool { return r == nonJoiner || r == joiner }

func unfitForNames(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp, unseen) && !isJoiner(r)
}

// unseen has no width or sets the direction of the text.
var unseen = &unicode.RangeTable{R16: []unicode.Range16{
	{Lo: 0x061C, Hi: 0x061C, Stride: 1},
	{Lo: 0x200B, Hi: 0x200F, Stride: 1},
	{Lo: 0x202A, Hi: 0x202E, Stride: 1},
	{Lo: 0x2060, Hi: 0x2064, Stride: 1},
	{Lo: 0x2066, Hi: 0x2069, Stride: 1},
	{Lo: 0xFEFF, Hi: 0xFEFF, Stride: 1},
}}

// joinersFit reports whether each joiner changes what is seen: it stands between
// letters of a script that joins them, or makes one emoji of two.
func joinersFit(name string) bool {
	var before rune // the last one that others attach to
	for i, r := range name {
		switch {
		case isJoiner(r):
			after, _ := utf8.DecodeRuneInString(name[i+utf8.RuneLen(r):])
			letters := unicode.In(before, joining...) && unicode.In(after, joining...)
			emoji := r == joiner && isEmoji(before) && isEmoji(after)
			if !letters && !emoji {
				return false
			}
			before = r
		case !attaches(r):
			before = r
		}
	}
	return true
}

// joining are the scripts whose spelling needs the joiners.
var joining = []*unicode.RangeTable{
	unicode.Arabic, unicode.Syriac, unicode.Mongolian, unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi,
	unicode.Gujarati, unicode.Oriya, unicode.Tamil, unicode.Telugu, unicode.Kannada, unicode.Malayalam,
	unicode.Sinhala, unicode.Khmer, unicode.Myanmar,
}

// isEmoji knows what emoji are made of; one arrow among it is a Sm, and the end of
// a name decodes as RuneError, which is a So.
func isEmoji(r rune) bool { return unicode.Is(unicode.So, r) && r != utf8.RuneError || r == '↔' }

// attaches reports whether r is an accent, a vowel sign, or the colour of a skin.
func attaches(r rune) bool {
	return unicode.Is(unicode.M, r) || r >= 0x1F3FB && r <= 0x1F3FF
}
