package chats

import (
	"fyne.io/fyne/v2"

	"restante/gui/widget"
)

// columns gives the list a quarter of the width within limits, the talk the rest.
type columns struct{}

const (
	listLeast = float32(276)
	listMost  = float32(335)
)

func (columns) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(listLeast+o[1].MinSize().Width, 400)
}

func (columns) Layout(o []fyne.CanvasObject, s fyne.Size) {
	w := max(min(widget.Larger(listLeast), max(listLeast, s.Width*.4)), min(listMost, s.Width*.28))
	widget.Place(o[0], 0, 0, w, s.Height)
	widget.Place(o[1], w, 0, s.Width-w, s.Height)
}

// beside lays a panel at the right of the talk or, where there is no room for
// both, in its place.
type beside struct{}

const (
	panelWide = float32(348)
	talkLeast = float32(420)
)

func (beside) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

func (beside) Layout(o []fyne.CanvasObject, s fyne.Size) {
	talk, panel, w := o[0], o[1], float32(0)
	narrow := s.Width < talkLeast+panelWide
	switch {
	case panel.Visible() && narrow:
		w = s.Width + 1 // its line lies on that of the list
	case panel.Visible():
		w = panelWide
	}
	show(talk, !panel.Visible() || !narrow) // what is covered may not have the keyboard
	widget.Place(talk, 0, 0, max(0, s.Width-w), s.Height)
	widget.Place(panel, s.Width-w, 0, w, s.Height)
}
