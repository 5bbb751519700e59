package storage

import (
	"context"
	"errors"

	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	core "restante/offline/storage"
)

// pick changes the role; before everything moves, it asks.
func (c *accountCard) pick(i int) {
	from, other := c.p.last.primary()
	if r := roles[i]; r != core.Primary || !other || from.ID == c.x.ID {
		c.setRole(r, func(string) {})
		return
	}
	c.show(c.x) // until the answer is yes
	c.p.askMove(from.Title, c.x.Title, func(done func(string)) { c.setRole(core.Primary, done) })
}

// askMove asks before everything moves from one account to another.
func (p *Page) askMove(from, to string, yes func(done func(string))) {
	widget.Ask(p.o.Canvas(), widget.Question{
		Title: lang.L("Move everything"), Yes: lang.L("Move"), No: lang.L("Cancel"),
		Text: lang.L("All that waits at {{.From}} moves to {{.To}}, while messages go on arriving. {{.From}} stays connected and gets nothing new.",
			words{"From": widget.Clean(from), "To": widget.Clean(to)}),
		Do: func(_ string, done func(string)) { yes(done) },
	})
}

// primary is the account that gets all that waits.
func (s *state) primary() (core.Account, bool) {
	for _, a := range s.accounts {
		if a.Role == core.Primary {
			return a, true
		}
	}
	return core.Account{}, false
}

// setRole changes what the account is for. What did not work is shown as it was.
func (c *accountCard) setRole(r core.Role, done func(string)) {
	id := c.x.ID
	c.p.act(func(problem string) {
		done(problem)
		if problem != "" {
			c.p.o.Notice(problem)
			c.show(c.x)
		}
	}, func(ctx context.Context) error { return c.p.o.Core.SetRole(ctx, id, r) })
}

// askLeave asks before an account goes.
func (c *accountCard) askLeave() {
	text := lang.L("Nothing lies there, so it goes at once. Nothing at the provider is touched.")
	if c.x.Blocks+c.x.Moving > 0 {
		text = lang.L("What lies there moves first: to the accounts that get it, and always to this computer. Then the account goes from this page.")
	}
	if until := c.left(); until != "" {
		text = until
	}
	c.askRemove(lang.L("Leave {{.Title}}", words{"Title": widget.Clean(c.x.Title)}), text, lang.L("Leave"), false)
}

// left is what leaving waits for besides: contacts who may leave mail there.
func (c *accountCard) left() string {
	x := c.x
	x.Leaving = true
	until := c.p.letIn(x)
	switch {
	case until == "":
		return ""
	case x.Blocks+x.Moving > 0:
		until = lang.L("What lies there moves to the accounts that get it, and always to this computer.") + " " + until
	}
	return until + " " + lang.L("Then the account goes from this page.")
}

// askForget warns before an account goes with what lies there.
func (c *accountCard) askForget() {
	n := c.x.Blocks + c.x.Moving
	text := lang.N("{{.N}} items may still lie there. They stay at the provider until somebody removes them there, and this computer cannot do that any more. The messages themselves are not lost: they wait on this computer.", n, words{"N": n})
	if c.p.letIn(c.x) != "" {
		text += " " + lang.L("What contacts leave there until {{.Date}} is not found any more.", words{"Date": c.p.until(c.x.Granted)})
	}
	c.askRemove(lang.L("Forget {{.Title}} at once", words{"Title": widget.Clean(c.x.Title)}), text, lang.L("Forget at once"), true)
}

func (c *accountCard) askRemove(title, text, yes string, now bool) {
	id := c.x.ID
	widget.Ask(c.p.o.Canvas(), widget.Question{Title: title, Text: text, Yes: yes, No: lang.L("Cancel"), Danger: true,
		Do: func(_ string, done func(string)) {
			c.p.act(done, func(ctx context.Context) error { return c.p.o.Core.Remove(ctx, id, now) })
		}})
}

// askTerms asks for the name, the limit and the price.
func (c *accountCard) askTerms() {
	x := c.x
	s := c.p.sheet(lang.L("Name, limit, price"))
	name := s.field("", x.Title)
	name.SetText(x.Title)
	limit, each := s.field("", "100"), s.field("", "0.023")
	currency := s.field("", "EUR")
	shown := inMebibytes(x.Cap)
	limit.SetText(shown)
	if x.Price > 0 {
		each.SetText(money(x.Price, ""))
	}
	currency.SetText(x.Currency)
	s.add(s.para(lang.L("A limit is for what of yours may lie there. The price is a note of yours: the page counts with it what you pay, and nobody else sees it.")),
		labelled(lang.L("Name"), name), labelled(lang.L("Limit in MiB (empty: none)"), limit), labelled(lang.L("Price of a GB a month"), each), labelled(lang.L("Currency"), currency))
	s.open(s.cancel(), s.yes(lang.L("Save"), func() {
		t, problem := terms(limit.Text(), each.Text(), currency.Text())
		if problem != "" {
			s.say(problem, widget.Bad)
			return
		}
		if limit.Text() == shown {
			t.Cap = x.Cap // the text may be rounded
		}
		t.Title = name.Text()
		s.work("", func(ctx context.Context) error { return c.p.o.Core.SetTerms(ctx, x.ID, t) }, c.p.Reload)
	}))
	s.focus(name)
}

// terms are what was typed, or what is wrong with it.
func terms(limit, each, currency string) (t core.Terms, problem string) {
	var err error
	if t.Cap, err = mebibytes(limit); err != nil {
		return t, lang.L("The limit is a number of MiB, such as 100.")
	}
	t.Price, err = price(each)
	switch {
	case errors.Is(err, errDigits):
		return t, lang.L("The price has at most three digits behind the point.")
	case err != nil:
		return t, lang.L("The price is a number, such as 0.023.")
	case len([]rune(currency)) > maxCurrency:
		return t, lang.L("The currency has at most 8 letters.")
	}
	t.Currency = currency
	return t, ""
}

const maxCurrency = 8
