package orders

import (
	"fyne.io/fyne/v2"

	"restante/gui/widget"
)

// columns lays cards side by side in as many columns as there is room for, each below
// the shortest column so far.
type columns struct{ wide float32 }

const cardLeast = float32(280)

func (c *columns) count(cards int) int {
	return max(1, min(cards, int((c.wide+gap)/(widget.Larger(cardLeast)+gap))))
}

func (c *columns) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(cardLeast, c.lay(o, func(fyne.CanvasObject, float32, float32, float32, float32) {}))
}

func (c *columns) Layout(o []fyne.CanvasObject, s fyne.Size) {
	c.wide = s.Width
	c.lay(o, widget.Place)
}

// lay finds the place of each card, and gives the height of all.
func (c *columns) lay(o []fyne.CanvasObject, place func(o fyne.CanvasObject, x, y, w, h float32)) (high float32) {
	n := c.count(len(o))
	wide := (c.wide+gap)/float32(n) - gap
	ends := make([]float32, n)
	for _, x := range o {
		at := 0
		for i := range ends {
			if ends[i] < ends[at] {
				at = i
			}
		}
		h := x.MinSize().Height
		place(x, float32(at)*(wide+gap), ends[at], wide, h)
		ends[at] += h + gap
		high = max(high, ends[at]-gap)
	}
	return high
}

// scrolled is what a view shows that may be higher than the page.
func scrolled(o fyne.CanvasObject) *fyne.Container {
	return widget.Room(widget.Inset(4, margin, margin, margin, o))
}
