package network

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"restante/gui/widget"
)

// columns is the layout of the rows of a table: a mark, a growing cell, cells as
// wide as in every other row, and buttons. Where the growing cell would be too
// narrow to be read, the cells take a line of their own below it.
type columns struct {
	widths []float32 // of the cells, at the usual size of text
	least  float32   // of the growing cell
	names  bool      // a row of names, which are left out where the cells lie below
	wide   float32   // the row, when it was laid out last
}

const (
	columnGap = float32(14)
	lineGap   = float32(8)
)

// row makes a row; the first object is the mark, the last one the buttons.
func (c columns) row(o ...fyne.CanvasObject) *fyne.Container { return container.New(&c, o...) }

// head makes the row of names.
func (c columns) head(o ...fyne.CanvasObject) *fyne.Container {
	c.names = true
	return container.New(&c, o...)
}

// room is the width of the growing cell.
func (c *columns) room(o []fyne.CanvasObject) float32 {
	room := c.wide - c.indent(o) - columnGap - o[len(o)-1].MinSize().Width
	for _, w := range c.widths {
		room -= columnGap + widget.Larger(w)
	}
	return room
}

// indent is where the growing cell begins.
func (*columns) indent(o []fyne.CanvasObject) float32 {
	if w := o[0].MinSize().Width; w > 0 {
		return w + columnGap
	}
	return 0
}

func (c *columns) below(o []fyne.CanvasObject) bool {
	return c.wide > 0 && c.room(o) < widget.Larger(c.least)
}

func (c *columns) MinSize(o []fyne.CanvasObject) (m fyne.Size) {
	end := len(o) - 1
	m.Width = c.indent(o) + o[1].MinSize().Width + columnGap + o[end].MinSize().Width
	for _, x := range []fyne.CanvasObject{o[0], o[1], o[end]} {
		m.Height = max(m.Height, x.MinSize().Height)
	}
	cells := float32(0)
	for _, x := range o[2:end] {
		cells = max(cells, x.MinSize().Height)
	}
	switch below := c.below(o); {
	case below && c.names:
		m.Height = 0
	case below:
		m.Height += lineGap + cells
	default:
		m.Height = max(m.Height, cells)
	}
	return m
}

func (c *columns) Layout(o []fyne.CanvasObject, s fyne.Size) {
	c.wide = s.Width
	below := c.below(o)
	if c.names {
		for _, x := range o {
			show(x, !below)
		}
	}
	if below {
		c.layBelow(o, s)
		return
	}
	end := len(o) - 1
	x, room := c.indent(o), c.room(o)
	middle(o[0], 0, o[0].MinSize().Width, 0, s.Height)
	middle(o[1], x, room, 0, s.Height)
	x += room + columnGap
	for i, w := range c.widths {
		middle(o[2+i], x, widget.Larger(w), 0, s.Height)
		x += widget.Larger(w) + columnGap
	}
	middle(o[end], x, o[end].MinSize().Width, 0, s.Height)
}

// layBelow gives each cell the same part of the second line.
func (c *columns) layBelow(o []fyne.CanvasObject, s fyne.Size) {
	end, indent := len(o)-1, c.indent(o)
	buttons, cells := o[end].MinSize().Width, float32(0)
	for _, x := range o[2:end] {
		cells = max(cells, x.MinSize().Height)
	}
	high := s.Height - lineGap - cells
	middle(o[0], 0, o[0].MinSize().Width, 0, high)
	middle(o[1], indent, s.Width-indent-columnGap-buttons, 0, high)
	middle(o[end], s.Width-buttons, buttons, 0, high)
	n := float32(len(c.widths))
	w := (s.Width - indent - columnGap*(n-1)) / n
	for i, x := range o[2:end] {
		middle(x, indent+float32(i)*(w+columnGap), w, high+lineGap, cells)
	}
}

// heading lays a title and what stands at its right, or below it where both do not
// fit.
type heading struct{ wide float32 }

func (h *heading) below(o []fyne.CanvasObject) bool {
	return h.wide > 0 && o[0].MinSize().Width+columnGap+o[1].MinSize().Width > h.wide
}

func (h *heading) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	if h.below(o) {
		return fyne.NewSize(max(a.Width, b.Width), a.Height+lineGap+b.Height)
	}
	return fyne.NewSize(max(a.Width, b.Width), max(a.Height, b.Height))
}

func (h *heading) Layout(o []fyne.CanvasObject, s fyne.Size) {
	h.wide = s.Width
	a, b := o[0].MinSize(), o[1].MinSize()
	if h.below(o) {
		widget.Place(o[0], 0, 0, s.Width, a.Height)
		widget.Place(o[1], 0, a.Height+lineGap, b.Width, b.Height)
		return
	}
	middle(o[0], 0, a.Width, 0, s.Height)
	middle(o[1], s.Width-b.Width, b.Width, 0, s.Height)
}

// middle puts an object of its own height into the middle of a line.
func middle(o fyne.CanvasObject, x, w, y, high float32) {
	h := min(high, o.MinSize().Height)
	widget.Place(o, x, y+(high-h)/2, w, h)
}

func show(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}
