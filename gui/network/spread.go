package network

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"restante/gui/widget"
)

const (
	margin   = float32(24)
	gap      = float32(16)
	sideWide = float32(368)
	wideFrom = float32(1080) // so much room has a column at the side
)

// spread scrolls the main column with two cards at its side or, where the window is
// narrow, below it.
func spread(main, a, b fyne.CanvasObject) fyne.CanvasObject {
	s := &sides{}
	inside := widget.Inset(2, margin, margin, margin, container.New(s, main, a, b))
	return container.New(room{s}, widget.Scroll(inside))
}

// room tells the columns how wide they will be before the scroll asks for their
// height: Fyne asks for sizes first and gives room later.
type room struct{ *sides }

func (room) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

func (r room) Layout(o []fyne.CanvasObject, s fyne.Size) {
	r.wide = s.Width-2*margin >= wideFrom
	widget.Place(o[0], 0, 0, s.Width, s.Height)
}

// sides lays out the main column and the two cards.
type sides struct{ wide bool }

// MinSize has the height of the layout of the moment, but always the narrow one's
// width: the window may be made small again.
func (s *sides) MinSize(o []fyne.CanvasObject) fyne.Size {
	main, a, b := o[0].MinSize(), o[1].MinSize(), o[2].MinSize()
	size := fyne.NewSize(max(main.Width, a.Width+gap+b.Width), main.Height+gap+max(a.Height, b.Height))
	if s.wide {
		size.Height = max(main.Height, a.Height+gap+b.Height)
	}
	return size
}

func (s *sides) Layout(o []fyne.CanvasObject, size fyne.Size) {
	main, a, b := o[0], o[1], o[2]
	if s.wide {
		x, high := size.Width-sideWide, a.MinSize().Height
		widget.Place(main, 0, 0, x-gap, main.MinSize().Height)
		widget.Place(a, x, 0, sideWide, high)
		widget.Place(b, x, high+gap, sideWide, b.MinSize().Height)
		return
	}
	y, half := main.MinSize().Height+gap, (size.Width-gap)/2
	high := max(a.MinSize().Height, b.MinSize().Height)
	widget.Place(main, 0, 0, size.Width, y-gap)
	widget.Place(a, 0, y, half, high)
	widget.Place(b, half+gap, y, half, high)
}
