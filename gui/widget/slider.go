package widget

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
)

// Slider chooses a number of steps. It tells where it stands while it is dragged,
// and what was chosen once it is let go.
type Slider struct {
	press
	OnMoved  func(step int)
	OnChosen func(step int)

	steps, at          int
	track, drawn, knob *Box
}

var (
	_ fyne.Draggable     = (*Slider)(nil)
	_ desktop.Cursorable = (*Slider)(nil)
)

const (
	sliderWide = float32(128)
	sliderHigh = float32(28)
	knobWide   = float32(20)
)

// NewSlider makes a slider of steps 0 to most; name is what assistive tools read.
func NewSlider(name string, most int) *Slider {
	s := &Slider{steps: most, track: NewBox(Look{}), drawn: NewBox(Look{}), knob: NewBox(Look{})}
	s.init(name, 14, nil)
	s.ExtendBaseWidget(s)
	s.paint()
	return s
}

// Set moves it without telling.
func (s *Slider) Set(step int) {
	s.at = max(0, min(step, s.steps))
	s.Refresh()
}

// Step is where it stands.
func (s *Slider) Step() int { return s.at }

// Tapped moves the knob under the pointer.
func (s *Slider) Tapped(e *fyne.PointEvent) {
	if e != nil && !s.disabled { // nil is Enter or Space
		s.moveTo(e.Position.X)
		s.DragEnd()
	}
}

// Dragged follows the pointer.
func (s *Slider) Dragged(e *fyne.DragEvent) {
	if !s.disabled {
		s.moveTo(e.Position.X)
	}
}

// DragEnd takes the step that the knob stands on.
func (s *Slider) DragEnd() { tell(s.OnChosen, s.at) }

func (s *Slider) moveTo(x float32) {
	share := (x - knobWide/2) / (s.Size().Width - knobWide)
	s.Set(int(math.Round(float64(share) * float64(s.steps))))
	tell(s.OnMoved, s.at)
}

func tell(f func(int), i int) {
	if f != nil {
		f(i)
	}
}

// TypedKey moves by one step, or to an end.
func (s *Slider) TypedKey(k *fyne.KeyEvent) {
	to := s.at
	switch k.Name {
	case fyne.KeyLeft, fyne.KeyDown:
		to--
	case fyne.KeyRight, fyne.KeyUp:
		to++
	case fyne.KeyHome:
		to = 0
	case fyne.KeyEnd:
		to = s.steps
	default:
		s.press.TypedKey(k)
		return
	}
	if s.Set(to); !s.disabled {
		tell(s.OnMoved, s.at)
		tell(s.OnChosen, s.at)
	}
}

func (s *Slider) CreateRenderer() fyne.WidgetRenderer {
	face := container.New(sliderLayout{s}, s.track, s.drawn, s.knob)
	return Laid(s, &pressRenderer{&s.press, face, func() {
		s.paint()
		face.Layout.Layout(face.Objects, face.Size())
	}})
}

func (s *Slider) paint() {
	s.track.Set(Look{Fill: Track, Radius: 2})
	s.drawn.Set(Look{Fill: Accent, Radius: 2})
	s.knob.Set(Look{Fill: Card, Rim: Accent, RimWidth: 2, Radius: knobWide / 2})
}

type sliderLayout struct{ s *Slider }

func (sliderLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(sliderWide, sliderHigh)
}

func (l sliderLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	x := (s.Width - knobWide) * float32(l.s.at) / float32(max(1, l.s.steps))
	y := s.Height / 2
	Place(o[0], knobWide/2, y-2, s.Width-knobWide, 4)
	Place(o[1], knobWide/2, y-2, x, 4)
	Place(o[2], x, y-knobWide/2, knobWide, knobWide)
}
