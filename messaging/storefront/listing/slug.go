package listing

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// SlugOf makes a slug of a title: "Grüne Tasse, 0,3 l" becomes "grune-tasse-0-3-l". A
// title without such letters becomes "item".
func SlugOf(title string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(title)) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case unicode.Is(unicode.M, r):
		case r == 'ß':
			b.WriteString("ss")
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	s := b.String()
	s = strings.Trim(s[:min(len(s), MaxSlug-numbered)], "-")
	if s == "" {
		return "item"
	}
	return s
}

const numbered = 6 // bytes that Numbered may add

// Numbered is the n-th name like a slug: itself, then "blue-mug-2".
func Numbered(slug string, n int) string {
	if n < 2 {
		return slug
	}
	return fmt.Sprintf("%s-%d", strings.TrimRight(slug[:min(len(slug), MaxSlug-numbered)], "-"), n)
}
