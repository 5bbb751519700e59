package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Tick chooses a row of a table. It has no keyboard of its own: the table has, and would
// have as many stops as rows otherwise.
type Tick struct {
	widget.BaseWidget
	OnTapped func(m fyne.KeyModifier) // with the keys that were held

	name string
	on   bool
	held fyne.KeyModifier
	face *Box
	icon *Icon
}

var (
	_ fyne.Tappable      = (*Tick)(nil)
	_ desktop.Mouseable  = (*Tick)(nil)
	_ desktop.Cursorable = (*Tick)(nil)
)

const (
	tickSide = float32(18)
	tickRoom = float32(28) // that can be hit
)

// NewTick makes one that is not set; name is what assistive tools read.
func NewTick(name string) *Tick {
	t := &Tick{name: name, face: Square(Look{}, tickSide), icon: NewIcon("check", OnOut, 13)}
	t.ExtendBaseWidget(t)
	t.Set(false)
	return t
}

// Set shows whether the row is chosen.
func (t *Tick) Set(on bool) {
	t.on = on
	look := Look{Fill: Card, Rim: Control, RimWidth: 1.5, Radius: 5}
	if on {
		look = Look{Fill: BubbleOut, Radius: 5}
		t.icon.Show()
	} else {
		t.icon.Hide()
	}
	t.face.Set(look)
}

// On tells whether it is set.
func (t *Tick) On() bool { return t.on }

func (t *Tick) MouseDown(e *desktop.MouseEvent) { t.held = e.Modifier }
func (t *Tick) MouseUp(*desktop.MouseEvent)     {}
func (t *Tick) Cursor() desktop.Cursor          { return desktop.PointerCursor }
func (t *Tick) AccessibilityLabel() string      { return t.name }

func (t *Tick) Tapped(*fyne.PointEvent) {
	onUse()
	held := t.held
	t.held = 0
	if t.OnTapped != nil {
		t.OnTapped(held)
	}
}

func (t *Tick) CreateRenderer() fyne.WidgetRenderer {
	box := container.NewStack(t.face, Mid(t.icon))
	return Laid(t, widget.NewSimpleRenderer(Fixed(tickRoom, tickRoom, Mid(Fixed(tickSide, tickSide, box)))))
}
