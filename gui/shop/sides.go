package shop

import (
	"fyne.io/fyne/v2"

	"restante/gui/widget"
)

const (
	sideWide = float32(360)
	wideFrom = float32(1000) // so much room has a column at the side
)

// sides lays a column beside the other, or below it where the window is narrow.
type sides struct{ wide bool }

// MinSize has the height of the layout of the moment, but always the narrow one's
// width: the window may be made small again.
func (s *sides) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	size := fyne.NewSize(max(a.Width, b.Width), a.Height+gap+b.Height)
	if s.wide {
		size.Height = max(a.Height, b.Height)
	}
	return size
}

func (s *sides) Layout(o []fyne.CanvasObject, size fyne.Size) {
	s.wide = size.Width >= widget.Larger(wideFrom)
	w, x, y := size.Width, float32(0), float32(0)
	if s.wide {
		w = size.Width - sideWide - gap
	}
	o[0].Resize(fyne.NewSize(w, o[0].Size().Height)) // then it knows how high it is
	widget.Place(o[0], 0, 0, w, o[0].MinSize().Height)
	if s.wide {
		x, w = w+gap, sideWide
	} else {
		y = o[0].MinSize().Height + gap
	}
	o[1].Resize(fyne.NewSize(w, o[1].Size().Height))
	widget.Place(o[1], x, y, w, o[1].MinSize().Height)
}
