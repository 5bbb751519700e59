package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// onUse hears of every key and every movement that something here gets. Touched on the
// UI goroutine only.
var onUse = func() {}

// OnUse sets who hears that the window is being used: Fyne has nobody to ask.
func OnUse(f func()) { onUse = f }

// Sense hears of the pointer over all of a page that does not hear of it by itself.
func Sense(page fyne.CanvasObject) fyne.CanvasObject {
	s := &sense{}
	s.ExtendBaseWidget(s)
	return container.NewStack(s, page)
}

type sense struct{ widget.BaseWidget }

var _ desktop.Hoverable = (*sense)(nil)

func (*sense) MouseIn(*desktop.MouseEvent)    { onUse() }
func (*sense) MouseMoved(*desktop.MouseEvent) { onUse() }
func (*sense) MouseOut()                      {}

func (s *sense) CreateRenderer() fyne.WidgetRenderer {
	return Laid(s, widget.NewSimpleRenderer(container.NewWithoutLayout()))
}
