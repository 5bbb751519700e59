package shop

import (
	"fyne.io/fyne/v2"

	"restante/gui/shop/pictures"
	"restante/gui/widget"
)

// A card is a photo with a title under it, and a line at the foot.
const (
	cardEdge = float32(4)
	titleGap = float32(11) // between photo and title
	cardFoot = float32(30)
)

func titleHigh() float32 { return widget.Larger(20) }

func photoHigh(wide float32) float32 { return (wide - 2*cardEdge) * pictures.CardHigh }

// cardHigh is the height of a card.
func cardHigh(wide float32) float32 {
	return cardEdge + photoHigh(wide) + titleGap + titleHigh() + 4 + max(cardFoot, widget.Larger(22)) + 8
}

// cardLayout places the surface, what is pressed, and the foot.
type cardLayout struct{}

func (cardLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(160, cardHigh(160)) }

func (cardLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	top := photoHigh(s.Width) + titleGap + titleHigh()
	widget.Place(o[0], 0, 0, s.Width, s.Height)
	widget.Place(o[1], cardEdge, cardEdge, s.Width-2*cardEdge, top)
	widget.Place(o[2], 16, cardEdge+top+4, s.Width-28, s.Height-top-cardEdge-12)
}

// cardTop places the photo, the line of title and price, and the mark.
type cardTop struct{}

func (cardTop) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(120, 120) }

func (cardTop) Layout(o []fyne.CanvasObject, s fyne.Size) {
	high := s.Width * pictures.CardHigh
	widget.Place(o[0], 0, 0, s.Width, high)
	widget.Place(o[1], 12, high+titleGap, s.Width-24, titleHigh())
	widget.Place(o[2], 10, 10, 26, 26)
}
