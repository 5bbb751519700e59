package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

type align int

const (
	stretch align = iota
	start
	centre
	end
)

// Row lays objects side by side, centred vertically.
func Row(gap float32, o ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flex{gap: gap, cross: centre}, o...)
}

// RowFill lays objects side by side at full height.
func RowFill(gap float32, o ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flex{gap: gap}, o...)
}

// RowEnd lays objects side by side at the foot; growing ones fill the height.
func RowEnd(gap float32, o ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flex{gap: gap, cross: end}, o...)
}

// Col stacks objects at full width.
func Col(gap float32, o ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flex{vertical: true, gap: gap}, o...)
}

// ColLeft stacks objects at their own width.
func ColLeft(gap float32, o ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flex{vertical: true, gap: gap, cross: start}, o...)
}

// ColMid stacks objects centred.
func ColMid(gap float32, o ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flex{vertical: true, gap: gap, cross: centre}, o...)
}

// Grow takes the room that is left in a row or column, shared with other growing
// objects. It has no least size along the row, so that text in it may be cut.
func Grow(o fyne.CanvasObject) *fyne.Container { return container.New(grow{}, o) }

// Spring is empty room that grows.
func Spring() *fyne.Container { return Grow(Gap(0, 0)) }

// Gap is empty room.
func Gap(w, h float32) fyne.CanvasObject {
	b := NewBox(Look{})
	b.min = fyne.NewSize(w, h)
	return b
}

// Fixed gives an object a size; 0 keeps its own.
func Fixed(w, h float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(fixed{w, h}, o)
}

// Pad keeps v above and below and h beside an object.
func Pad(v, h float32, o fyne.CanvasObject) *fyne.Container { return Inset(v, v, h, h, o) }

// Inset pads every side by its own measure.
func Inset(top, bottom, left, right float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(top, bottom, left, right), o)
}

// Left, Right, Mid and Wide put an object of its own size into a larger cell;
// Wide takes the whole width.
func Left(o fyne.CanvasObject) *fyne.Container  { return container.New(inside{start, centre}, o) }
func Right(o fyne.CanvasObject) *fyne.Container { return container.New(inside{end, centre}, o) }
func Mid(o fyne.CanvasObject) *fyne.Container   { return container.New(inside{centre, centre}, o) }
func Wide(o fyne.CanvasObject) *fyne.Container  { return container.New(inside{stretch, centre}, o) }

type grow struct{}

func (grow) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }
func (grow) Layout(o []fyne.CanvasObject, s fyne.Size) {
	Place(o[0], 0, 0, s.Width, s.Height)
}

func grows(o fyne.CanvasObject) bool {
	c, ok := o.(*fyne.Container)
	if ok {
		_, ok = c.Layout.(grow)
	}
	return ok
}

type fixed struct{ w, h float32 }

func (f fixed) MinSize(o []fyne.CanvasObject) fyne.Size {
	m := o[0].MinSize()
	return fyne.NewSize(f.of(f.w, m.Width), f.of(f.h, m.Height))
}

// of is a measure that was made for text of the usual size: larger text may need more.
func (fixed) of(fix, need float32) float32 {
	if fix == 0 || need > fix && chosen().factor() > 1 {
		return need
	}
	return fix
}

func (fixed) Layout(o []fyne.CanvasObject, s fyne.Size) { Place(o[0], 0, 0, s.Width, s.Height) }

type inside struct{ h, v align }

func (inside) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

func (a inside) Layout(o []fyne.CanvasObject, s fyne.Size) {
	m := o[0].MinSize()
	x, w := a.h.span(s.Width, m.Width)
	y, h := a.v.span(s.Height, m.Height)
	Place(o[0], x, y, w, h)
}

// span is where an object of its own length lies in the room along one axis.
func (a align) span(room, own float32) (pos, length float32) {
	own = min(own, room)
	switch a {
	case start:
		return 0, own
	case centre:
		return (room - own) / 2, own
	case end:
		return room - own, own
	}
	return 0, room
}

// Place moves and resizes an object.
func Place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}
