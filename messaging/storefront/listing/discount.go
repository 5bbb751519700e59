package listing

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"slices"
	"strings"
	"time"
)

// Lengths of a discount's code.
const (
	MinCode = 4
	MaxCode = 40
)

// NormalCode is the one way in which a code is written: "spring 26" and "SPRING26" are
// the same to people.
func NormalCode(text string) string {
	return strings.ToUpper(strings.Join(strings.Fields(text), ""))
}

// NewCode hashes the text of a code with a new salt.
func NewCode(text string) (Code, error) {
	var k checker
	k.line("code", NormalCode(text), MaxCode)
	k.must(len(NormalCode(text)) >= MinCode, "code", ErrMissing)
	if k.err != nil {
		return Code{}, k.err
	}
	var c Code
	rand.Read(c.Salt[:])
	c.Hash = c.of(text)
	return c, nil
}

// Opens reports whether text is this code. No text opens the zero code.
func (c Code) Opens(text string) bool {
	h := c.of(text)
	return !c.None() && subtle.ConstantTimeCompare(h[:], c.Hash[:]) == 1
}

// None reports whether there is no code.
func (c Code) None() bool { return c == Code{} }

func (c Code) of(text string) [32]byte {
	h := sha256.New()
	h.Write([]byte("restante/1/discount\x00"))
	h.Write(c.Salt[:])
	h.Write([]byte(NormalCode(text)))
	return [32]byte(h.Sum(nil))
}

// Runs reports whether a discount is given at a time: from From on, before Until.
func (d Discount) Runs(now time.Time) bool {
	return (d.From.IsZero() || !now.Before(d.From)) && (d.Until.IsZero() || now.Before(d.Until))
}

// ForAll reports whether a discount is for the whole order.
func (d Discount) ForAll() bool { return len(d.Collections) == 0 && len(d.Listings) == 0 }

// For reports whether a discount is for a listing.
func (d Discount) For(l Listing) bool {
	in := func(slug string) bool { return slices.Contains(d.Collections, slug) }
	return d.ForAll() || slices.Contains(d.Listings, l.Slug) || slices.ContainsFunc(l.Collections, in)
}
