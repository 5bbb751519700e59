package storage

import (
	"fyne.io/fyne/v2"

	"restante/gui/widget"
)

const (
	cellGap  = float32(20)
	lineGap  = float32(6)
	whoLeast = float32(150) // of the first cell
)

// cellWides are the cells behind the first one: size, age, held until, where.
var cellWides = []float32{88, 68, 112, 150}

// cells lays a row of the table of what waits. Where too little room is left for the
// first cell, the others lie below it.
type cells struct {
	names bool // a row of names, which is left out where the cells lie below
	wide  float32
}

// room is the width of the first cell, if all are in one line.
func (c *cells) room() float32 {
	room := c.wide
	for _, w := range cellWides {
		room -= widget.Larger(w) + cellGap
	}
	return room
}

func (c *cells) below() bool { return c.wide > 0 && c.room() < widget.Larger(whoLeast) }

func (c *cells) MinSize(o []fyne.CanvasObject) fyne.Size {
	who, rest := o[0].MinSize(), highest(o[1:])
	switch below := c.below(); {
	case below && c.names:
		return fyne.NewSize(who.Width, 0)
	case below:
		return fyne.NewSize(who.Width, who.Height+lineGap+rest)
	}
	return fyne.NewSize(who.Width, max(who.Height, rest))
}

func highest(o []fyne.CanvasObject) (high float32) {
	for _, x := range o {
		high = max(high, x.MinSize().Height)
	}
	return high
}

func (c *cells) Layout(o []fyne.CanvasObject, s fyne.Size) {
	c.wide = s.Width
	below := c.below()
	for _, x := range o {
		show(x, !c.names || !below)
	}
	if below {
		c.layBelow(o, s)
		return
	}
	middle(o[0], 0, 0, c.room(), s.Height)
	c.layRest(o[1:], c.room()+cellGap, 0, s.Height, 1)
}

// layBelow gives the second line to the cells, as wide as they are to each other.
func (c *cells) layBelow(o []fyne.CanvasObject, s fyne.Size) {
	high := o[0].MinSize().Height
	middle(o[0], 0, 0, s.Width, high)
	part := s.Width / (s.Width - c.room() - cellGap)
	c.layRest(o[1:], 0, high+lineGap, highest(o[1:]), part)
}

func (c *cells) layRest(o []fyne.CanvasObject, x, y, high, part float32) {
	for i, w := range cellWides {
		w = widget.Larger(w) * part
		middle(o[i], x, y, w, high)
		x += w + cellGap*part
	}
}

// middle places an object in the middle of a height, as high as it needs to be.
func middle(o fyne.CanvasObject, x, y, w, high float32) {
	o.Resize(fyne.NewSize(w, o.Size().Height)) // then it knows how high it is
	h := o.MinSize().Height
	widget.Place(o, x, y+(high-h)/2, w, h)
}
