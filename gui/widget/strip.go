package widget

import "fyne.io/fyne/v2"

// Strip is a line over the pages that says something about all of them, and is gone when
// there is nothing to say.
type Strip struct {
	Object *fyne.Container // with the pages below
	line   *fyne.Container
}

// NewStrip makes an empty one over pages.
func NewStrip(pages fyne.CanvasObject) *Strip {
	line := Col(0)
	line.Hide()
	return &Strip{Col(0, line, Grow(pages)), line}
}

// Say shows words, with what can be done about them at the end.
func (s *Strip) Say(icon string, tone Tone, text string, buttons ...fyne.CanvasObject) {
	row := Row(10, NewIcon(icon, tone.Ink, 15), Grow(Wide(Flow(text, 12.5, tone.Ink))))
	for _, b := range buttons {
		row.Add(b)
	}
	face := On(Look{Fill: tone.Fill}, Least(0, 40, Inset(6, 6, 24, 16, row)))
	s.line.Objects, s.line.Hidden = []fyne.CanvasObject{face, Line()}, false
	s.Object.Refresh() // the pages have another height
}

// Silent takes the line away.
func (s *Strip) Silent() {
	if s.line.Hidden {
		return
	}
	s.line.Hide()
	s.Object.Refresh()
}

// Says tells whether something is said.
func (s *Strip) Says() bool { return !s.line.Hidden }
