package storage

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
)

const sheetWide = float32(560)

// sheet is a card over the page: a title, what may be higher than the window and
// scrolls then, a sentence, and buttons.
type sheet struct {
	p       *Page
	title   string
	body    *fyne.Container
	problem *fyne.Container
	fields  []*widget.Field // in the order in which Enter leads through them
	main    *widget.Button  // what Enter in the last field means; nil for nothing
	overlay *widget.Overlay
	closed  bool
	onClose func()
}

func (p *Page) sheet(title string) *sheet {
	return &sheet{p: p, title: title, body: widget.Col(14), problem: widget.Col(0)}
}

func (s *sheet) add(o ...fyne.CanvasObject) { s.body.Objects = append(s.body.Objects, o...) }

func (s *sheet) para(text string) fyne.CanvasObject {
	return widget.Para(text, 13.5, sheetWide, widget.Muted)
}

// field is a line to type in; with a button's name in secret it hides what is typed.
func (s *sheet) field(secret, example string) *widget.Field {
	f := widget.NewField(example, "", 42, nil)
	if secret != "" {
		f = widget.NewSecret(example, secret, 42)
	}
	f.OnSubmitted = func(string) { s.enter(f) }
	s.fields = append(s.fields, f)
	return f
}

// enter goes to the next field, or does what the main button does.
func (s *sheet) enter(from *widget.Field) {
	i := slices.Index(s.fields, from)
	switch {
	case i+1 < len(s.fields):
		s.focus(s.fields[i+1])
	case s.main != nil && !s.main.Disabled():
		s.main.OnTapped()
	}
}

func (s *sheet) focus(f *widget.Field) { s.p.o.Canvas().Focus(f.Focusable()) }

// labelled is a field under its name.
func labelled(name string, o fyne.CanvasObject, more ...fyne.CanvasObject) fyne.CanvasObject {
	all := append([]fyne.CanvasObject{widget.Para(name, 12.5, sheetWide, widget.Foreground), o}, more...)
	return widget.Col(5, all...)
}

func (s *sheet) cancel() *widget.Button {
	return widget.NewButton(lang.L("Cancel"), "", widget.Quiet, func() { s.overlay.Close() })
}

// yes is the button that does it.
func (s *sheet) yes(word string, do func()) *widget.Button {
	s.main = widget.NewButton(word, "", widget.Primary, do)
	return s.main
}

// open shows the sheet.
func (s *sheet) open(buttons ...*widget.Button) {
	row := widget.Row(8, widget.Spring())
	for _, b := range buttons {
		row.Add(b)
	}
	closer := widget.NewRoundButton(lang.L("Close"), "x", widget.Muted, "", 28, 16, func() { s.overlay.Close() })
	head := widget.Row(8, widget.Grow(widget.Wide(widget.Strong(s.title, 16).Cut())), closer)
	room := widget.Inset(0, 0, -6, -12, widget.Room(widget.Inset(3, 3, 6, 12, s.body)))
	// What scrolls comes first: head and foot hide what reaches beyond its place.
	column := container.New(&sheetLayout{s}, room, over(head), over(s.problem), over(row))
	s.overlay = widget.Modal(s.p.o.Canvas(), widget.Pad(20, 24, column))
	s.overlay.OnClosed = s.gone
}

func (s *sheet) gone() {
	s.closed = true
	if s.onClose != nil {
		s.onClose()
	}
}

// say shows a sentence over the buttons; "" takes it away.
func (s *sheet) say(sentence string, ink fyne.ThemeColorName) {
	s.problem.Objects = nil
	if sentence != "" {
		s.problem.Objects = []fyne.CanvasObject{widget.Para(sentence, 13, sheetWide, ink)}
	}
	s.overlay.Refresh()
	s.overlay.Grown()
}

// work does something that takes its time. The sheet goes if it succeeds; somebody may
// have closed it before.
func (s *sheet) work(saying string, do func(context.Context) error, then func()) {
	s.main.Disable()
	s.say(saying, widget.Muted)
	s.p.o.Loop.Go(func(ctx context.Context) func() {
		err := do(ctx)
		return func() { s.worked(err, then) }
	})
}

func (s *sheet) worked(err error, then func()) {
	switch {
	case err == nil:
		if !s.closed {
			s.overlay.Close()
		}
		then()
	case s.closed:
		s.p.o.Notice(problem(err))
	default:
		s.main.Enable()
		s.say(problem(err), widget.Bad)
	}
}
