package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Overlay covers the page with a card until it is closed: by Close, by Escape,
// or by a tap beside the card.
type Overlay struct {
	widget.BaseWidget
	OnClosed func()

	canvas fyne.Canvas
	home   fyne.Focusable       // has the keyboard, also after a tap elsewhere on the card
	enter  func()               // what Enter means; nil for nothing
	before func(*fyne.KeyEvent) // what the canvas did with keys
	scrim  *Box
	card   fyne.CanvasObject
	place  func(room, card fyne.Size) fyne.Position
	more   []fyne.CanvasObject
}

var (
	_ fyne.Tappable          = (*Overlay)(nil)
	_ fyne.SecondaryTappable = (*Overlay)(nil)
	_ fyne.Focusable         = (*Overlay)(nil)
)

// Modal shows a card in the middle of a dimmed page.
func Modal(c fyne.Canvas, card fyne.CanvasObject) *Overlay {
	face := On(Look{Fill: Card, Rim: BubbleEdge, Radius: 16, Lift: Floating}, card)
	return show(&Overlay{canvas: c, scrim: NewBox(Look{Fill: Scrim}), card: face, place: middle})
}

func middle(room, card fyne.Size) fyne.Position {
	return fyne.NewPos((room.Width-card.Width)/2, max(8, (room.Height-card.Height)/2))
}

func show(o *Overlay) *Overlay {
	o.ExtendBaseWidget(o)
	o.home = o
	lay(o.canvas, o)
	return o
}

func (o *Overlay) keys() *func(*fyne.KeyEvent) { return &o.before }
func (o *Overlay) keep()                       { o.canvas.Focus(o.home) }

// hold gives the keyboard to a part of the card.
func (o *Overlay) hold(f fyne.Focusable) {
	o.home = f
	o.canvas.Focus(f)
}

// Close takes the card away.
func (o *Overlay) Close() {
	lift(o.canvas, o)
	if o.OnClosed != nil {
		o.OnClosed()
	}
}

// escape closes the overlay that an object lies in, or is a key of the page.
func escape(in fyne.CanvasObject) {
	c := fyne.CurrentApp().Driver().CanvasForObject(in)
	if c == nil {
		return
	}
	if o, ok := c.Overlays().Top().(*Overlay); ok {
		o.Close()
	} else if typed := c.OnTypedKey(); typed != nil {
		typed(&fyne.KeyEvent{Name: fyne.KeyEscape})
	}
}

func (o *Overlay) Tapped(e *fyne.PointEvent) {
	at := e.Position.Subtract(o.card.Position())
	s := o.card.Size()
	if at.X < 0 || at.Y < 0 || at.X > s.Width || at.Y > s.Height {
		o.Close()
		return
	}
	o.canvas.Focus(o.home)
}

// TappedSecondary only keeps the keyboard.
func (o *Overlay) TappedSecondary(*fyne.PointEvent) { o.canvas.Focus(o.home) }

// Grown makes room for a card that grew.
func (o *Overlay) Grown() {
	s := o.Size()
	o.Resize(s.SubtractWidthHeight(1, 1))
	o.Resize(s)
}

func (o *Overlay) FocusGained()   {}
func (o *Overlay) FocusLost()     {}
func (o *Overlay) TypedRune(rune) {}
func (o *Overlay) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyEscape:
		o.Close()
	case fyne.KeyReturn, fyne.KeyEnter:
		if o.enter != nil {
			o.enter()
		}
	}
}

func (o *Overlay) CreateRenderer() fyne.WidgetRenderer {
	objects := append([]fyne.CanvasObject{o.scrim, o.card}, o.more...)
	return Laid(o, widget.NewSimpleRenderer(container.New(overlayLayout{o}, objects...)))
}

// cardMargin is the least room beside a card, on both sides together.
const cardMargin = float32(48)

type overlayLayout struct{ o *Overlay }

func (overlayLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (l overlayLayout) Layout(_ []fyne.CanvasObject, room fyne.Size) {
	l.o.scrim.Resize(room)
	m := l.o.card.MinSize().Min(room.SubtractWidthHeight(cardMargin, 16))
	p := l.o.place(room, m)
	Place(l.o.card, p.X, p.Y, m.Width, m.Height)
}
