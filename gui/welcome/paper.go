package welcome

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/recovery"
	"restante/gui/widget"
)

// offer asks whether the recovery words come now.
type offer struct{ tiles *widget.Choices }

func newOffer(p *Page) *offer {
	o := &offer{tiles: widget.NewChoices(0,
		widget.Option{Title: lang.L("Write them down now"), Text: lang.L("It takes three minutes, paper and a pen"), Icon: "scroll-text"},
		widget.Option{Title: lang.L("Later"), Text: lang.L("A reminder stays in the window until it is done"), Icon: "clock"})}
	o.tiles.OnEnter, o.tiles.Focus = p.Next, p.give
	o.tiles.OnChosen = func(int) { p.relabel() }
	return o
}

func (o *offer) now() bool { return o.tiles.Chosen() == 0 }

func (o *offer) head() (int, string, string) {
	return 4, lang.L("24 recovery words"), lang.L("the only way back if this computer is lost")
}

func (o *offer) body() fyne.CanvasObject {
	return widget.Inset(0, 0, -3, -3, widget.Col(6, o.tiles.Objects()...))
}
func (o *offer) focus() fyne.Focusable { return o.tiles.Focusable() }
func (o *offer) check() string         { return "" }
func (o *offer) next() string          { return lang.L("Continue") }

// sheet shows the words.
type sheet struct{ object fyne.CanvasObject }

func newSheet(p *Page) *sheet {
	return &sheet{widget.Col(14, recovery.Sheet(p.fresh, bodyWide), widget.Para(recovery.Advice(), 13, bodyWide, widget.Muted))}
}

func (s *sheet) head() (int, string, string) {
	return 4, lang.L("Your 24 recovery words"), lang.L("read down the columns")
}

func (s *sheet) body() fyne.CanvasObject { return s.object }
func (s *sheet) focus() fyne.Focusable   { return nil }
func (s *sheet) check() string           { return "" }
func (s *sheet) next() string            { return lang.L("I wrote them down") }

// quiz asks for three of them.
type quiz struct{ *recovery.Quiz }

func newQuiz(p *Page) *quiz {
	return &quiz{recovery.NewQuiz(p.fresh, p.o.Pick(), bodyWide, p.give, p.Next)}
}

func (q *quiz) head() (int, string, string) {
	return 4, lang.L("Are they on paper?"), lang.L("type these three of your words")
}

func (q *quiz) body() fyne.CanvasObject { return q.Object }
func (q *quiz) focus() fyne.Focusable   { return q.Focusable() }
func (q *quiz) check() string           { return q.Wrong() }
func (q *quiz) next() string            { return lang.L("Continue") }
