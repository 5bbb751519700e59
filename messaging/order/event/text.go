package event

import (
	"fmt"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// field checks a text of one line. What turns the text around it is refused too: a
// parcel goes where the label seems to say.
func field(name, s string, limit int) error {
	return checkText(name, s, limit, func(r rune) bool {
		return unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp, turning)
	})
}

// prose checks a text of any number of lines.
func prose(name, s string, limit int) error {
	return checkText(name, s, limit, func(r rune) bool { return unicode.Is(unicode.Cc, r) && r != '\n' && r != '\t' })
}

// said is prose that has to say something.
func said(name, s string, limit int) error {
	if strings.TrimSpace(s) == "" {
		return fmt.Errorf("%w: %s is empty", ErrMalformed, name)
	}
	return prose(name, s, limit)
}

func checkText(name, s string, limit int, unfit func(rune) bool) error {
	switch {
	case len(s) > limit:
		return tooMuch(name, len(s), limit)
	case !utf8.ValidString(s):
		return fmt.Errorf("%w: %s is not UTF-8", ErrText, name)
	case strings.ContainsFunc(s, unfit):
		return fmt.Errorf("%w: %s has control characters", ErrText, name)
	}
	return nil
}

// turning sets the direction of what follows. Marks, which only belong to a direction
// themselves, are no part of it: addresses need them.
var turning = &unicode.RangeTable{R16: []unicode.Range16{
	{Lo: 0x202A, Hi: 0x202E, Stride: 1},
	{Lo: 0x2066, Hi: 0x2069, Stride: 1},
}}

// checkURL lets pass what a browser may be given, and nothing at all.
func checkURL(s string) error {
	if s == "" {
		return nil
	}
	if err := field("the link", s, MaxURL); err != nil {
		return err
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return fmt.Errorf("%w: the link does not lead into the web", ErrMalformed)
	}
	return nil
}

// upTo checks how many there are.
func upTo(name string, n, limit int) error {
	if n > limit {
		return tooMuch(name, n, limit)
	}
	return nil
}

func tooMuch(name string, n, limit int) error {
	return fmt.Errorf("%w: %s: %d, at most %d", ErrLimit, name, n, limit)
}
