package shell

import (
	"fyne.io/fyne/v2"

	"restante/gui/connect"
	"restante/gui/widget"
	"restante/messaging/remote"
)

// far is the line over the pages while the server of a window on another machine is away.
type far struct {
	line *fyne.Container // hidden while it is there
	host *fyne.Container // with the pages below it
}

// within puts the line over the pages, where they are those of a server.
func (s *Shell) within(pages fyne.CanvasObject) fyne.CanvasObject {
	if s.o.Far == "" {
		return pages
	}
	f := &far{line: widget.Col(0)}
	f.line.Hide()
	f.host = widget.Col(0, f.line, widget.Grow(pages))
	s.far = f
	return f.host
}

// events hears whether the server is there. The last word counts.
func (f *far) events(events []any) {
	if f == nil {
		return
	}
	for _, e := range events {
		switch e := e.(type) {
		case remote.Away:
			f.say(connect.Away(e))
		case remote.Back:
			f.say("")
		}
	}
}

func (f *far) say(text string) {
	row := widget.Row(10, widget.NewIcon("triangle-alert", widget.Warn, 15), widget.Grow(widget.Wide(widget.Flow(text, 12.5, widget.Warn))))
	face := widget.On(widget.Look{Fill: widget.WarnSoft}, widget.Least(0, 40, widget.Inset(6, 6, 24, 16, row)))
	f.line.Objects, f.line.Hidden = []fyne.CanvasObject{face, widget.Line()}, text == ""
	f.host.Refresh() // the pages have another height
}
