package widget

import "fyne.io/fyne/v2"

// chosen is our theme as the user set it, the zero one where another is in force.
func chosen() Theme {
	t, _ := fyne.CurrentApp().Settings().Theme().(Theme)
	return t
}

// factor is how much larger than usual text is.
func (t Theme) factor() float32 {
	if t.Text <= 0 {
		return 1
	}
	return t.Text
}

// Larger is a measure that follows the size of text: of letters, or of a place
// that holds them.
func Larger(size float32) float32 { return size * chosen().factor() }

// Cell is a place w wide, wider where text is larger: columns of a table stay in
// line with each other.
func Cell(w float32, o fyne.CanvasObject) *fyne.Container {
	c := Fixed(0, 0, o)
	c.Layout = cellLayout{w}
	return c
}

type cellLayout struct{ w float32 }

func (c cellLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(Larger(c.w), o[0].MinSize().Height)
}

func (cellLayout) Layout(o []fyne.CanvasObject, s fyne.Size) { Place(o[0], 0, 0, s.Width, s.Height) }

// Least is a place that is at least so large.
func Least(w, h float32, o fyne.CanvasObject) *fyne.Container {
	c := Fixed(0, 0, o)
	c.Layout = least{w, h}
	return c
}

type least struct{ w, h float32 }

func (l least) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().Max(fyne.NewSize(l.w, l.h))
}

func (least) Layout(o []fyne.CanvasObject, s fyne.Size) { Place(o[0], 0, 0, s.Width, s.Height) }
