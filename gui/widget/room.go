package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Room scrolls what is higher than its place. What lies in it learns its width
// first and is asked for its height then: Fyne asks for sizes before it gives
// room, and the height of a [Flow] follows from its width.
func Room(o fyne.CanvasObject) *fyne.Container {
	return container.New(&room{inside: o}, container.NewVScroll(o))
}

type room struct{ inside fyne.CanvasObject }

func (*room) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

func (r *room) Layout(o []fyne.CanvasObject, s fyne.Size) {
	for range 2 {
		r.inside.Resize(fyne.NewSize(s.Width, max(s.Height, r.inside.MinSize().Height)))
	}
	Place(o[0], 0, 0, s.Width, s.Height)
	o[0].Refresh()
}

// Beside puts a control at the right of words, or below them where it would take
// more than its share of the width.
func Beside(words, control fyne.CanvasObject) *fyne.Container {
	return container.New(&besides{}, words, control)
}

const (
	besideGap = float32(16)
	mostShare = float32(.64) // of the width for the control
)

type besides struct{ wide float32 }

// stacked tells whether the control lies below.
func (b *besides) stacked(control fyne.CanvasObject) bool {
	return b.wide > 0 && control.MinSize().Width > b.wide*mostShare
}

func (b *besides) MinSize(o []fyne.CanvasObject) fyne.Size {
	words, control := o[0].MinSize(), o[1].MinSize()
	if b.stacked(o[1]) {
		return fyne.NewSize(max(words.Width, control.Width), words.Height+8+control.Height)
	}
	return fyne.NewSize(max(words.Width, control.Width), max(words.Height, control.Height))
}

func (b *besides) Layout(o []fyne.CanvasObject, s fyne.Size) {
	b.wide = s.Width
	m := o[1].MinSize()
	if b.stacked(o[1]) {
		o[0].Resize(fyne.NewSize(s.Width, 0)) // before it is asked how high it is
		Place(o[0], 0, 0, s.Width, o[0].MinSize().Height)
		Place(o[1], 0, o[0].MinSize().Height+8, min(m.Width, s.Width), m.Height)
		return
	}
	w := s.Width - m.Width - besideGap
	o[0].Resize(fyne.NewSize(w, 0))
	high := o[0].MinSize().Height
	Place(o[0], 0, (s.Height-high)/2, w, high)
	Place(o[1], s.Width-m.Width, (s.Height-m.Height)/2, m.Width, m.Height)
}
