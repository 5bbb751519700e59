package shop

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2/lang"

	"restante/gui/shop/form"
	"restante/gui/shop/price"
	"restante/gui/widget"
	"restante/messaging/money"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
)

// askPrice changes the prices of those chosen.
func (b *bulk) askPrice() {
	c := b.h.p.last.shop.Currency
	widget.Ask(b.h.p.o.Canvas(), widget.Question{Title: lang.L("Change prices"), Field: true, Hint: "+10 %",
		Text: lang.L("By a part or by an amount: +10 %, -5 %, +2.50 or -1. All variants of the chosen listings change."),
		Yes:  lang.L("Change"), No: lang.L("Cancel"), Do: func(value string, done func(string)) {
			change, err := parseChange(c, value)
			if err != nil {
				done(form.Why(err))
				return
			}
			done("")
			b.edit(storefront.Edit{Price: change})
		}})
}

// parseChange reads "+10 %" or "-2.50".
func parseChange(c money.Currency, s string) (p storefront.PriceChange, err error) {
	s = strings.TrimSpace(strings.ReplaceAll(s, "−", "-"))
	p.Down = strings.HasPrefix(s, "-")
	s = strings.TrimSpace(strings.TrimLeft(s, "+-"))
	if part, is := strings.CutSuffix(s, "%"); is {
		p.PerMillion, err = perMillion(part)
		return p, err
	}
	p.Amount, err = amountOf(c, s)
	return p, err
}

// perMillion reads a number of hundredths.
func perMillion(s string) (uint32, error) {
	f, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimSpace(s), ",", "."), 64)
	if err != nil || f < 0 || f > 1000 {
		return 0, form.ErrAmount
	}
	return uint32(f*listing.PerMillion/100 + .5), nil
}

// amountOf reads an amount as people write it here.
func amountOf(c money.Currency, s string) (money.Amount, error) { return price.Local().Parse(c, s) }

// askTags adds tags to those chosen, and takes tags away.
func (b *bulk) askTags() {
	widget.Ask(b.h.p.o.Canvas(), widget.Question{Title: lang.L("Change tags"), Field: true, Hint: "gift, -old",
		Text: lang.L("With commas between them. A tag behind a hyphen is taken away."),
		Yes:  lang.L("Change"), No: lang.L("Cancel"), Do: func(value string, done func(string)) {
			done("")
			b.edit(tagEdit(value))
		}})
}

// tagEdit reads "gift, -old".
func tagEdit(s string) (e storefront.Edit) {
	for _, t := range commas(s) {
		if gone, is := strings.CutPrefix(t, "-"); is {
			e.RemoveTags = append(e.RemoveTags, strings.TrimSpace(gone))
		} else {
			e.AddTags = append(e.AddTags, t)
		}
	}
	return e
}

// commas are the words between commas, each once.
func commas(s string) (all []string) {
	for t := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ',' || r == '،' }) {
		if t = strings.TrimSpace(t); t != "" && !slices.Contains(all, t) {
			all = append(all, t)
		}
	}
	return all
}

func (b *bulk) edit(e storefront.Edit) {
	b.do(func(ctx context.Context, slugs []string) error { return b.h.p.o.Core.BulkEdit(ctx, slugs, e) })
}
