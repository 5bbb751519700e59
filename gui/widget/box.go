package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Look describes a surface: fill, rim, corners, shadow. Empty tokens draw nothing.
type Look struct {
	Fill, Rim fyne.ThemeColorName
	RimWidth  float32 // 0 means 1 where there is a rim
	Radius    float32
	Lift      Lift
}

// Lift is how far a surface seems to stand off the page.
type Lift int

const (
	Flat Lift = iota
	Raised
	Floating
)

// Box is a rounded surface in colour tokens.
type Box struct {
	widget.BaseWidget
	look Look
	min  fyne.Size
	rect *canvas.Rectangle
}

// NewBox makes a surface that takes no room of its own.
func NewBox(l Look) *Box {
	b := &Box{look: l, rect: &canvas.Rectangle{}}
	b.paint()
	b.ExtendBaseWidget(b)
	return b
}

// Square makes a surface of at least that side.
func Square(l Look, side float32) *Box {
	b := NewBox(l)
	b.min = fyne.NewSquareSize(side)
	return b
}

// Set changes the look.
func (b *Box) Set(l Look) {
	if b.look == l {
		return
	}
	b.look = l
	b.Refresh()
}

func (b *Box) CreateRenderer() fyne.WidgetRenderer {
	return Laid(b, &leaf{min: b.min, object: b.rect, refresh: func() { b.paint(); b.rect.Refresh() }})
}

func (b *Box) paint() {
	b.rect.FillColor, b.rect.CornerRadius = tint(b.look.Fill), b.look.Radius
	b.rect.StrokeColor, b.rect.StrokeWidth = tint(b.look.Rim), b.look.RimWidth
	if b.look.Rim != "" && b.look.RimWidth == 0 {
		b.rect.StrokeWidth = 1
	}
	b.rect.Shadow = b.look.Lift.shadow()
}

func (l Lift) shadow() canvas.Shadow {
	switch l {
	case Raised:
		return canvas.Shadow{Color: Color(ShadowColor), Offset: fyne.NewPos(0, 2), BlurRadius: 8, Variant: canvas.DropShadow}
	case Floating:
		return canvas.Shadow{Color: Color(PopShadow), Offset: fyne.NewPos(0, 8), BlurRadius: 32, Variant: canvas.DropShadow}
	}
	return canvas.Shadow{}
}

// On puts objects on a surface.
func On(l Look, o ...fyne.CanvasObject) *fyne.Container {
	return container.NewStack(append([]fyne.CanvasObject{NewBox(l)}, o...)...)
}

// CardOf is a raised surface with the padding of a card.
func CardOf(v, h float32, o fyne.CanvasObject) *fyne.Container {
	return On(Look{Fill: Card, Rim: BubbleEdge, Radius: 16, Lift: Raised}, Pad(v, h, o))
}

// Tile is an icon on a small rounded square.
func Tile(icon string, c, fill fyne.ThemeColorName, side, size float32) fyne.CanvasObject {
	b := Square(Look{Fill: fill, Radius: side / 3.6}, side)
	return container.NewStack(b, Mid(NewIcon(icon, c, size)))
}

// Line is a hair line, as wide or as high as its place.
func Line() fyne.CanvasObject {
	b := NewBox(Look{Fill: separator})
	b.min = fyne.NewSize(1, 1)
	return b
}
