package shell

import (
	"fyne.io/fyne/v2"

	"restante/gui/connect"
	"restante/gui/widget"
	"restante/messaging/remote"
)

// within puts a strip over the pages, where they are those of a server: it says while the
// server is away.
func (s *Shell) within(pages fyne.CanvasObject) fyne.CanvasObject {
	if s.o.Far == "" {
		return pages
	}
	s.far = widget.NewStrip(pages)
	return s.far.Object
}

// hearFar hears whether the server is there. The last word counts.
func (s *Shell) hearFar(events []any) {
	if s.far == nil {
		return
	}
	for _, e := range events {
		switch e := e.(type) {
		case remote.Away:
			s.far.Say("triangle-alert", widget.Careful, connect.Away(e))
		case remote.Back:
			s.far.Silent()
		}
	}
}
