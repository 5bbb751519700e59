package listing

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// SlugOf makes a slug of a title: "Grüne Tasse, 0,3 l" becomes "grune-tasse-0-3-l". A
// title without such letters becomes "item" and a number of its own, as in "item-5cc1a7a3".
func SlugOf(title string) string {
	if s := letters(title); s != "" {
		return s
	}
	if strings.TrimSpace(title) == "" {
		return "item"
	}
	return "item-" + mark(title)
}

// mark is short, and of another text another one.
func mark(text string) string {
	h := sha256.Sum256([]byte(text))
	return hex.EncodeToString(h[:4])
}

// letters is what a slug can say of a title.
func letters(title string) string {
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
	return strings.Trim(s[:min(len(s), MaxSlug-numbered)], "-")
}

const numbered = 6 // bytes that Numbered may add

// Numbered is the n-th name like a slug: itself, then "blue-mug-2".
func Numbered(slug string, n int) string {
	if n < 2 {
		return slug
	}
	return fmt.Sprintf("%s-%d", strings.TrimRight(slug[:min(len(slug), MaxSlug-numbered)], "-"), n)
}
