package safe

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
)

const formWide = float32(580)

// form is a card with fields to fill in, and what to do with them.
type form struct {
	s       *Safe
	body    *fyne.Container // below the text
	fields  []*widget.Field // in the order in which Enter leads through them
	problem *fyne.Container
	yes     *widget.Button
	overlay *widget.Overlay
	submit  func()
	closed  bool
}

func (s *Safe) form(title, text, yes string) *form {
	f := &form{s: s, body: widget.Col(12), problem: widget.Col(0)}
	f.yes = widget.NewButton(yes, "", widget.Primary, f.try)
	no := widget.NewButton(lang.L("Cancel"), "", widget.Quiet, func() { f.overlay.Close() })
	column := widget.Col(14, widget.Strong(title, 16), widget.Para(text, 13.5, formWide, widget.Muted), f.body, f.problem,
		widget.Row(8, widget.Spring(), no, f.yes))
	f.overlay = widget.Modal(s.o.Canvas(), widget.Pad(22, 24, widget.Fixed(formWide, 0, column)))
	f.overlay.OnClosed = func() { f.closed = true }
	return f
}

// try submits what is in the fields, unless that is being done.
func (f *form) try() {
	if !f.yes.Disabled() {
		f.submit()
	}
}

// secret is a field of the form that hides what is typed.
func (f *form) secret(hint string) *widget.Field {
	x := widget.NewSecret(hint, lang.L("Show what is typed"), 42)
	x.OnSubmitted = func(string) { f.enter(x) }
	return x
}

// enter goes to the next field, or submits.
func (f *form) enter(from *widget.Field) {
	if i := slices.Index(f.fields, from); i >= 0 && i+1 < len(f.fields) {
		f.s.o.Canvas().Focus(f.fields[i+1].Focusable())
		return
	}
	f.try()
}

// show puts these into the card, and the fields among them in order.
func (f *form) show(fields []*widget.Field, all ...fyne.CanvasObject) {
	f.fields, f.body.Objects = fields, all
	f.grown()
}

func (f *form) grown() {
	f.overlay.Refresh()
	f.overlay.Grown()
}

func (f *form) focus(x *widget.Field) { f.s.o.Canvas().Focus(x.Focusable()) }

// say shows a sentence over the buttons.
func (f *form) say(sentence string, ink fyne.ThemeColorName) {
	f.problem.Objects = []fyne.CanvasObject{widget.Para(sentence, 13, formWide, ink)}
	f.grown()
}

// work does something that takes its time. The card goes if it succeeds; somebody may
// have closed it before.
func (f *form) work(saying string, do func(context.Context) error, done func()) {
	f.yes.Disable()
	f.say(saying, widget.Muted)
	f.s.o.Loop.Go(func(ctx context.Context) func() {
		err := do(ctx)
		return func() {
			f.worked(err)
			if err == nil {
				done()
			}
		}
	})
}

func (f *form) worked(err error) {
	switch {
	case f.closed && err != nil:
		f.s.o.Notice(f.s.o.Problem(err))
	case f.closed:
	case err != nil:
		f.yes.Enable()
		f.say(f.s.o.Problem(err), widget.Bad)
	default:
		f.overlay.Close()
	}
}
