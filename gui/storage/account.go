package storage

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
)

// health is when a call last succeeded.
func (c *accountCard) health() fyne.CanvasObject {
	switch x := c.x; {
	case x.Worked.IsZero():
		return fact(lang.L("Calls"), lang.L("None has succeeded yet"))
	case x.Failing.IsZero():
		return fact(lang.L("Calls"), lang.L("Work, the last at {{.When}}", words{"When": c.p.moment(x.Worked)}))
	}
	return fact(lang.L("Calls"), lang.L("The last that worked: {{.When}}", words{"When": c.p.moment(c.x.Worked)}))
}

// ends is how long the addresses last that recipients fetch from.
func (c *accountCard) ends() fyne.CanvasObject {
	first, known := c.p.last.ends[c.x.ID]
	if !known {
		return nil
	}
	return fact(lang.L("Addresses"), lang.L("The first ends on {{.Date}}", words{"Date": c.p.date(first)}),
		widget.Flow(lang.L("They are renewed while this computer is on."), 12, widget.Muted))
}

// usage is how full the account is, by the provider's word.
func (c *accountCard) usage() fyne.CanvasObject {
	u := c.x.Usage
	switch {
	case c.x.Asked.IsZero():
		return fact(lang.L("Room"), lang.L("Not asked yet"))
	case u.Quota == 0:
		return fact(lang.L("Room"), lang.L("{{.Used}} used, no limit known", words{"Used": bytes(u.Used)}))
	}
	ink, full := widget.Accent, share(u.Used, u.Quota-u.Used)
	if full > nearlyFull {
		ink = widget.Warn
	}
	return fact(lang.L("Room"), lang.L("{{.Used}} of {{.Quota}} used", words{"Used": bytes(u.Used), "Quota": bytes(u.Quota)}), widget.Meter(full, ink))
}

// money is the limit, and what the account costs.
func (c *accountCard) money() fyne.CanvasObject {
	x, limit := c.x, lang.L("No limit set")
	if x.Cap > 0 {
		limit = lang.L("At most {{.Size}} of yours", words{"Size": bytes(x.Cap)})
	}
	if x.Price == 0 {
		return fact(lang.L("Limit and price"), limit)
	}
	each := lang.L("{{.Sum}} for each GB a month", words{"Sum": money(x.Price, widget.Clean(x.Currency))})
	return fact(lang.L("Limit and price"), limit+" · "+cost(x), widget.Flow(each, 12, widget.Muted))
}

// sweep is what the last look for leftovers found.
func (c *accountCard) sweep() fyne.CanvasObject {
	s := c.x.Sweep
	now := widget.Left(widget.NewLinkButton(lang.L("Look now"), c.sweepNow))
	now = widget.Inset(0, 0, -8, 0, now)
	switch {
	case s.At.IsZero():
		return fact(lang.L("Leftovers"), lang.L("Not looked for yet: that is done once a day"), now)
	case s.Error != "":
		return fact(lang.L("Leftovers"), lang.L("Looking for them failed ({{.When}})", words{"When": c.p.moment(s.At)}),
			widget.Flow(quoted(s.Error), 12, widget.Bad), now)
	}
	found := lang.N("{{.N}} items of yours found", s.Seen, words{"N": s.Seen}) + " · " +
		lang.N("{{.N}} leftovers removed", s.Orphans, words{"N": s.Orphans}) + " · " + c.p.moment(s.At)
	return fact(lang.L("Leftovers"), found, now)
}

func (c *accountCard) sweepNow() {
	c.p.o.Loop.Go(func(ctx context.Context) func() {
		err := c.p.o.Core.Sweep(ctx)
		return func() {
			if err != nil {
				c.p.o.Notice(problem(err))
			}
			c.p.Reload()
		}
	})
}
