package shop

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2/lang"

	"restante/gui/shop/form"
	"restante/gui/widget"
	"restante/messaging/money"
)

// code is what is typed as the currency.
func (s *settings) code() string { return strings.ToUpper(strings.TrimSpace(s.currency.Text())) }

// money is the currency: one that is known, that the shop has, or that was asked for.
func (s *settings) money() (money.Currency, error) {
	for _, c := range []money.Currency{s.was.Currency, s.coin} {
		if c.Code != "" && c.Code == s.code() {
			return c, nil
		}
	}
	return money.Known(s.code())
}

// strange tells a code that nobody knows and that could be one.
func (s *settings) strange() bool {
	_, err := s.money()
	return err != nil && money.Currency{Code: s.code()}.Check() == nil
}

// askDecimals asks for what else is to be known of a strange code, and saves.
func (s *settings) askDecimals() {
	code := s.code()
	widget.Ask(s.p.o.Canvas(), widget.Question{Title: lang.L("How many decimals has {{.Code}}?", words{"Code": code}), Field: true, Hint: "8",
		Text: lang.L("This program does not know it. If it is written as you mean it, say how many decimals its amounts have: EUR has 2, BTC 8. They stay as they are once something is on sale."),
		Yes:  lang.L("Save"), No: lang.L("Cancel"), Do: func(text string, done func(string)) {
			n, err := strconv.ParseUint(strings.TrimSpace(text), 10, 8)
			coin := money.Currency{Code: code, Decimals: uint8(n)}
			if err != nil || coin.Check() != nil {
				done(form.Why(form.ErrAmount))
				return
			}
			done("")
			s.coin = coin
			s.keep()
		}})
}
