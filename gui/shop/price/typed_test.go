package price

import (
	"errors"
	"testing"

	"restante/messaging/money"
)

var (
	eur = money.Currency{Code: "EUR", Decimals: 2}
	jpy = money.Currency{Code: "JPY", Decimals: 0}
	kwd = money.Currency{Code: "KWD", Decimals: 3}
	btc = money.Currency{Code: "BTC", Decimals: 8}
)

// All of the world, as far as its marks differ: points, commas, spaces and apostrophes.
var locales = []string{"en", "de", "fr-FR", "es-ES", "pt-PT", "pt-BR", "ar", "ar-MA", "hi-IN", "zh-CN", "de-CH", "und", "not a locale"}

// What can mean one amount means it everywhere.
func TestAmountsThatMeanOneThing(t *testing.T) {
	for _, locale := range locales {
		for text, want := range map[string]money.Amount{
			"12,50": 1250, "12.50": 1250, "12.5": 1250, "0,05": 5, "7": 700, " 7 ": 700, "1234,5": 123450, "0.500": 50,
			"1.234,50": 123450, "1,234.50": 123450, "1 234,50": 123450, "1\u202f234,50": 123450, "1’234.50": 123450,
			"1,234,567": 123456700, "1.234.567": 123456700, "12,34,567.50": 123456750, "1 000": 100000,
			"١٢٫٥٠": 1250, "١٬٢٣٤٫٥": 123450, "१२.५०": 1250, "１２．５０": 1250, "\u200f12,50": 1250,
		} {
			if a, err := MarksOf(locale).Parse(eur, text); err != nil || a != want {
				t.Errorf("%s: %q is %d, not %d: %v", locale, text, a, want, err)
			}
		}
	}
}

// Each locale reads thousands as it writes them; what would be guessed is asked about.
func TestAThousandOrOne(t *testing.T) {
	const both = -1
	for locale, rows := range map[string][]struct {
		c    money.Currency
		text string
		want money.Amount
	}{
		"en":    {{eur, "1,000", 100000}, {eur, "1.000", both}, {jpy, "1,000", 1000}, {kwd, "1.000", 1000}, {kwd, "1,000", both}, {btc, "1,000", both}, {btc, "1.000", both}},
		"de":    {{eur, "1.000", 100000}, {eur, "1,000", both}, {jpy, "1.000", 1000}, {kwd, "1,000", 1000}, {kwd, "1.000", both}, {btc, "1.000", both}, {btc, "1,000", both}},
		"fr":    {{eur, "1,000", both}, {eur, "1.000", 100000}, {kwd, "12,345", 12345}, {btc, "1,500", both}, {btc, "0,500", 50000000}},
		"es":    {{eur, "1.000", 100000}, {eur, "1,000", both}, {btc, "0.001", 100000}},
		"ar":    {{eur, "1,000", 100000}, {kwd, "١٫٠٠٠", 1000}, {btc, "١٫٥٠٠", 150000000}, {kwd, "1,000", both}},
		"hi":    {{eur, "1,000", 100000}, {eur, "१,०००", 100000}, {btc, "1,000", both}},
		"de-CH": {{eur, "1’000", 100000}, {eur, "1,000", 100000}, {eur, "1.000", both}},
		"zh":    {{eur, "1,000", 100000}, {jpy, "1，000", 1000}},
	} {
		for _, r := range rows {
			a, err := MarksOf(locale).Parse(r.c, r.text)
			var two *Twofold
			if asked := errors.As(err, &two); asked != (r.want == both) || !asked && (err != nil || a != r.want) {
				t.Errorf("%s: %q %s is %d, not %d: %v", locale, r.text, r.c.Code, a, r.want, err)
			}
		}
	}
}

// What is asked about can be answered: each of the two, typed as it is said, means one.
func TestTheTwoThatAreAskedAbout(t *testing.T) {
	for _, locale := range locales {
		for _, c := range []money.Currency{eur, jpy, kwd, btc} {
			for _, text := range []string{"1,000", "1.000", "12,500", "999.000"} {
				_, err := MarksOf(locale).Parse(c, text)
				var two *Twofold
				if !errors.As(err, &two) {
					continue
				}
				small, bad := MarksOf(locale).Parse(c, two.Small)
				large, wrong := MarksOf(locale).Parse(c, two.Large)
				if bad != nil || wrong != nil || large != small*1000 {
					t.Errorf("%s, %s: %v: %d and %d: %v, %v", locale, text, two, small, large, bad, wrong)
				}
			}
		}
	}
}

// What the program writes it reads again, to the unit.
func TestWhatIsWrittenIsRead(t *testing.T) {
	for _, locale := range locales {
		m := MarksOf(locale)
		for _, c := range []money.Currency{eur, jpy, kwd, btc} {
			for _, a := range []money.Amount{0, 1, 999, 1000, 1234, 123456, 123456789, money.Max} {
				if got, err := m.Parse(c, m.Plain(c, a)); err != nil || got != a {
					t.Errorf("%s: %s %q is %d: %v", locale, c.Code, m.Plain(c, a), got, err)
				}
				if got, err := m.Parse(c, m.Figure(c, a)); err == nil && got != a {
					t.Errorf("%s: %s %q is %d", locale, c.Code, m.Figure(c, a), got)
				}
			}
		}
	}
}

func TestNoAmounts(t *testing.T) {
	for _, locale := range locales {
		for text, want := range map[string]error{
			"": money.ErrAmount, "x": money.ErrAmount, "12.": money.ErrAmount, ".5": money.ErrAmount, "1,2,3": money.ErrAmount, "12 50": money.ErrAmount,
			"1.234.56": money.ErrAmount, "1,234.567,8": money.ErrAmount, "12.345.6": money.ErrAmount, "1 2345": money.ErrAmount, "1.0051": money.ErrAmount,
			"-1": money.ErrNegative, "99999999999999999": money.ErrOverflow, "12,50 €": money.ErrAmount,
		} {
			if a, err := MarksOf(locale).Parse(eur, text); !errors.Is(err, want) {
				t.Errorf("%s: %q is %d: %v", locale, text, a, err)
			}
		}
	}
}

func TestAmountsAreWrittenAsPeopleThereDo(t *testing.T) {
	for locale, want := range map[string]string{
		"en": "1,234,567.89", "de": "1.234.567,89", "fr": "1\u00a0234\u00a0567,89", "es": "1.234.567,89", "ar": "1,234,567.89", "de-CH": "1’234’567.89", "pt-BR": "1.234.567,89",
	} {
		if got := MarksOf(locale).Figure(eur, 123456789); got != want {
			t.Errorf("%s: %q", locale, got)
		}
	}
}
