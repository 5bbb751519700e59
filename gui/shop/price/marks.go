package price

import (
	"strings"
	"sync"
	"unicode"

	"fyne.io/fyne/v2/lang"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"restante/messaging/money"
)

// Marks are how amounts are written where somebody lives: what stands between
// thousands, and before decimals.
type Marks struct{ Thousands, Decimals string }

var known sync.Map // Marks by the name of a locale

// Local are those of this computer.
func Local() Marks {
	locale := lang.SystemLocale().LanguageString()
	if m, ok := known.Load(locale); ok {
		return m.(Marks)
	}
	m := MarksOf(locale)
	known.Store(locale, m)
	return m
}

// MarksOf are those of a locale, such as "fr-CA"; of one that nobody knows they are the
// English ones. All digits are Latin, as everywhere in the program.
func MarksOf(locale string) Marks {
	tag, err := language.Parse(locale)
	if err != nil {
		tag = language.English
	}
	if latin, err := tag.SetTypeForKey("nu", "latn"); err == nil {
		tag = latin
	}
	written := message.NewPrinter(tag).Sprint(number.Decimal(1234567.5)) // such as 1.234.567,5
	before, _, _ := strings.Cut(written, "567")
	_, after, _ := strings.Cut(written, "567")
	return Marks{between(before, "4"), between(strings.TrimSuffix(after, "5"), "")}
}

// between is the mark between two digits; any sort of space is one that does not break.
func between(text, digit string) string {
	if _, rest, found := strings.Cut(text, digit); found {
		text = rest
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return '\u00a0'
		}
		return r
	}, text)
}

// Plain is an amount as it is typed, such as 1937,00.
func (m Marks) Plain(c money.Currency, a money.Amount) string {
	return strings.Replace(c.Format(a), ".", m.Decimals, 1)
}

// Figure is an amount as it is read, such as 1.937,00.
func (m Marks) Figure(c money.Currency, a money.Amount) string {
	whole, rest, _ := strings.Cut(c.Format(a), ".")
	var parts []string
	for len(whole) > 3 {
		parts = append([]string{whole[len(whole)-3:]}, parts...)
		whole = whole[:len(whole)-3]
	}
	s := strings.Join(append([]string{whole}, parts...), m.Thousands)
	if rest != "" {
		s += m.Decimals + rest
	}
	return s
}
