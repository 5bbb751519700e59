package widget

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Chips are filters of a list of which exactly one is chosen.
type Chips struct {
	Object *fyne.Container

	chips  []*chip
	chosen int
	on     func(int)
}

// NewChips makes a row of filters; the first is chosen.
func NewChips(names []string, chosen func(int)) *Chips { return newChips(names, false, chosen) }

// NewCounts makes filters that show behind their names how many they choose.
func NewCounts(names []string, chosen func(int)) *Chips { return newChips(names, true, chosen) }

func newChips(names []string, counted bool, chosen func(int)) *Chips {
	c := &Chips{Object: container.New(&chipRow{}), on: chosen}
	for i, name := range names {
		one := newChip(name, counted, func() { c.Choose(i) })
		c.chips = append(c.chips, one)
		c.Object.Add(one)
	}
	c.paint()
	return c
}

// Chosen is the number of the filter that is chosen.
func (c *Chips) Chosen() int { return c.chosen }

// Mark chooses one without telling.
func (c *Chips) Mark(i int) {
	c.chosen = i
	c.paint()
}

// Choose chooses another filter.
func (c *Chips) Choose(i int) {
	if i == c.chosen {
		return
	}
	c.chosen = i
	c.paint()
	c.on(i)
}

// Count shows how many a filter chooses, behind its name; 0 shows nothing. The filters are made by [NewCounts].
func (c *Chips) Count(i, n int) {
	figure := ""
	if n > 0 {
		figure = strconv.Itoa(n)
	}
	if one := c.chips[i]; one.figure.text != figure {
		one.figure.Set(figure)
		one.Refresh()
		c.Object.Refresh()
	}
}

func (c *Chips) paint() {
	for i, one := range c.chips {
		one.on = i == c.chosen
		one.Refresh()
	}
}

// chip is one filter.
type chip struct {
	press
	on     bool
	face   *Box
	text   *Text
	figure *Text // how many it chooses; nil: that is not shown
}

const chipHigh = float32(28)

func newChip(name string, counted bool, tapped func()) *chip {
	c := &chip{face: NewBox(Look{}), text: NewText(name, 12, true, Muted).Cut().Middle()}
	if counted {
		c.figure = NewText("", 12, false, Muted)
	}
	c.init(name, chipHigh/2, tapped)
	c.ExtendBaseWidget(c)
	return c
}

func (c *chip) CreateRenderer() fyne.WidgetRenderer {
	c.paint()
	inside := Pad(0, chipLeast, Wide(c.text))
	if c.figure != nil {
		inside = container.New(&chipFace{c}, c.text, c.figure)
	}
	face := container.NewStack(c.face, Fixed(0, chipHigh, inside))
	return Laid(c, &pressRenderer{&c.press, face, c.paint})
}

func (c *chip) paint() {
	ink, fill := Muted, FieldFill
	if c.on {
		ink, fill = OnOut, BubbleOut
	}
	c.face.Set(Look{Fill: fill, Radius: chipHigh / 2})
	c.text.SetIn(c.name, ink)
	if c.figure == nil {
		return
	}
	if c.on {
		ink = OnOutMuted
	}
	c.figure.SetIn(c.figure.text, ink)
}

// wide is the width of the word, and of the figure behind it.
func (c *chip) wide() float32 { return exactWidth(c.name, c.text.size, true) + c.behind() }

// behind is the width of the figure with the gap before it.
func (c *chip) behind() float32 {
	if c.figure == nil || c.figure.text == "" {
		return 0
	}
	return exactWidth(c.figure.text, c.figure.size, false) + chipGap
}

// chipFace puts a figure behind the word.
type chipFace struct{ c *chip }

func (f *chipFace) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(o[0].MinSize().Width+2*chipLeast, o[0].MinSize().Height)
}

func (f *chipFace) Layout(o []fyne.CanvasObject, s fyne.Size) {
	word, behind := f.c.wide()-f.c.behind(), f.c.behind()
	if behind == 0 {
		Place(o[0], chipLeast, (s.Height-o[0].MinSize().Height)/2, s.Width-2*chipLeast, o[0].MinSize().Height)
		Place(o[1], s.Width, 0, 0, s.Height)
		return
	}
	word = min(word+1, s.Width-2*chipLeast-behind)
	x := (s.Width - word - behind) / 2
	Place(o[0], x, (s.Height-o[0].MinSize().Height)/2, word, o[0].MinSize().Height)
	Place(o[1], x+word+chipGap, (s.Height-o[1].MinSize().Height)/2, behind, o[1].MinSize().Height)
}

// chipRow lays chips side by side, with less room beside the words where the row is
// narrow, and in further lines where it is narrower than that.
type chipRow struct{ lines int }

const (
	chipGap   = float32(6)
	chipPad   = float32(12)
	chipLeast = float32(4)
)

func (r *chipRow) MinSize([]fyne.CanvasObject) fyne.Size {
	n := float32(max(1, r.lines))
	return fyne.NewSize(0, n*chipHigh+(n-1)*chipGap)
}

func (r *chipRow) Layout(o []fyne.CanvasObject, s fyne.Size) {
	room := s.Width - chipGap*float32(len(o)-1)
	for _, x := range o {
		room -= x.(*chip).wide()
	}
	pad := max(chipLeast, min(chipPad, room/float32(2*len(o))))
	if pad == chipLeast {
		pad = chipPad // there are several lines
	}
	var x, y float32
	r.lines = 1
	for _, one := range o {
		w := min(s.Width, one.(*chip).wide()+2*pad)
		if x > 0 && x+w > s.Width+.5 {
			x, y, r.lines = 0, y+chipHigh+chipGap, r.lines+1
		}
		Place(one, x, y, w, chipHigh)
		x += w + chipGap
	}
}
