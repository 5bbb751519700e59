package widget

import (
	"fyne.io/fyne/v2"
)

// Question is a small card with a text, perhaps a field, and two buttons.
type Question struct {
	Title, Text string
	Field       bool   // asks for a line of text
	Value       string // what the field starts with
	Hint        string // what an empty field shows
	Show        string // if the field hides what is typed: the name of the button that shows it
	Yes, No     string
	Danger      bool // yes takes something away

	Other   string // a third button, for another way to answer; "" for none
	OnOther func()
	// Ready, if set, gets a way to fill the field from elsewhere while the card is
	// open. With a problem that is shown, and the field stays as it is.
	Ready func(fill func(value, problem string))

	// Do gets the answer. The card stays, and takes no second answer, until
	// done is called on the UI goroutine: with "" it goes, else it shows the problem.
	Do func(value string, done func(problem string))
}

const (
	askWide    = float32(400) // the width of a question
	maxProblem = 300          // the letters of a problem: a parser may repeat all that was pasted
)

// Ask shows a question over the page; Enter in the field means yes.
func Ask(c fyne.Canvas, q Question) *Overlay {
	a := &asking{q: q, field: NewField(q.Hint, "", 42, nil), problem: Col(0)}
	if q.Show != "" {
		a.field = NewSecret(q.Hint, q.Show, 42)
	}
	a.field.SetText(q.Value)
	a.field.OnSubmitted = func(string) { a.answer() }
	rank := Primary
	if q.Danger {
		rank = Danger
	}
	a.yes = NewButton(q.Yes, "", rank, a.answer)
	a.overlay = Modal(c, Pad(22, 24, a.body()))
	if q.Field {
		a.overlay.enter = a.answer
		a.overlay.hold(a.field.Focusable())
	}
	if q.Ready != nil {
		q.Ready(a.fill)
	}
	return a.overlay
}

// asking is an open question.
type asking struct {
	q       Question
	overlay *Overlay
	field   *Field
	problem *fyne.Container
	yes     *Button
}

func (a *asking) body() fyne.CanvasObject {
	no := NewButton(a.q.No, "", Quiet, func() { a.overlay.Close() })
	body := Col(14, Strong(a.q.Title, 16), Para(a.q.Text, 13.5, askWide, Muted))
	if a.q.Field {
		body.Add(a.field)
	}
	body.Add(a.problem)
	buttons := Row(8, Spring(), no, a.yes)
	if a.q.Other != "" {
		buttons = Row(8, NewButton(a.q.Other, "image", Secondary, a.q.OnOther), Spring(), no, a.yes)
	}
	body.Add(buttons)
	return Fixed(askWide, 0, body)
}

func (a *asking) answer() {
	if a.yes.Disabled() {
		return
	}
	a.yes.Disable()
	a.q.Do(a.field.Text(), a.done)
}

func (a *asking) done(problem string) {
	if problem == "" {
		a.overlay.Close()
		return
	}
	a.yes.Enable()
	a.show(problem)
}

func (a *asking) fill(value, problem string) {
	if problem == "" {
		a.field.SetText(value)
	}
	a.show(problem)
}

// show puts a problem, or none, under the field.
func (a *asking) show(problem string) {
	a.problem.Objects = nil
	if problem != "" {
		a.problem.Objects = []fyne.CanvasObject{Para(shorten(problem, maxProblem), 13, askWide, Bad)}
	}
	a.overlay.Refresh()
	a.overlay.Grown()
	a.overlay.canvas.Focus(a.overlay.home) // the tap on a button took the keyboard
}

// shorten keeps the first n letters.
func shorten(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}
