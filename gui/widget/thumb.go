package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// thumb shows where in the loaded messages a conversation is, by row number:
// an estimate, exact at both ends.
type thumb struct {
	widget.BaseWidget
	c    *Conversation
	bar  *canvas.Rectangle
	wide float32
}

const leastThumb = float32(36)

func newThumb(c *Conversation) *thumb {
	t := &thumb{c: c, bar: canvas.NewRectangle(Color(theme.ColorNameScrollBar)), wide: 4}
	t.bar.CornerRadius = 3
	t.ExtendBaseWidget(t)
	return t
}

// widen makes the bar easier to grab while the pointer is over the view.
func (t *thumb) widen(on bool) {
	t.wide = 4
	if on {
		t.wide = 6
	}
	t.follow()
}

func (t *thumb) follow() {
	rows, shown := len(t.c.items), t.c.view.last-t.c.view.first+1
	room := t.Size().Height - 4
	if rows == 0 || shown >= rows || room <= leastThumb {
		t.bar.Hide()
		return
	}
	t.bar.FillColor = Color(theme.ColorNameScrollBar)
	t.bar.Show()
	high := max(leastThumb, room*float32(shown)/float32(rows))
	share := float32(t.c.view.first) / float32(rows-shown)
	if t.c.AtEnd() {
		share = 1
	}
	Place(t.bar, 8-t.wide, 2+(room-high)*share, t.wide, high)
}

// Dragged scrolls to the row at the pointer.
func (t *thumb) Dragged(e *fyne.DragEvent) {
	room := t.Size().Height - t.bar.Size().Height
	if room <= 0 {
		return
	}
	share := max(0, min(1, (t.bar.Position().Y+e.Dragged.DY)/room))
	t.c.ScrollTo(int(share*float32(len(t.c.items)-1) + .5))
}

func (t *thumb) DragEnd() {}

func (t *thumb) CreateRenderer() fyne.WidgetRenderer {
	return Laid(t, widget.NewSimpleRenderer(container.NewWithoutLayout(t.bar)))
}

// jump is the button that leads to the newest message, with the count of what
// came meanwhile.
type jump struct {
	widget.BaseWidget
	button *RoundButton
	badge  *Badge
}

func newJump(name string, tapped func()) *jump {
	j := &jump{button: NewRoundButton(name, "arrow-down", Accent, Card, 40, 18, tapped), badge: NewBadge(BadgeFill)}
	j.button.lift = Raised
	j.ExtendBaseWidget(j)
	j.Hide()
	return j
}

func (j *jump) set(visible bool, unseen int) {
	j.badge.Set(unseen)
	if visible != j.Visible() {
		j.Hidden = !visible
		j.Refresh()
	}
	j.badge.Refresh()
}

func (j *jump) MinSize() fyne.Size { return fyne.NewSize(44, 52) }

func (j *jump) CreateRenderer() fyne.WidgetRenderer {
	return Laid(j, widget.NewSimpleRenderer(container.New(jumpLayout{}, j.button, j.badge)))
}

type jumpLayout struct{}

func (jumpLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(44, 52) }
func (jumpLayout) Layout(o []fyne.CanvasObject, _ fyne.Size) {
	Place(o[0], 2, 10, 40, 40)
	m := o[1].MinSize()
	Place(o[1], 22-m.Width/2, 0, m.Width, m.Height)
}
