package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Switch is on or off. It flips at once and tells; whoever is told sets it back
// where that could not be done.
type Switch struct {
	press
	on          bool
	track, knob *Box
}

const (
	switchWide = float32(38)
	switchHigh = float32(22)
)

// NewSwitch makes a switch that is off; name is what assistive tools read.
func NewSwitch(name string, changed func(on bool)) *Switch {
	s := &Switch{track: NewBox(Look{}), knob: NewBox(Look{})}
	s.init(name, 14, func() {
		s.Set(!s.on)
		changed(s.on)
	})
	s.ExtendBaseWidget(s)
	s.paint()
	return s
}

// On tells how it is set.
func (s *Switch) On() bool { return s.on }

// Set flips it without telling.
func (s *Switch) Set(on bool) {
	s.on = on
	s.Refresh()
}

func (s *Switch) CreateRenderer() fyne.WidgetRenderer {
	face := container.New(switchLayout{s}, s.track, s.knob)
	return Laid(s, &pressRenderer{&s.press, Fixed(switchWide+8, switchHigh+8, Mid(face)), func() {
		s.paint()
		face.Layout.Layout(face.Objects, face.Size())
	}})
}

// paint fills the track where the switch is on, and draws its rim where it is not:
// the place of the knob says it too.
func (s *Switch) paint() {
	track, knob := Look{Fill: FieldFill, Rim: Control, RimWidth: 2}, Control
	if s.on {
		track, knob = Look{Fill: BubbleOut}, OnOut
	}
	if s.disabled {
		track, knob = Look{Fill: Track}, Muted
	}
	track.Radius = switchHigh / 2
	s.track.Set(track)
	s.knob.Set(Look{Fill: knob, Radius: 8})
}

type switchLayout struct{ s *Switch }

func (switchLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(switchWide, switchHigh)
}

func (l switchLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	Place(o[0], 0, 0, s.Width, s.Height)
	x := float32(4)
	if l.s.on {
		x = switchWide - 19
	}
	Place(o[1], x, 3, 16, 16)
}
