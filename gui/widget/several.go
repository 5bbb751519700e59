package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Several lays objects side by side, and in further lines those that find no more
// room. Its height is known once it lies in its place, as that of a [Flow] is.
func Several(gap float32, o ...fyne.CanvasObject) *fyne.Container {
	return container.New(&several{gap: gap}, o...)
}

type several struct{ gap, wide float32 }

func (s *several) MinSize(o []fyne.CanvasObject) fyne.Size {
	var widest float32
	for _, x := range o {
		if x.Visible() {
			widest = max(widest, x.MinSize().Width)
		}
	}
	return fyne.NewSize(widest, s.flow(o, func(fyne.CanvasObject, float32, float32, fyne.Size) {}))
}

func (s *several) Layout(o []fyne.CanvasObject, size fyne.Size) {
	s.wide = size.Width
	s.flow(o, func(x fyne.CanvasObject, left, top float32, m fyne.Size) {
		Place(x, left, top, min(m.Width, size.Width), m.Height)
	})
}

// flow finds the place of each object and gives the height of all.
func (s *several) flow(o []fyne.CanvasObject, place func(x fyne.CanvasObject, left, top float32, m fyne.Size)) float32 {
	var x, y, high float32
	for _, one := range o {
		if !one.Visible() {
			continue
		}
		m := one.MinSize()
		if x > 0 && s.wide > 0 && x+m.Width > s.wide+.5 {
			x, y, high = 0, y+high+s.gap, 0
		}
		place(one, x, y, m)
		x, high = x+m.Width+s.gap, max(high, m.Height)
	}
	return y + high
}
