package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Typing is a bubble with three dots. It moves only when told to: a running
// animation would repaint the whole window 60 times a second.
type Typing struct {
	widget.BaseWidget
	face  *canvas.Rectangle
	dots  [3]*canvas.Rectangle
	phase int
}

// NewTyping makes the bubble in its first pose.
func NewTyping() *Typing {
	t := &Typing{face: &canvas.Rectangle{}}
	for i := range t.dots {
		t.dots[i] = &canvas.Rectangle{CornerRadius: 3.5}
	}
	t.face.CornerRadius, t.face.BottomLeftCornerRadius, t.face.StrokeWidth = 16, 5, 1
	t.face.TopLeftCornerRadius, t.face.TopRightCornerRadius, t.face.BottomRightCornerRadius = 16, 16, 16
	t.pose()
	t.ExtendBaseWidget(t)
	return t
}

// Advance moves on to the next pose, unless the user wants nothing to move.
func (t *Typing) Advance() {
	if s := fyne.CurrentApp().Settings(); chosen().Still || !s.ShowAnimations() {
		return
	}
	t.phase = (t.phase + 1) % 4
	t.pose()
	canvas.Refresh(t)
}

// pose lifts one dot, or none in the last phase.
func (t *Typing) pose() {
	t.face.FillColor, t.face.StrokeColor = Color(BubbleIn), Color(BubbleEdge)
	for i, d := range t.dots {
		y := float32(14)
		d.FillColor = Color(Muted)
		if i == t.phase {
			y = 11
		}
		Place(d, 16+float32(i)*12, y, 7, 7)
	}
}

func (t *Typing) CreateRenderer() fyne.WidgetRenderer { return Laid(t, &typingRenderer{t}) }

type typingRenderer struct{ t *Typing }

func (r *typingRenderer) MinSize() fyne.Size { return fyne.NewSize(64, 34) }
func (r *typingRenderer) Layout(fyne.Size)   { Place(r.t.face, 0, 0, 64, 34) }
func (r *typingRenderer) Destroy()           {}
func (r *typingRenderer) Refresh()           { r.t.pose(); canvas.Refresh(r.t) }

func (r *typingRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.t.face, r.t.dots[0], r.t.dots[1], r.t.dots[2]}
}
