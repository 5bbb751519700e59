package welcome

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/node/identity"
)

// who asks whether this is somebody new.
type who struct{ tiles *widget.Choices }

func newWho(p *Page) *who {
	w := &who{tiles: widget.NewChoices(0,
		widget.Option{Title: lang.L("I am new here"), Text: lang.L("Needs no account and no telephone number"), Icon: "user-round"},
		widget.Option{Title: lang.L("I have recovery words"), Text: lang.L("From a computer that is lost or replaced"), Icon: "scroll-text"},
		widget.Option{Title: lang.L("I have a backup file"), Text: lang.L("It brings back people and messages too"), Icon: "archive"})}
	w.tiles.OnChosen = func(int) { p.relabel() }
	w.tiles.OnEnter, w.tiles.Focus = p.Next, p.give
	return w
}

// known tells that they have words.
func (w *who) known() bool { return w.tiles.Chosen() == 1 }

// saved tells that they have a backup.
func (w *who) saved() bool { return w.tiles.Chosen() == 2 }

func (w *who) head() (int, string, string) {
	return 0, lang.L("Let us begin"), lang.L("four short steps")
}

func (w *who) body() fyne.CanvasObject {
	return widget.Inset(0, 0, -3, -3, widget.Col(6, w.tiles.Objects()...))
}
func (w *who) focus() fyne.Focusable { return w.tiles.Focusable() }
func (w *who) check() string         { return "" }
func (w *who) next() string          { return lang.L("Continue") }

// restore takes the recovery words.
type restore struct {
	page   *Page
	area   *widget.Area
	status *widget.Text
	object fyne.CanvasObject
}

func newRestore(p *Page) *restore {
	r := &restore{page: p, area: widget.NewArea(lang.L("Type or paste them here, in their order"), 5), status: widget.Caption("", 13)}
	r.area.OnChanged = func(string) { r.count() }
	r.area.OnSubmitted = p.Next
	lost := widget.Para(lang.L("They bring back your address and your keys. Conversations lay on the other computer only; what people sent you in the last 30 days and did not arrive is asked for again."), 13, bodyWide, widget.Muted)
	r.object = widget.Col(12, r.area, r.status, lost)
	r.count()
	return r
}

func (r *restore) words() string { return r.area.Text() }

// count says how many words there are, and which is none, while one types: the
// last one may not be finished.
func (r *restore) count() {
	n := len(identity.SplitWords(r.words()))
	r.status.SetIn(lang.L("{{.Count}} of 24 words", map[string]any{"Count": n}), widget.Muted)
	switch err := identity.CheckWords(r.words()); {
	case err == nil:
		r.status.SetIn(lang.L("All 24 words are there and fit together."), widget.Good)
	case n > 1 && wrongBefore(err, n):
		r.status.SetIn(problemOfWords(err), widget.Bad)
	}
}

// wrongBefore tells that a word before the last one is none.
func wrongBefore(err error, last int) bool {
	var w *identity.WordError
	return errors.As(err, &w) && w.Number < last
}

func (r *restore) head() (int, string, string) {
	return 0, lang.L("Your recovery words"), lang.L("24 words, in any case, with or without their numbers")
}

func (r *restore) body() fyne.CanvasObject { return r.object }
func (r *restore) focus() fyne.Focusable   { return r.area.Focusable() }
func (r *restore) next() string            { return lang.L("Continue") }

func (r *restore) check() string {
	if err := identity.CheckWords(r.words()); err != nil {
		return problemOfWords(err)
	}
	return ""
}

// problemOfWords names the word that is wrong, if it is one.
func problemOfWords(err error) string {
	var w *identity.WordError
	switch {
	case errors.As(err, &w):
		return lang.L("Word {{.Number}}, “{{.Word}}”, is not one of the words that are used.",
			map[string]any{"Number": w.Number, "Word": widget.Brief(w.Word)})
	case errors.Is(err, identity.ErrChecksum):
		return lang.L("Each of these is a word that is used, but together they fit nobody: one is another word, or two have changed places.")
	}
	return lang.L("There must be 24 words.")
}
