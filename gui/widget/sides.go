package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Sides lays two columns side by side, or the second below the first where there is less
// room.
type Sides struct {
	Side  float32 // width of the second
	Share float32 // of the width that the first has instead, 0: none
	From  float32 // so wide they lie side by side
	Gap   float32
	wide  bool
}

// MinSize has the height of the layout of the moment, but always the narrow one's
// width: the window may be made small again.
func (s *Sides) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	size := fyne.NewSize(max(a.Width, b.Width), a.Height+s.Gap+b.Height)
	if s.wide {
		size.Height = max(a.Height, b.Height)
	}
	return size
}

func (s *Sides) Layout(o []fyne.CanvasObject, size fyne.Size) {
	s.wide = size.Width >= Larger(s.From)
	left, right := size.Width, size.Width
	if s.wide {
		left, right = s.widths(size.Width - s.Gap)
	}
	for range 2 { // the height of words, and of pictures, follows from the width
		o[0].Resize(fyne.NewSize(left, o[0].MinSize().Height))
		o[1].Resize(fyne.NewSize(right, o[1].MinSize().Height))
	}
	x, y := left+s.Gap, float32(0)
	if !s.wide {
		x, y = 0, o[0].MinSize().Height+s.Gap
	}
	Place(o[0], 0, 0, left, o[0].MinSize().Height)
	Place(o[1], x, y, right, o[1].MinSize().Height)
}

func (s *Sides) widths(room float32) (left, right float32) {
	if s.Share > 0 {
		return room * s.Share, room - room*s.Share
	}
	return room - s.Side, s.Side
}

// Twice lays a page out two times: the first tells the words how wide they are, from
// which follows how high.
func Twice(page *fyne.Container) *fyne.Container { return container.New(twice{}, page) }

type twice struct{}

func (twice) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

func (twice) Layout(o []fyne.CanvasObject, s fyne.Size) {
	page := o[0].(*fyne.Container)
	page.Resize(s)
	page.Layout.Layout(page.Objects, s)
}
