package orders

import (
	"strconv"

	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/money"
	"restante/messaging/order"
	"restante/messaging/order/event"
)

// askRate gives each line its stars.
func (p *Page) askRate(x order.Page) {
	s := p.sheet(lang.L("Rate"))
	lines, done := map[int]*widget.Segments{}, rated(x)
	for i, l := range x.State.Placed.Terms.Lines {
		if done[i] {
			continue
		}
		var all []string
		for n := range event.MaxStars {
			all = append(all, strconv.Itoa(n+1)+" ★")
		}
		one := widget.NewSegments(all, func(int) {})
		one.Choose(event.MaxStars - 1)
		lines[i] = one
		s.add(labelled(titleOf(l), widget.Left(one)))
	}
	text := s.area(lang.L("How it was, for others to read"))
	s.add(text)
	photos := s.photos()
	s.open(lang.L("Rate"), widget.Primary, func() {
		b := event.Rate{Text: text.Text()}
		for i := range x.State.Placed.Terms.Lines {
			if one := lines[i]; one != nil {
				b.Scores = append(b.Scores, event.Score{Line: uint32(i), Stars: uint32(one.Chosen() + 1)})
			}
		}
		photos.with(x.ID, func(all [][]byte) event.Body { b.Photos = all; return b })
	})
}

// rated are the lines that have their stars.
func rated(x order.Page) map[int]bool {
	done := map[int]bool{}
	for _, r := range x.State.Ratings {
		for _, s := range r.Scores {
			done[int(s.Line)] = true
		}
	}
	return done
}

// deciding is the open sheet of a moderator.
type deciding struct {
	sheet *sheet
	x     order.Page
	buyer *widget.Field
	found *widget.Field
	rest  *widget.Text
	text  *widget.Area
}

// askDecision shares what the merchant holds.
func (p *Page) askDecision(x order.Page) {
	m := x.State.Money
	d := &deciding{sheet: p.sheet(lang.L("Decide")), x: x, rest: widget.Strong("", 14)}
	s := d.sheet
	s.add(para(lang.L("The seller holds {{.Sum}}. Say how much of it the buyer gets; the seller keeps the rest.", words{"Sum": sum(x.Currency, m.Held)})))
	d.buyer = s.amountField(x.Currency, m.Held)
	d.found = s.amountField(x.Currency, 0)
	d.text = s.area(lang.L("Why you decide so, for both to read"))
	s.add(labelled(lang.L("The buyer gets, in {{.Word}}", words{"Word": x.Currency.Code}), d.buyer))
	if m.Noted > m.Paid {
		s.add(labelled(lang.L("Paid besides, as you found"), d.found))
	}
	s.add(labelled(lang.L("The seller keeps"), d.rest), d.text)
	d.buyer.OnChanged = func(string) { d.tell() }
	d.found.OnChanged = func(string) { d.tell() }
	s.open(lang.L("Decide"), widget.Primary, d.decide)
	d.tell()
}

// shares are those that were entered.
func (d *deciding) shares() (b event.Decision, err error) {
	if b.Buyer, err = parse(d.x.Currency, d.buyer.Text()); err != nil {
		return b, err
	}
	if b.Found, err = parse(d.x.Currency, d.found.Text()); err != nil {
		return b, err
	}
	all, err := money.Add(d.x.State.Money.Held, b.Found)
	if err != nil {
		return b, err
	}
	b.Merchant, err = money.Sub(all, b.Buyer)
	b.Text = d.text.Text()
	return b, err
}

// tell says what the seller keeps.
func (d *deciding) tell() {
	b, err := d.shares()
	if err != nil {
		d.rest.SetIn("–", widget.Bad)
		return
	}
	d.rest.SetIn(sum(d.x.Currency, b.Merchant), widget.Foreground)
}

func (d *deciding) decide() {
	b, err := d.shares()
	if err != nil {
		d.sheet.say(problem(err))
		return
	}
	d.sheet.act(d.x.ID, b)
}
