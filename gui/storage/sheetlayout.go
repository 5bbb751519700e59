package storage

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"restante/gui/widget"
)

// sheetLayout gives head, sentence and buttons their height, and what is between them
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

func (l *sheetLayout) others(o []fyne.CanvasObject) (h float32) {
	for _, x := range o[1:] {
		if high := x.MinSize().Height; high > 0 {
			h += high + sheetGap
		}
	}
	return h
}

func (l *sheetLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	rest, y := max(0, s.Height-l.others(o)), float32(0)
	for _, x := range []fyne.CanvasObject{o[1], o[0], o[2], o[3]} {
		h := x.MinSize().Height
		if x == o[0] {
			h = rest
		}
		widget.Place(x, 0, y, s.Width, h)
		if h > 0 {
			y += h + sheetGap
		}
	}
}

// over puts an object on the surface of the card, with the gap around it.
func over(o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(covering{}, widget.NewBox(widget.Look{Fill: widget.Card}), o)
}

// covering gives the first object the gap above and below too.
type covering struct{}

func (covering) MinSize(o []fyne.CanvasObject) fyne.Size { return o[1].MinSize() }

func (covering) Layout(o []fyne.CanvasObject, s fyne.Size) {
	show(o[0], s.Height > 0)
	widget.Place(o[0], -6, -sheetGap, s.Width+12, s.Height+2*sheetGap)
	widget.Place(o[1], 0, 0, s.Width, s.Height)
}
