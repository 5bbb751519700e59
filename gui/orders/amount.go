package orders

import (
	"strings"

	"fyne.io/fyne/v2/lang"

	"restante/messaging/money"
)

// separators are what stands between thousands and before decimals, where it is not
// as in English.
var separators = map[string][2]string{"de": {".", ","}, "ar": {",", "."}}

// marks are those of the user's language.
func marks() (thousands, decimals string) {
	language, _, _ := strings.Cut(lang.SystemLocale().LanguageString(), "-")
	if m, ok := separators[language]; ok {
		return m[0], m[1]
	}
	return ",", "."
}

// figure is an amount without its currency, such as 1,937.00.
func figure(c money.Currency, a money.Amount) string {
	whole, rest, _ := strings.Cut(c.Format(a), ".")
	thousands, decimals := marks()
	var parts []string
	for len(whole) > 3 {
		parts = append([]string{whole[len(whole)-3:]}, parts...)
		whole = whole[:len(whole)-3]
	}
	s := strings.Join(append([]string{whole}, parts...), thousands)
	if rest != "" {
		s += decimals + rest
	}
	return s
}

// sum is an amount with its currency, such as EUR 1,937.00.
func sum(c money.Currency, a money.Amount) string { return c.Code + " " + figure(c, a) }

// plain is an amount as it is typed.
func plain(c money.Currency, a money.Amount) string {
	_, decimals := marks()
	return strings.Replace(c.Format(a), ".", decimals, 1)
}

// parse reads an amount that somebody typed as the user's language writes them, or with
// a point before the decimals.
func parse(c money.Currency, text string) (money.Amount, error) {
	thousands, decimals := marks()
	text = strings.ReplaceAll(strings.TrimSpace(text), " ", "")
	if decimals == "," && strings.Contains(text, ",") {
		text = strings.ReplaceAll(text, thousands, "")
		text = strings.Replace(text, ",", ".", 1)
	} else if decimals == "." {
		text = strings.ReplaceAll(text, thousands, "")
	}
	return c.Parse(text)
}
