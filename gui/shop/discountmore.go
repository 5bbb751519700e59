package shop

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/shop/form"
	"restante/gui/shop/price"
	"restante/gui/widget"
	"restante/messaging/money"
	"restante/messaging/storefront/listing"
)

// conditions are what must hold for a discount. They are folded away, and told in a
// sentence: most discounts have none.
type conditions struct {
	object *fyne.Container
	inside *fyne.Container
	told   *widget.Paragraph
	only   *only
	goods  fyne.CanvasObject // only, with its name

	from, least, limit *widget.Field
	once               *widget.Switch
}

func newConditions(s *settings, was listing.Discount, c money.Currency) *conditions {
	m := &conditions{told: widget.Flow("", 12, widget.Muted), only: newOnly(s, was),
		from: widget.NewField("2026-12-01", "", 36, nil), least: widget.NewField("30.00", "", 36, nil), limit: widget.NewField("100", "", 36, nil)}
	m.once = widget.NewSwitch(lang.L("Once for each buyer"), func(bool) {})
	once := widget.Row(8, widget.Grow(widget.Wide(widget.Label(lang.L("Once for each buyer"), 13).Cut())), m.once)
	m.goods = named(lang.L("Only for"), m.only.object)
	m.inside = widget.Col(8, named(lang.L("From, or at once"), m.from), widget.RowFill(8, widget.Grow(named(lang.L("Items for at least"), m.least)), widget.Grow(named(lang.L("So many orders in all"), m.limit))), once, m.goods)
	m.inside.Hide()
	m.object = widget.Col(6, widget.Left(widget.NewLinkButton(lang.L("Conditions"), func() { m.turn(s) })), m.told, m.inside)
	m.fill(was, c, s.p.o.Now().Location())
	m.tell()
	return m
}

func (m *conditions) fill(was listing.Discount, c money.Currency, zone *time.Location) {
	if !was.From.IsZero() {
		m.from.SetText(was.From.In(zone).Format(time.DateOnly))
	}
	if was.Minimum > 0 {
		m.least.SetText(price.Local().Plain(c, was.Minimum))
	}
	if was.Limit > 0 {
		m.limit.SetText(strconv.FormatUint(uint64(was.Limit), 10))
	}
	m.once.Set(was.OncePerBuyer)
}

// turn unfolds them, or folds them away.
func (m *conditions) turn(s *settings) {
	show(m.inside, !m.inside.Visible())
	m.tell()
	s.object.Refresh()
}

// tell says in a sentence what is folded away.
func (m *conditions) tell() {
	var all []string
	say := func(f *widget.Field, sentence func(string) string) {
		if text := strings.TrimSpace(f.Text()); text != "" {
			all = append(all, sentence(text))
		}
	}
	say(m.from, func(x string) string { return lang.L("from {{.Day}}", words{"Day": x}) })
	say(m.least, func(x string) string { return lang.L("for {{.Sum}} or more", words{"Sum": x}) })
	say(m.limit, func(x string) string { return lang.L("at most {{.N}} times", words{"N": x}) })
	if m.once.On() {
		all = append(all, lang.L("once for each buyer"))
	}
	if m.goods.Visible() {
		all = append(all, m.only.names()...)
	}
	m.told.Set(strings.Join(all, " · "))
	show(m.told, len(all) > 0 && !m.inside.Visible())
}

// fit leaves out what a discount cannot have: free shipping is for whole orders.
func (m *conditions) fit(off listing.Off) {
	show(m.goods, off != listing.FreeShipping)
	m.tell()
}

// read puts them into a discount.
func (m *conditions) read(d *listing.Discount, c money.Currency, zone *time.Location) (err error) {
	d.From, d.Minimum, d.Limit, d.OncePerBuyer, d.Collections, d.Listings = time.Time{}, 0, 0, m.once.On(), nil, nil
	if text := strings.TrimSpace(m.from.Text()); text != "" {
		if d.From, err = time.ParseInLocation(time.DateOnly, text, zone); err != nil {
			return listing.ErrRange
		}
	}
	if text := strings.TrimSpace(m.least.Text()); text != "" {
		if d.Minimum, err = amountOf(c, text); err != nil {
			return err
		}
	}
	if text := strings.TrimSpace(m.limit.Text()); text != "" {
		n, err := strconv.ParseUint(text, 10, 32)
		if err != nil {
			return form.ErrAmount
		}
		d.Limit = uint32(n)
	}
	if d.Off != listing.FreeShipping {
		d.Collections, d.Listings = m.only.shelves.chosen(), slices.Clone(m.only.slugs)
	}
	return nil
}
