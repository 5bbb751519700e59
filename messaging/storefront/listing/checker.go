package listing

import (
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/money"
	"restante/node/identity"
)

// checker keeps the first thing that is wrong.
type checker struct{ err error }

func (c *checker) must(ok bool, field string, why error) {
	if !ok && c.err == nil {
		c.err = &Invalid{field, why}
	}
}

// IsLine reports whether s can be shown on one line.
func IsLine(s string, most int) bool {
	var c checker
	c.line("", s, most)
	return c.err == nil
}

// line is text on one line that has to be there.
func (c *checker) line(field, s string, most int) {
	c.must(strings.TrimSpace(s) != "", field, ErrMissing)
	c.text(field, s, most)
	c.must(!strings.ContainsAny(s, "\n\t"), field, ErrText)
}

// word is line, or nothing.
func (c *checker) word(field, s string, most int) {
	if s != "" {
		c.line(field, s, most)
	}
}

// text may have several lines, and be empty.
func (c *checker) text(field, s string, most int) {
	c.must(len(s) <= most, field, ErrLong)
	c.must(utf8.ValidString(s) && !strings.ContainsFunc(s, unshown), field, ErrText)
}

// unshown are control characters and those that turn the text around them.
func unshown(r rune) bool {
	turns := r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069' || r == '\u2028' || r == '\u2029'
	return turns || unicode.IsControl(r) && r != '\n' && r != '\t'
}

var slugs = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// IsSlug reports whether s is a name such as "blue-mug".
func IsSlug(s string) bool { return len(s) <= MaxSlug && slugs.MatchString(s) }

func (c *checker) slug(field, s string) {
	c.must(s != "", field, ErrMissing)
	c.must(len(s) <= MaxSlug, field, ErrLong)
	c.must(slugs.MatchString(s), field, ErrSlug)
}

func (c *checker) count(field string, n, most int) { c.must(n <= most, field, ErrMany) }

// once checks that names differ.
func (c *checker) once(field string, names []string) {
	seen := make(map[string]bool, len(names))
	for i, n := range names {
		c.must(!seen[n], at(field, i), ErrTwice)
		seen[n] = true
	}
}

func (c *checker) amount(field string, a money.Amount) { c.must(a.Check() == nil, field, ErrRange) }

func (c *checker) currency(m money.Currency) { c.must(m.Check() == nil, "currency", ErrCurrency) }

func (c *checker) peer(field string, id peer.ID) {
	_, err := identity.PublicKey(id)
	c.must(err == nil, field, ErrPeer)
}

func (c *checker) days(field string, d Days) {
	c.must(d.Min <= d.Max && d.Max <= MaxDays, field, ErrRange)
}

var lastTime = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)

// time may be none. Milliseconds are as exact as it gets.
func (c *checker) time(field string, t time.Time) {
	c.must(t.IsZero() || t.UnixMilli() > 0 && t.Before(lastTime), field, ErrRange)
}

func (c *checker) photo(field string, p Photo) {
	c.text(field+".alt", p.Alt, MaxAlt)
	for _, size := range []Picture{p.Large, p.Medium, p.Small} {
		c.must(size.valid(), field, ErrPicture)
	}
}

// picture is photo, or none.
func (c *checker) picture(field string, p Photo) {
	if p != (Photo{}) {
		c.photo(field, p)
	}
}

func (p Picture) valid() bool {
	return p.CID.Defined() && p.CID.Prefix() == rawPrefix && p.Size > 0 && p.Size <= MaxPicture
}

var rawPrefix = cid.Prefix{Version: 1, Codec: cid.Raw, MhType: 0x12, MhLength: 32}

func at(field string, i int) string { return fmt.Sprintf("%s[%d]", field, i) }
