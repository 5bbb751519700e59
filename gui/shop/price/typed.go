package price

import (
	"fmt"
	"strings"
	"unicode"

	"fyne.io/fyne/v2/lang"

	"restante/messaging/money"
)

// Twofold is an amount that was typed so that it can mean two: 1,000 is a thousand to
// some and one to others. Each of the two is written as it can mean nothing else.
type Twofold struct{ Small, Large string }

func (t *Twofold) Error() string {
	return fmt.Sprintf("this is not an amount: it can mean %s or %s", t.Small, t.Large)
}

func (t *Twofold) Unwrap() error { return money.ErrAmount }

// Question asks which of the two it is.
func (t *Twofold) Question() string {
	return lang.L("This can mean {{.Small}} or {{.Large}}. Write the one that you mean like that.", map[string]any{"Small": t.Small, "Large": t.Large})
}

// Parse reads an amount that somebody typed. A mark that can only stand before decimals
// does, whoever's it is, and one that can only stand between thousands does; what can be
// both is not guessed, but [*Twofold].
func (m Marks) Parse(c money.Currency, text string) (money.Amount, error) {
	text = western(text)
	if head, tail, found := strings.Cut(text, "٫"); found {
		return decimal(c, text, head, tail) // it stands before decimals and nowhere else
	}
	at := strings.LastIndexAny(text, ".,")
	if at < 0 {
		return whole(c, text, text)
	}
	mark := text[at : at+1]
	head, tail := text[:at], text[at+1:]
	switch {
	case strings.Contains(head, mark): // 1.234.567
		return whole(c, text, text)
	case strings.ContainsAny(head, ".,") || !thousand(head, tail): // 1.234,50 and 12,50
		return decimal(c, text, head, tail)
	}
	return m.either(c, mark, text, head, tail)
}

// either reads what has three digits behind its only mark, such as 1,000.
func (m Marks) either(c money.Currency, mark, text, head, tail string) (money.Amount, error) {
	own := mark == m.Decimals
	small, err := decimal(c, text, head, tail)
	switch {
	case !own && c.Decimals < 3:
		return whole(c, text, text)
	case err != nil, own && c.Decimals == 3: // as the program writes it
		return small, err
	}
	return 0, &Twofold{m.Plain(c, small), head + tail}
}

// thousand tells whether what stands before and behind a mark can be thousands and what
// is below.
func thousand(head, tail string) bool {
	return len(tail) == 3 && len(head) >= 1 && len(head) <= 3 && head[0] != '0'
}

// whole reads a number without decimals.
func whole(c money.Currency, text, number string) (money.Amount, error) {
	digits, ok := ungrouped(number)
	if !ok {
		return 0, fmt.Errorf("%w: %.20q", money.ErrAmount, text)
	}
	return c.Parse(digits)
}

// decimal reads a number with decimals; noughts behind those of the currency say nothing.
func decimal(c money.Currency, text, head, tail string) (money.Amount, error) {
	digits, ok := ungrouped(head)
	if !ok || tail == "" {
		return 0, fmt.Errorf("%w: %.20q", money.ErrAmount, text)
	}
	for len(tail) > int(c.Decimals) && strings.HasSuffix(tail, "0") {
		tail = tail[:len(tail)-1]
	}
	if tail == "" {
		return c.Parse(digits)
	}
	return c.Parse(digits + "." + tail)
}

// ungrouped takes marks of one kind out from between thousands: there are three digits
// behind the last, and two or three between others, as in India.
func ungrouped(number string) (string, bool) {
	at := strings.IndexAny(number, ".,' ")
	if at < 0 {
		return number, true
	}
	groups := strings.Split(number, number[at:at+1])
	for i, g := range groups {
		last := i == len(groups)-1
		if g == "" || len(g) > 3 || i > 0 && len(g) < 2 || last && len(g) != 3 || i > 1 && !last && len(g) != len(groups[1]) {
			return "", false
		}
	}
	return strings.Join(groups, ""), !strings.ContainsAny(strings.Join(groups, ""), ".,' ")
}

// western writes digits and marks of all scripts as the ones of this one.
func western(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Nd, r):
			return '0' + value(r)
		}
		switch r {
		case '٬', '’', '＇':
			return '\''
		case '،', '，':
			return ','
		case '．':
			return '.'
		case '\u200e', '\u200f', '\u061c': // marks of a direction
			return -1
		}
		return r
	}, strings.TrimSpace(text))
}

// value is that of a digit: each script has its ten side by side.
func value(r rune) rune {
	for _, t := range unicode.Nd.R16 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return (r - rune(t.Lo)) % 10
		}
	}
	for _, t := range unicode.Nd.R32 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return (r - rune(t.Lo)) % 10
		}
	}
	return 0
}
