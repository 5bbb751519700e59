package orders

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/order/event"
)

const sheetWide = float32(460)

// sheet is a card over the page in which something is entered: a title, what may be
// higher than the window and scrolls then, a sentence, and buttons.
type sheet struct {
	p       *Page
	title   string
	body    *fyne.Container
	problem *fyne.Container
	yes, no *widget.Button
	first   fyne.Focusable // gets the keyboard
	overlay *widget.Overlay
	then    func() // once it is done; may be nil
	closed  bool
}

func (p *Page) sheet(title string, o ...fyne.CanvasObject) *sheet {
	return &sheet{p: p, title: title, body: widget.Col(14, o...), problem: widget.Col(0)}
}

func (s *sheet) add(o ...fyne.CanvasObject) { s.body.Objects = append(s.body.Objects, o...) }

// para is a sentence of a sheet.
func para(text string) fyne.CanvasObject { return widget.Para(text, 13, sheetWide, widget.Muted) }

// field is a line to type in.
func (s *sheet) field(value, example string) *widget.Field {
	f := widget.NewField(example, "", 42, nil)
	f.SetText(value)
	f.OnSubmitted = func(string) { s.press() }
	if s.first == nil {
		s.first = f.Focusable()
	}
	return f
}

// area is several lines to type in.
func (s *sheet) area(example string) *widget.Area {
	a := widget.NewArea(example, 3)
	a.OnSubmitted = s.press
	if s.first == nil {
		s.first = a.Focusable()
	}
	return a
}

// press does what the button does.
func (s *sheet) press() {
	if !s.yes.Disabled() {
		s.yes.OnTapped()
	}
}

// labelled is a control under its name.
func labelled(name string, o fyne.CanvasObject) fyne.CanvasObject {
	return widget.Col(5, widget.Para(name, 12.5, sheetWide, widget.Foreground), o)
}

// halves are two controls under their names, beside each other.
func halves(left string, l fyne.CanvasObject, right string, r fyne.CanvasObject) fyne.CanvasObject {
	half := func(name string, o fyne.CanvasObject) fyne.CanvasObject {
		return widget.Grow(widget.Col(5, widget.Label(name, 12.5).Cut(), o))
	}
	return widget.Row(12, half(left, l), half(right, r))
}

// open shows the sheet, with a button that does it.
func (s *sheet) open(word string, rank widget.Rank, do func()) {
	s.yes = widget.NewButton(word, "", rank, do)
	s.no = widget.NewButton(lang.L("Cancel"), "", widget.Quiet, func() { s.overlay.Close() })
	row := widget.Row(8, widget.Spring(), s.no, s.yes)
	head := widget.Strong(s.title, 16).Cut()
	room := widget.Inset(0, 0, -6, -12, widget.Room(widget.Inset(3, 3, 6, 12, s.body)))
	s.overlay = widget.Modal(s.p.o.Canvas(), widget.Pad(20, 24, container.New(&sheetLayout{s}, head, room, s.problem, row)))
	s.overlay.OnClosed = func() { s.closed = true }
	if s.first != nil {
		s.p.o.Canvas().Focus(s.first)
	}
}

// say shows what is wrong over the buttons.
func (s *sheet) say(sentence string) {
	s.problem.Objects = []fyne.CanvasObject{widget.Para(sentence, 13, sheetWide, widget.Bad)}
	s.overlay.Refresh()
	s.overlay.Grown()
}

// act says something about an order; the sheet goes if that succeeds.
func (s *sheet) act(id event.ID, b event.Body) {
	s.work(func(ctx context.Context) error {
		_, err := s.p.o.Core.Act(ctx, id, b, "")
		return err
	})
}

func (s *sheet) work(do func(context.Context) error) {
	s.yes.Disable()
	s.p.o.Loop.InOrder(func(ctx context.Context) func() {
		err := do(ctx)
		return func() { s.worked(err) }
	})
}

func (s *sheet) worked(err error) {
	switch {
	case err == nil:
		if !s.closed {
			s.overlay.Close()
		}
		if s.then != nil {
			s.then()
		}
		s.p.Reload()
	case s.closed:
		s.p.o.Notice(problem(err))
	default:
		s.yes.Enable()
		s.say(problem(err))
	}
}

// sheetLayout gives title, sentence and buttons their height, and what is between them
// the rest: as much as it needs, if the window has that.
type sheetLayout struct{ s *sheet }

const (
	sheetGap  = float32(14)
	sheetEdge = float32(16 + 2*20) // what the window and the card keep free
)

func (l *sheetLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	h := l.others(o) + l.s.body.MinSize().Height + 6
	return fyne.NewSize(sheetWide, min(h, l.s.p.o.Canvas().Size().Height-sheetEdge))
}

func (*sheetLayout) others(o []fyne.CanvasObject) (h float32) {
	for i, x := range o {
		if high := x.MinSize().Height; i != 1 && high > 0 {
			h += high + sheetGap
		}
	}
	return h
}

func (l *sheetLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	y := float32(0)
	for i, x := range o {
		h := x.MinSize().Height
		if i == 1 {
			h = max(0, s.Height-l.others(o))
		}
		widget.Place(x, 0, y, s.Width, h)
		if h > 0 {
			y += h + sheetGap
		}
	}
}
