package orders

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"restante/gui/widget"
)

const (
	cellGap    = float32(12)
	itemsLeast = float32(90)
	itemsCell  = 3
)

// cellWide is how wide the cells of a row are at the usual size of text: tick, number, buyer,
// items, total, state, age and way. The items get what is left.
var cellWide = []float32{20, 54, 140, 0, 78, 110, 50, 86}

// dropped are the cells that go first where there is no room for the items.
var dropped = []int{6, 7, 1}

// cells lays out a row of the table, or its head.
type cells struct{}

func cellRow(o ...fyne.CanvasObject) *fyne.Container { return container.New(cells{}, o...) }

func (cells) MinSize(o []fyne.CanvasObject) (m fyne.Size) {
	for _, x := range o {
		m.Height = max(m.Height, x.MinSize().Height)
	}
	return fyne.NewSize(widget.Larger(itemsLeast), m.Height)
}

// fit tells which cells there is room for, and how wide the one of the items is.
func (cells) fit(wide float32) (gone map[int]bool, items float32) {
	gone = map[int]bool{}
	for i := 0; ; i++ {
		items = wide
		for c, w := range cellWide {
			if c != itemsCell && !gone[c] {
				items -= widget.Larger(w) + cellGap
			}
		}
		if items >= widget.Larger(itemsLeast) || i == len(dropped) {
			return gone, max(0, items)
		}
		gone[dropped[i]] = true
	}
}

func (c cells) Layout(o []fyne.CanvasObject, s fyne.Size) {
	gone, items := c.fit(s.Width)
	x := float32(0)
	for i, cell := range o {
		show(cell, !gone[i])
		if gone[i] {
			continue
		}
		w := widget.Larger(cellWide[i])
		if i == itemsCell {
			w = items
		}
		widget.Place(cell, x, 0, w, s.Height)
		x += w + cellGap
	}
}

func set(c *fyne.Container, o ...fyne.CanvasObject) {
	c.Objects = o
	c.Refresh()
}

func show(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}
