package widget

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Popover shows a card beside something on the page, with a notch that points to
// it; where there is no room beside it, the card lies over the page's middle.
func Popover(c fyne.Canvas, card fyne.CanvasObject, at fyne.Position, size fyne.Size) *Overlay {
	face := On(Look{Fill: Card, Rim: BubbleEdge, Radius: 16, Lift: Floating}, card)
	n := notch()
	o := &Overlay{canvas: c, scrim: NewBox(Look{}), card: face, more: []fyne.CanvasObject{n}}
	o.place = func(room, card fyne.Size) fyne.Position { return beside(room, card, at, size, n) }
	return show(o)
}

const (
	notchWide, notchTall = float32(10), float32(18)
	pageEdge             = float32(12)
)

// beside places the card to the left of its object and the notch between them.
func beside(room, card fyne.Size, at fyne.Position, size fyne.Size, n fyne.CanvasObject) fyne.Position {
	x := at.X - card.Width - notchWide - 6
	y := at.Y + size.Height/2 - card.Height*.72
	y = max(pageEdge, min(y, room.Height-card.Height-pageEdge))
	if x < pageEdge {
		n.Hide()
		return fyne.NewPos(max(pageEdge, (room.Width-card.Width)/2), y)
	}
	tip := at.Y + size.Height/2 - notchTall/2
	tip = max(y+16, min(tip, y+card.Height-16-notchTall))
	Place(n, x+card.Width-1, tip, notchWide, notchTall)
	return fyne.NewPos(x, y)
}

// notch is a triangle that points to the right.
func notch() fyne.CanvasObject {
	const k = 4
	im := image.NewNRGBA(image.Rect(0, 0, int(notchWide)*k, int(notchTall)*k))
	fill := color.NRGBAModel.Convert(Color(Card)).(color.NRGBA)
	rim := color.NRGBAModel.Convert(Color(BubbleEdge)).(color.NRGBA)
	for y := range im.Rect.Dy() {
		for x := range im.Rect.Dx() {
			inside := 9*k - math.Abs(float64(y)-9*k) - float64(x)
			switch {
			case inside > k:
				im.SetNRGBA(x, y, fill)
			case inside > 0:
				im.SetNRGBA(x, y, rim)
			}
		}
	}
	o := canvas.NewImageFromImage(im)
	o.FillMode = canvas.ImageFillStretch
	return o
}
