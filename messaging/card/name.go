package card

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// validName reports whether a name can stand in a list without harm: no line
// breaks, and nothing that turns the text around it.
func validName(name string) bool {
	return len(name) <= MaxName && utf8.ValidString(name) && !strings.ContainsFunc(name, unfitForNames)
}

func unfitForNames(r rune) bool {
	turns := r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
	return turns || unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp)
}
