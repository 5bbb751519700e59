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

// spread scrolls the main column with cards at its side or, where the window is
// narrow, below it: the first at the left, the others at the right.
func spread(main, own fyne.CanvasObject, others ...fyne.CanvasObject) fyne.CanvasObject {
	side := widget.Col(gap, others...)
	return widget.Room(widget.Inset(2, margin, margin, margin, container.New(&sides{}, main, own, side)))
}

// sides lays out the main column, one's own card and the other cards.
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
	s.wide = size.Width >= wideFrom
	main, a, b := o[0], o[1], o[2]
	if s.wide {
		x, high := size.Width-sideWide, a.MinSize().Height
		widget.Place(main, 0, 0, x-gap, main.MinSize().Height)
		widget.Place(a, x, 0, sideWide, high)
		widget.Place(b, x, high+gap, sideWide, b.MinSize().Height)
		return
	}
	y, half := main.MinSize().Height+gap, (size.Width-gap)/2
	widget.Place(main, 0, 0, size.Width, y-gap)
	widget.Place(a, 0, y, half, a.MinSize().Height)
	widget.Place(b, half+gap, y, half, b.MinSize().Height)
}

// pair lays two cards side by side, or one below the other where they would be
// narrower than least.
type pair struct {
	least float32
	wide  float32 // of both, when they were laid out last
}

func (p *pair) below() bool { return p.wide > 0 && (p.wide-gap)/2 < widget.Larger(p.least) }

func (p *pair) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	if p.below() {
		return fyne.NewSize(max(a.Width, b.Width), a.Height+gap+b.Height)
	}
	return fyne.NewSize(max(a.Width, b.Width), max(a.Height, b.Height))
}

func (p *pair) Layout(o []fyne.CanvasObject, s fyne.Size) {
	p.wide = s.Width
	if p.below() {
		high := o[0].MinSize().Height
		widget.Place(o[0], 0, 0, s.Width, high)
		widget.Place(o[1], 0, high+gap, s.Width, s.Height-high-gap)
		return
	}
	half := (s.Width - gap) / 2
	widget.Place(o[0], 0, 0, half, s.Height)
	widget.Place(o[1], half+gap, 0, half, s.Height)
}
