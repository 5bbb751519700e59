package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Chart draws bars over a time, each in parts that stand on one another. The pointer, or
// the keys to the left and right, point at one of them: what it says is for whoever asked.
type Chart struct {
	widget.BaseWidget
	OnPointed func(bar int) // -1: at none any more

	name    string
	inks    []fyne.ThemeColorName // of the parts
	bars    [][]float64
	at      int
	focused bool
	behind  *Box // the bar that is pointed at
	ring    *Box
	host    *fyne.Container
}

var (
	_ fyne.Focusable    = (*Chart)(nil)
	_ desktop.Hoverable = (*Chart)(nil)
)

const (
	chartHigh  = float32(132)
	chartWide  = float32(200)
	chartLines = 3          // at the top, in the middle, at the foot
	partLeast  = float32(2) // of a part that is there
)

// NewChart makes one with nothing in it.
func NewChart(name string, inks ...fyne.ThemeColorName) *Chart {
	c := &Chart{name: name, inks: inks, at: -1, behind: NewBox(Look{}), ring: NewBox(Look{}), host: &fyne.Container{}}
	c.host.Layout = chartLayout{c}
	c.ExtendBaseWidget(c)
	return c
}

// Set draws other bars.
func (c *Chart) Set(bars [][]float64) {
	c.bars = bars
	c.at = min(c.at, len(bars)-1)
	all := []fyne.CanvasObject{c.behind}
	for range chartLines {
		all = append(all, Line())
	}
	for _, b := range bars {
		for i := range b {
			all = append(all, NewBox(Look{Fill: c.inks[i], Radius: 2}))
		}
	}
	c.host.Objects = append(all, c.ring)
	c.show()
}

// top is the height of the highest bar.
func (c *Chart) top() (most float64) {
	for _, b := range c.bars {
		var all float64
		for _, x := range b {
			all += x
		}
		most = max(most, all)
	}
	return most
}

func (c *Chart) step() float32 { return c.Size().Width / float32(max(1, len(c.bars))) }

// point points at a bar; -1 at none.
func (c *Chart) point(i int) {
	if i = max(-1, min(i, len(c.bars)-1)); i == c.at {
		return
	}
	c.at = i
	c.show()
	tell(c.OnPointed, i)
}

func (c *Chart) show() {
	behind, ring := Look{}, Look{}
	if c.at >= 0 {
		behind = Look{Fill: Selected, Radius: 6}
	}
	if c.focused {
		ring = Look{Rim: focusOutline, RimWidth: 2, Radius: 8}
	}
	c.behind.Set(behind)
	c.ring.Set(ring)
	c.Refresh()
	c.host.Refresh()
}

func (c *Chart) AccessibilityLabel() string       { return c.name }
func (c *Chart) MouseIn(e *desktop.MouseEvent)    { c.MouseMoved(e) }
func (c *Chart) MouseMoved(e *desktop.MouseEvent) { onUse(); c.point(int(e.Position.X / c.step())) }
func (c *Chart) MouseOut()                        { c.point(-1) }
func (c *Chart) TypedRune(rune)                   {}
func (c *Chart) FocusLost()                       { c.focused = false; c.point(-1); c.show() }

func (c *Chart) FocusGained() {
	c.focused = true
	c.point(len(c.bars) - 1)
	c.show()
	reveal(c)
}

// TypedKey goes from bar to bar.
func (c *Chart) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyLeft:
		c.point(max(0, c.at-1))
	case fyne.KeyRight:
		c.point(c.at + 1)
	case fyne.KeyHome:
		c.point(0)
	case fyne.KeyEnd:
		c.point(len(c.bars) - 1)
	case fyne.KeyEscape:
		escape(c)
	default:
		PassKey(c, k)
	}
}

func (c *Chart) CreateRenderer() fyne.WidgetRenderer {
	return Laid(c, widget.NewSimpleRenderer(container.NewStack(c.host)))
}

// chartLayout lays the bar that is pointed at, lines, and the parts of each bar from the
// foot upwards.
type chartLayout struct{ c *Chart }

func (chartLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(chartWide, chartHigh) }

func (l chartLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	if len(o) == 0 {
		return
	}
	step, top := s.Width/float32(max(1, len(l.c.bars))), l.c.top()
	Place(o[0], float32(l.c.at)*step, 0, step, s.Height)
	for i, x := range o[1 : 1+chartLines] {
		Place(x, 0, (s.Height-1)*float32(i)/(chartLines-1), s.Width, 1)
	}
	Place(o[len(o)-1], 0, 0, s.Width, s.Height)
	wide, next := max(2, step*.66), 1+chartLines
	for i, bar := range l.c.bars {
		y := s.Height - 1
		for _, n := range bar {
			y = chartPart(o[next], float32(i)*step+(step-wide)/2, y, wide, float32(n/max(top, 1e-9))*(s.Height-1))
			next++
		}
	}
}

// chartPart places a part on what lies below it, and gives where it ends.
func chartPart(o fyne.CanvasObject, x, y, wide, high float32) float32 {
	if high <= 0 {
		o.Hide()
		return y
	}
	o.Show()
	high = max(partLeast, high)
	Place(o, x, max(0, y-high), wide, high)
	return y - high
}
