package orders

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
)

// asked is the first return that waits for an answer.
func asked(x order.Page) (r machine.Return) {
	for _, r := range x.State.Returns {
		if r.Answer == 0 {
			return r
		}
	}
	return r
}

// awaited is the first return of which something is still to come.
func awaited(x order.Page) (r machine.Return) {
	for _, r := range x.State.Returns {
		if r.Answer == event.KindAllow && r.Open() {
			return r
		}
	}
	return r
}

// askedFor says what shall come back and why.
func askedFor(x order.Page) string {
	r := asked(x)
	return strings.Join(brief([]string{parts(x, r.Parts), r.Reason}), ": ")
}

func restocked(b event.Receive) string {
	if b.Restock {
		return lang.L("It goes back into the stock")
	}
	return ""
}

// someOf asks how many of some pieces; value is what stands there at first.
type someOf struct {
	of     []event.Part
	fields []*widget.Field
}

func (s *sheet) someOf(x order.Page, title string, of []event.Part, full bool) *someOf {
	p, col := &someOf{of: of}, widget.Col(8)
	for _, one := range of {
		value := "0"
		if full {
			value = strconv.Itoa(int(one.Quantity))
		}
		f := s.field(value, "0")
		p.fields = append(p.fields, f)
		text := widget.Col(1, widget.Label(titleOf(x.State.Placed.Terms.Lines[one.Line]), 13.5).Cut(), widget.Caption(lang.L("at most {{.N}}", words{"N": one.Quantity}), 12))
		col.Add(widget.Row(12, widget.Grow(widget.Wide(text)), widget.Fixed(88, 0, f)))
	}
	s.add(labelled(title, col))
	return p
}

// parts are the pieces that were chosen: some, and no more than there are.
func (p *someOf) parts() (all []event.Part, ok bool) {
	for i, f := range p.fields {
		n, err := strconv.ParseUint(strings.TrimSpace(f.Text()), 10, 32)
		if err != nil || uint32(n) > p.of[i].Quantity {
			return nil, false
		}
		if n > 0 {
			all = append(all, event.Part{Line: p.of[i].Line, Quantity: uint32(n)})
		}
	}
	return all, len(all) > 0
}

// askReturn asks what shall be sent back.
func (p *Page) askReturn(x order.Page) {
	var can []event.Part
	for i := range x.State.Lines {
		if n := x.State.Returnable(i); n > 0 {
			can = append(can, event.Part{Line: uint32(i), Quantity: n})
		}
	}
	s := p.sheet(lang.L("Send something back"), para(lang.L("The seller answers how and where to. Send nothing before.")))
	some, why := s.someOf(x, lang.L("Pieces"), can, len(can) == 1 && can[0].Quantity == 1), s.area(lang.L("What is wrong with it"))
	s.add(labelled(lang.L("The reason"), why))
	photos := s.photos()
	s.open(lang.L("Ask"), widget.Primary, func() {
		parts, ok := some.parts()
		if !ok {
			s.say(lang.L("The pieces are whole numbers, at most what is left."))
			return
		}
		b := event.Return{Parts: parts, Reason: strings.TrimSpace(why.Text())}
		photos.with(x.ID, func(all [][]byte) event.Body { b.Photos = all; return b })
	})
}

// askReceive notes what came back.
func (p *Page) askReceive(x order.Page) {
	r := awaited(x)
	s := p.sheet(lang.L("It came back"))
	some := s.someOf(x, lang.L("Pieces"), r.Left(), true)
	again := widget.NewSwitch(lang.L("It goes back into the stock"), func(bool) {})
	again.Set(true)
	note := s.area(lang.L("A word to the buyer, if you like"))
	s.add(widget.Row(8, widget.Grow(widget.Wide(widget.Label(lang.L("It goes back into the stock"), 13.5).Cut())), again), note)
	s.open(lang.L("Note it"), widget.Primary, func() {
		parts, ok := some.parts()
		if !ok {
			s.say(lang.L("The pieces are whole numbers, at most what is left."))
			return
		}
		s.act(x.ID, event.Receive{Return: r.Hash, Parts: parts, Restock: again.On(), Note: note.Text()})
	})
}
