package orders

import (
	"context"
	"errors"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/money"
	"restante/messaging/order"
	"restante/messaging/order/event"
)

// statementRows are shown of a bank's statement.
const statementRows = 200

// statement is the open sheet of the payments that a bank tells of.
type statement struct {
	p     *Page
	sheet *sheet
	rows  []*payment
	none  int // payments that fit no order
}

// payment is one of them with the order that it seems to be for.
type payment struct {
	order.Match
	row  order.Row
	tick *widget.Tick
	bad  string
	done bool
}

// PickStatement lets the user choose a bank's file, and shows what it says.
func (p *Page) PickStatement() {
	p.o.Pick(func(r io.ReadCloser) {
		p.o.Loop.Go(func(ctx context.Context) func() {
			s := &statement{p: p}
			err := errors.Join(s.read(ctx, r), r.Close())
			return func() {
				if err != nil {
					p.trouble(err)
					return
				}
				s.open()
			}
		})
	})
}

func (s *statement) read(ctx context.Context, r io.Reader) error {
	all, err := s.p.o.Core.MatchStatement(ctx, r)
	for _, m := range all {
		if m.Order == (event.ID{}) {
			s.none++
			continue
		}
		one, err := s.p.readOne(ctx, m.Order)
		if err != nil {
			return err
		}
		if one != nil && len(s.rows) < statementRows {
			s.rows = append(s.rows, &payment{Match: m, row: one.Row})
		}
	}
	return err
}

func (s *statement) open() {
	s.sheet = s.p.sheet(lang.L("Bank statement"))
	for _, x := range s.rows {
		x.tick = widget.NewTick(lang.L("Choose the payment"))
		x.tick.OnTapped = func(fyne.KeyModifier) { x.tick.Set(!x.tick.On()); s.draw() }
		x.tick.Set(x.Sure)
	}
	s.sheet.open("", widget.Primary, s.confirm)
	s.sheet.no.Rename(lang.L("Close"))
	s.draw()
}

func (s *statement) draw() {
	n := 0
	s.sheet.body.Objects = []fyne.CanvasObject{para(lang.L("What is ticked is noted as received. Restante holds no money: look at what fits and what does not."))}
	for _, x := range s.rows {
		if x.tick.On() {
			n++
		}
		s.sheet.add(s.row(x))
	}
	if s.none > 0 || len(s.rows) == 0 {
		s.sheet.add(para(lang.N("{{.N}} payments fit no order.", s.none, words{"N": s.none})))
	}
	s.sheet.yes.Rename(lang.L("Note {{.N}} as received", words{"N": n}))
	if n == 0 {
		s.sheet.yes.Disable()
	} else {
		s.sheet.yes.Enable()
	}
	s.sheet.overlay.Refresh()
	s.sheet.overlay.Grown()
}

// row is a payment beside its order.
func (s *statement) row(x *payment) fyne.CanvasObject {
	now := s.p.o.Now()
	c, err := money.Known(x.Currency)
	if err != nil {
		c = x.row.Currency
	}
	left := widget.Col(1, widget.Strong(sum(c, x.Amount)+" · "+moment(x.When, now), 13).Cut(), widget.Caption(widget.Brief(x.Text), 12).Cut())
	ink, said := widget.Muted, spoke(string(x.Why))
	switch {
	case x.done:
		ink, said = widget.Good, lang.L("noted")
	case x.bad != "":
		ink, said = widget.Bad, x.bad
	case !x.Sure:
		ink = widget.Warn
	}
	right := widget.Col(1, widget.Strong(number(x.row.ID)+" · "+nameOf(x.row), 13).Cut(), widget.NewText(said, 12, false, ink).Cut())
	return widget.RowFill(10, widget.Left(x.tick), widget.Grow(widget.Wide(left)), widget.Grow(widget.Wide(right)))
}

// confirm notes what is ticked as paid; each payment has a name of its own, so that it
// counts once.
func (s *statement) confirm() {
	s.sheet.yes.Disable()
	s.p.o.Loop.InOrder(func(ctx context.Context) func() {
		said := map[*payment]error{}
		for _, x := range s.rows {
			if x.tick.On() && !x.done {
				said[x] = s.note(ctx, x)
			}
		}
		return func() { s.confirmed(said) }
	})
}

func (s *statement) note(ctx context.Context, x *payment) error {
	pay := event.Paid{Method: lang.L("Bank transfer"), Reference: x.Reference, Amount: x.Amount}
	_, err := s.p.o.Core.Act(ctx, x.Order, pay, "statement-"+x.Order.String()+"-"+x.Reference)
	return err
}

func (s *statement) confirmed(said map[*payment]error) {
	bad := 0
	for x, err := range said {
		x.done, x.bad = err == nil, ""
		x.tick.Set(err != nil)
		if err != nil {
			x.bad = problem(err)
			bad++
		}
	}
	s.p.Reload()
	if s.sheet.closed {
		return
	}
	s.draw()
	if bad == 0 {
		s.p.o.Notice(lang.N("{{.N}} payments noted", len(said), words{"N": len(said)}))
	}
}
