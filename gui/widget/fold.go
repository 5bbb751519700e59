package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Fold shows the first object where there is room for its width, else the second.
func Fold(wide, narrow fyne.CanvasObject) *fyne.Container {
	return container.New(fold{}, wide, narrow)
}

type fold struct{}

func (fold) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(o[1].MinSize().Width, min(o[0].MinSize().Height, o[1].MinSize().Height))
}

func (fold) Layout(o []fyne.CanvasObject, s fyne.Size) {
	shown, hidden := o[0], o[1]
	if s.Width < shown.MinSize().Width {
		shown, hidden = hidden, shown
	}
	hidden.Hide()
	shown.Show()
	Place(shown, 0, 0, s.Width, s.Height)
}

// Scroll lets content be higher than its place, and centres it where it is not.
func Scroll(o fyne.CanvasObject) fyne.CanvasObject {
	return container.NewVScroll(o)
}
