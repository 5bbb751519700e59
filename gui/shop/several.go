package shop

import (
	"slices"

	"fyne.io/fyne/v2"

	"restante/gui/widget"
)

// several are lines of fields that come and go.
type several struct {
	object *fyne.Container
	lines  *fyne.Container
	more   *widget.Button // adds one
}

func newSeveral(word string, add func()) several {
	lines := widget.Col(10)
	more := widget.NewButton(word, "plus", widget.Quiet, add)
	return several{widget.Col(10, lines, widget.Left(more)), lines, more}
}

// put adds a line that can be taken away again.
func (v *several) put(s *settings, name string, line fyne.CanvasObject, gone func()) {
	var whole fyne.CanvasObject
	bin := widget.NewRoundButton(name, "x", widget.Muted, widget.FieldFill, 32, 15, func() {
		i := slices.Index(v.lines.Objects, whole)
		v.lines.Objects = slices.Delete(v.lines.Objects, i, i+1)
		gone()
		s.object.Refresh()
	})
	whole = widget.RowFill(8, widget.Grow(line), widget.Col(0, widget.Gap(0, 2), bin))
	v.lines.Add(whole)
	if s.object != nil {
		s.object.Refresh()
	}
}
