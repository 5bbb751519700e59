package recovery

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
)

// cardWide is the width of what lies over the page.
const cardWide = float32(560)

// sheet shows the words over the page.
func (r *Recovery) sheet(words string) {
	foot := widget.Row(8, widget.Spring(), widget.NewButton(lang.L("Close"), "", widget.Quiet, r.close))
	if r.reminds {
		foot.Add(widget.NewButton(lang.L("I wrote them down"), "", widget.Primary, func() { r.quiz(words) }))
	}
	r.open(widget.Col(16, widget.Strong(lang.L("Your 24 recovery words"), 16),
		widget.Para(Advice(), 13.5, cardWide, widget.Muted), Sheet(words, cardWide), foot))
}

// Advice says what the words are good for.
func Advice() string {
	return lang.L("Write them on paper, in this order. They bring back your address and your keys; whoever has them can pass for you. Do not photograph them or keep them on this computer.")
}

// quiz asks for three of the words.
func (r *Recovery) quiz(words string) {
	problem := widget.Col(0)
	var q *Quiz
	confirm := func() {
		if wrong := q.Wrong(); wrong != "" {
			problem.Objects = []fyne.CanvasObject{widget.Para(wrong, 13, cardWide, widget.Bad)}
			r.overlay.Refresh()
			r.overlay.Grown()
			r.o.Canvas().Focus(q.Focusable())
			return
		}
		r.keep()
	}
	q = NewQuiz(words, r.o.Pick(), cardWide, r.o.Canvas().Focus, confirm)
	back := widget.NewButton(lang.L("Back to the words"), "", widget.Quiet, func() { r.sheet(words) })
	foot := widget.Row(8, back, widget.Spring(), widget.NewButton(lang.L("Confirm"), "", widget.Primary, confirm))
	r.open(widget.Col(16, widget.Strong(lang.L("Are they on paper?"), 16),
		widget.Para(lang.L("Type these three of your words."), 13.5, cardWide, widget.Muted), q.Object, problem, foot))
	r.o.Canvas().Focus(q.Focusable())
}

func (r *Recovery) keep() {
	r.o.Loop.Go(func(ctx context.Context) func() {
		err := r.o.Words.Keep(ctx)
		return func() {
			r.close()
			if err == nil {
				r.o.Notice(lang.L("Keep the paper in a safe place."))
			}
			r.loaded(err == nil, err)
		}
	})
}

// open shows a card in place of the last one.
func (r *Recovery) open(body fyne.CanvasObject) {
	r.close()
	r.overlay = widget.Modal(r.o.Canvas(), widget.Pad(22, 24, widget.Fixed(cardWide, 0, body)))
	r.overlay.OnClosed = func() { r.overlay = nil }
}

func (r *Recovery) close() {
	if r.overlay != nil {
		r.overlay.Close()
	}
}
