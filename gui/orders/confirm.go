package orders

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/order"
	"restante/messaging/order/event"
)

// spans are the days that can be chosen; 0 is the shop's usual time.
var spans = []int{0, 3, 7, 14, 30}

func spanWords() (all []string) {
	for _, n := range spans {
		if n == 0 {
			all = append(all, lang.L("The usual time"))
		} else {
			all = append(all, lang.N("within {{.N}} days", n, words{"N": n}))
		}
	}
	return all
}

// span asks for a time; nothing is told before the sheet is done.
func span(name string) *widget.Select {
	s := widget.NewSelect(name, spanWords(), func(int) {})
	s.Choose(0)
	return s
}

// until is the chosen time, zero for the usual one.
func (p *Page) until(s *widget.Select) (t time.Time) {
	if n := spans[max(0, s.Chosen())]; n > 0 {
		return p.o.Now().AddDate(0, 0, n).UTC().Truncate(time.Millisecond)
	}
	return t
}

// half is a choice under its name, beside another one.
func half(name string, s *widget.Select) fyne.CanvasObject {
	return widget.Grow(widget.Col(5, widget.Label(name, 12.5).Cut(), widget.Left(s)))
}

// askConfirm takes an order, and says how to pay.
func (p *Page) askConfirm(x order.Page) {
	p.withOffers(func(all []offer) { p.confirm(x, all) })
}

func (p *Page) confirm(x order.Page, all []offer) {
	s := p.sheet(lang.L("Confirm the order"))
	to := s.paying(all)
	reference := s.field(number(x.ID), "")
	pay, ship := span(lang.L("Pay")), span(lang.L("Ship"))
	note := s.area(lang.L("A word to the buyer, if you like"))
	if x.State.Money.Due > 0 {
		s.add(to.object, labelled(lang.L("What the payment shall name"), reference),
			widget.RowFill(16, half(lang.L("To be paid"), pay), half(lang.L("To be shipped"), ship)), note)
	} else {
		s.add(labelled(lang.L("To be shipped"), widget.Left(ship)), note)
	}
	s.open(lang.L("Confirm"), widget.Primary, func() {
		b := event.Confirm{Note: note.Text(), PayBy: p.until(pay), ShipBy: p.until(ship)}
		var err error
		if b.Ways, err = to.ways(x, reference.Text()); err != nil {
			s.say(problem(err))
			return
		}
		s.act(x.ID, b)
	})
}
