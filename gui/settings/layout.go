package settings

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"restante/gui/widget"
)

const (
	margin    = float32(24)
	gap       = float32(16)
	listWide  = float32(244) // of the sections
	listSmall = float32(208) // of the sections in a small window
	bodyLeast = float32(480) // of what stands beside them
	roomy     = float32(1000)
	cardLeast = float32(400) // of one of two columns
	cardMost  = float32(680) // of a card that stands alone
)

// folding has the list of sections at the left of the body or, where there is too
// little room, a strip above it.
type folding struct{}

func (folding) MinSize(o []fyne.CanvasObject) fyne.Size {
	strip, body := o[1].MinSize(), o[2].MinSize()
	return fyne.NewSize(max(strip.Width, body.Width), strip.Height+body.Height)
}

func (folding) Layout(o []fyne.CanvasObject, s fyne.Size) {
	list, strip, body := o[0], o[1], o[2]
	w := widget.Larger(listSmall)
	if s.Width >= roomy {
		w = widget.Larger(listWide)
	}
	if s.Width-w < widget.Larger(bodyLeast) {
		list.Hide()
		strip.Show()
		high := strip.MinSize().Height
		widget.Place(strip, 0, 0, s.Width, high)
		widget.Place(body, 0, high, s.Width, s.Height-high)
		return
	}
	strip.Hide()
	list.Show()
	widget.Place(list, 0, 0, w, s.Height)
	widget.Place(body, w, 0, s.Width-w, s.Height)
}

// cards lays cards in two columns where there is room for them, else in one.
func cards(o ...fyne.CanvasObject) fyne.CanvasObject { return container.New(&columns{}, o...) }

// columns puts every card under the shorter of two columns. It knows how high it
// is once it was given a width, see [widget.Room].
type columns struct{ wide float32 }

func (c *columns) MinSize(o []fyne.CanvasObject) fyne.Size {
	var w float32
	for _, x := range o {
		w = max(w, x.MinSize().Width)
	}
	return fyne.NewSize(w, c.flow(o, func(fyne.CanvasObject, float32, float32, fyne.Size) {}))
}

func (c *columns) Layout(o []fyne.CanvasObject, s fyne.Size) {
	c.wide = s.Width
	c.flow(o, func(x fyne.CanvasObject, left, top float32, size fyne.Size) {
		widget.Place(x, left, top, size.Width, size.Height)
	})
}

// flow finds the place of each card and gives the height of all.
func (c *columns) flow(o []fyne.CanvasObject, place func(x fyne.CanvasObject, left, top float32, size fyne.Size)) float32 {
	w, n := c.split(len(o))
	ends := make([]float32, n)
	for _, x := range o {
		i := 0
		if n == 2 && ends[1] < ends[0] {
			i = 1
		}
		x.Resize(fyne.NewSize(w, x.MinSize().Height)) // then it knows how high it is
		high := x.MinSize().Height
		place(x, float32(i)*(w+gap), ends[i], fyne.NewSize(w, high))
		ends[i] += high + gap
	}
	return max(0, max(ends[0], ends[n-1])-gap)
}

// split gives the width and the number of the columns.
func (c *columns) split(all int) (w float32, n int) {
	switch {
	case all == 1:
		return min(c.wide, widget.Larger(cardMost)), 1
	case c.wide < 2*widget.Larger(cardLeast)+gap:
		return c.wide, 1
	}
	return (c.wide - gap) / 2, 2
}

// card has a title and rows with lines between them.
func card(icon, title string, rows ...fyne.CanvasObject) fyne.CanvasObject {
	head := widget.Row(10, widget.NewIcon(icon, widget.Accent, 18), widget.Grow(widget.Wide(widget.Strong(title, 15).Cut())))
	column := widget.Col(0, widget.Fixed(0, 24, head), widget.Gap(0, 6))
	for i, r := range rows {
		if i > 0 {
			column.Add(widget.Line())
		}
		column.Add(r)
	}
	return widget.CardOf(16, 20, column)
}

// row is something to choose: what it is, what it does, and a control.
func row(title, text string, control fyne.CanvasObject) fyne.CanvasObject {
	col := widget.Col(2, widget.Flow(title, 13.5, widget.Foreground))
	if text != "" {
		col.Add(widget.Flow(text, 12, widget.Muted))
	}
	return widget.Least(0, 57, widget.Pad(9, 0, widget.Beside(col, flush(control))))
}

// flush lets the track of a switch end where the lines do: around it is room for the
// ring of the keyboard.
func flush(control fyne.CanvasObject) fyne.CanvasObject {
	if _, ok := control.(*widget.Switch); ok {
		return widget.Inset(0, 0, 0, -4, control)
	}
	return control
}
