package storage

import (
	"fyne.io/fyne/v2"

	"restante/gui/widget"
)

const (
	margin    = float32(24)
	gap       = float32(16)
	sideWide  = float32(344)
	wideFrom  = float32(1080) // so much room has a column at the side
	tileLeast = float32(212)
	tilesMost = 5 // in a line
)

// grid lays tiles in lines, all as wide, and those of a line as high.
type grid struct{ wide float32 }

// columns is how many tiles there are in a line, and how wide they are: lines have as
// many as the others, as far as that goes.
func (g *grid) columns(all int) (n int, w float32) {
	n = int((g.wide + gap) / (widget.Larger(tileLeast) + gap))
	n = max(1, min(n, tilesMost))
	n = max(1, even(all, even(all, n)))
	return n, (g.wide - gap*float32(n-1)) / float32(n)
}

// even is the parts of all, so many in each, rounded up.
func even(all, each int) int { return (all + each - 1) / max(1, each) }

func (g *grid) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(widget.Larger(tileLeast), g.flow(o, false))
}

func (g *grid) Layout(o []fyne.CanvasObject, s fyne.Size) {
	g.wide = s.Width
	g.flow(o, true)
}

// flow gives the height of all lines, and moves the tiles there if place says so.
func (g *grid) flow(o []fyne.CanvasObject, place bool) (y float32) {
	n, w := g.columns(len(o))
	for from := 0; from < len(o); from += n {
		line, high := o[from:min(len(o), from+n)], float32(0)
		for _, x := range line {
			if place {
				x.Resize(fyne.NewSize(w, x.Size().Height)) // then it knows how high it is
			}
			high = max(high, x.MinSize().Height)
		}
		for i, x := range line {
			if place {
				widget.Place(x, float32(i)*(w+gap), y, w, high)
			}
		}
		y += high + gap
	}
	return max(0, y-gap)
}
