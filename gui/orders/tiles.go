package orders

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"restante/gui/widget"
)

// tile is how many orders a filter chooses, and chooses it.
type tile struct {
	tap    *widget.Tap
	figure *widget.Text
	choice int
}

const tileHigh = float32(64)

func newTile(name, icon string, tone widget.Tone, choice int, tapped func()) *tile {
	t := &tile{figure: widget.Strong("0", 20), choice: choice}
	text := widget.Col(0, t.figure, widget.Caption(name, 13).Cut())
	row := widget.Row(12, widget.Tile(icon, tone.Ink, tone.Fill, 40, 20), widget.Grow(widget.Wide(text)))
	face := widget.On(widget.Look{Fill: widget.Card, Rim: widget.BubbleEdge, Radius: 16, Lift: widget.Raised}, widget.Pad(8, 16, row))
	t.tap = widget.NewTap(name, 16, face, tapped)
	return t
}

func (t *tile) set(n int) { t.figure.Set(strconv.Itoa(n)) }

// evenly lays tiles side by side, all as wide; in two lines where they get too narrow.
type evenly struct{ wide float32 }

const (
	tileGap   = float32(16)
	tileLeast = float32(140)
)

func (e *evenly) lines(n int) int {
	if e.wide > 0 && (e.wide+tileGap)/float32(max(1, n))-tileGap < widget.Larger(tileLeast) {
		return 2
	}
	return 1
}

func (e *evenly) MinSize(o []fyne.CanvasObject) fyne.Size {
	if len(o) == 0 {
		return fyne.Size{}
	}
	n := float32(e.lines(len(o)))
	return fyne.NewSize(widget.Larger(tileLeast), n*e.high(o)+(n-1)*tileGap)
}

func (*evenly) high(o []fyne.CanvasObject) float32 {
	return max(widget.Larger(tileHigh), o[0].MinSize().Height)
}

func (e *evenly) Layout(o []fyne.CanvasObject, s fyne.Size) {
	e.wide = s.Width
	lines := e.lines(len(o))
	each := (len(o) + lines - 1) / lines
	w := (s.Width+tileGap)/float32(max(1, each)) - tileGap
	for i, x := range o {
		widget.Place(x, float32(i%each)*(w+tileGap), float32(i/each)*(e.high(o)+tileGap), w, e.high(o))
	}
}

func tilesRow() *fyne.Container { return container.New(&evenly{}) }
