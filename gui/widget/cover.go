package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Cover lies over the whole window, over what lies over the page too, and shows nothing
// of it. Unlike an [Overlay] nobody but its owner takes it away.
type Cover struct {
	widget.BaseWidget

	canvas fyne.Canvas
	home   func() fyne.Focusable
	before func(*fyne.KeyEvent)
	body   fyne.CanvasObject
}

var (
	_ fyne.Tappable  = (*Cover)(nil)
	_ fyne.Focusable = (*Cover)(nil)
)

// NewCover covers a window; home says what has the keyboard when nothing else has.
func NewCover(c fyne.Canvas, page fyne.CanvasObject, home func() fyne.Focusable) *Cover {
	v := &Cover{canvas: c, home: home, body: On(Look{Fill: Canvas}, page)}
	v.ExtendBaseWidget(v)
	lay(c, v)
	return v
}

// Uncover takes it away.
func (v *Cover) Uncover() { lift(v.canvas, v) }

func (v *Cover) keys() *func(*fyne.KeyEvent) { return &v.before }
func (v *Cover) keep()                       { v.canvas.Focus(v.home()) }

// Tapped leaves the keyboard where it belongs.
func (v *Cover) Tapped(*fyne.PointEvent) { v.keep() }

func (v *Cover) FocusGained()            {}
func (v *Cover) FocusLost()              {}
func (v *Cover) TypedRune(rune)          {}
func (v *Cover) TypedKey(*fyne.KeyEvent) { v.keep() }

func (v *Cover) CreateRenderer() fyne.WidgetRenderer {
	return Laid(v, widget.NewSimpleRenderer(container.NewStack(v.body)))
}
