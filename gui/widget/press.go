package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// press is what everything that can be pressed shares: tap, Enter and Space,
// a pointer, a hover tint, and a ring while it has the keyboard.
type press struct {
	widget.BaseWidget
	OnTapped func()

	name     string // for assistive tools
	disabled bool
	hovered  bool
	focused  bool
	radius   float32
	glow     *Box // the hover tint
	ring     *Box // the focus ring
}

var (
	_ fyne.Tappable      = (*press)(nil)
	_ fyne.Focusable     = (*press)(nil)
	_ fyne.Disableable   = (*press)(nil)
	_ desktop.Hoverable  = (*press)(nil)
	_ desktop.Cursorable = (*press)(nil)
)

func (p *press) init(name string, radius float32, tapped func()) {
	p.name, p.radius, p.OnTapped = name, radius, tapped
	p.glow, p.ring = NewBox(Look{}), NewBox(Look{})
}

func (p *press) Tapped(*fyne.PointEvent) {
	onUse()
	if !p.disabled && p.OnTapped != nil {
		p.OnTapped()
	}
}

func (p *press) TypedRune(r rune) {
	if r == ' ' {
		p.Tapped(nil)
	}
}

func (p *press) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		p.Tapped(nil)
	case fyne.KeyEscape:
		escape(p.glow)
	default:
		PassKey(p.glow, k)
	}
}

func (p *press) FocusLost() { p.focused = false; p.show() }
func (p *press) FocusGained() {
	p.focused = true
	p.show()
	if !p.hovered { // else the button would move away under the pointer
		reveal(p.ring)
	}
}

func (p *press) MouseIn(*desktop.MouseEvent)    { p.hovered = true; p.show(); onUse() }
func (p *press) MouseMoved(*desktop.MouseEvent) {}
func (p *press) MouseOut()                      { p.hovered = false; p.show() }

func (p *press) Cursor() desktop.Cursor {
	if p.disabled {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

func (p *press) Enable()        { p.disabled = false; p.Refresh() }
func (p *press) Disable()       { p.disabled = true; p.hovered = false; p.Refresh() }
func (p *press) Disabled() bool { return p.disabled }

func (p *press) AccessibilityLabel() string { return p.name }

// show sets tint and ring to the state of the moment.
func (p *press) show() {
	glow, ring := Look{}, Look{}
	if p.hovered && !p.disabled {
		glow = Look{Fill: hover, Radius: p.radius}
	}
	if p.focused {
		ring = Look{Rim: focusOutline, RimWidth: 2, Radius: p.radius}
	}
	p.glow.Set(glow)
	p.ring.Set(ring)
}

// pressRenderer draws a face under tint and ring.
type pressRenderer struct {
	p     *press
	face  fyne.CanvasObject
	paint func()
}

func (r *pressRenderer) MinSize() fyne.Size { return r.face.MinSize() }
func (r *pressRenderer) Destroy()           {}
func (r *pressRenderer) Refresh()           { r.paint(); r.p.show(); r.face.Refresh() }

func (r *pressRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.face, r.p.glow, r.p.ring}
}

func (r *pressRenderer) Layout(s fyne.Size) {
	for _, o := range r.Objects() {
		Place(o, 0, 0, s.Width, s.Height)
	}
}
