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

func newSeveral(s *settings, word string, add func()) several {
	lines := widget.Col(10)
	more := widget.NewButton(word, "plus", widget.Quiet, func() {
		before := len(lines.Objects)
		add()
		if n := len(lines.Objects); n > before {
			s.typeIn(lines.Objects[n-1])
		}
	})
	return several{widget.Col(10, lines, widget.Left(more)), lines, more}
}

// typeIn gives the keyboard to the first field of a new line.
func (s *settings) typeIn(line fyne.CanvasObject) {
	if f := firstField(line); f != nil {
		s.p.o.Canvas().Focus(f.Focusable())
	}
}

// firstField is the first in o, nil for none.
func firstField(o fyne.CanvasObject) *widget.Field {
	switch x := o.(type) {
	case *widget.Field:
		return x
	case *fyne.Container:
		for _, in := range x.Objects {
			if f := firstField(in); f != nil {
				return f
			}
		}
	}
	return nil
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
