package visit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"restante/gui/shop/pictures"
	"restante/gui/shop/price"
	"restante/gui/widget"
)

// build makes a card; the last one asks for the next page.
func (s *shelf) build(slug string) fyne.CanvasObject {
	if len(s.pages) > 0 && slug == s.pages[len(s.pages)-1] {
		s.v.o.Loop.Later(0, s.more)
	}
	c, frame := s.cards[slug], pictures.NewFrame(12)
	frame.Set(s.v.o.Pictures.Of(s.v.key(c.Thumb, pictures.OnCard)), c.SoldOut)
	s.frames[slug] = frame
	foot := widget.Row(6, widget.Strong(price.Span(s.v.front.Shop.Currency, c.Lowest, c.Highest), 14), widget.Spring())
	if c.SoldOut {
		foot.Add(widget.Pill(lang.L("Sold out"), "", widget.Broken))
	}
	title := widget.Clean(c.Title)
	face := container.New(cardLayout{}, widget.NewBox(widget.Look{Fill: widget.Card, Rim: widget.BubbleEdge, Radius: 16, Lift: widget.Raised}), frame.Object, widget.Label(title, 13.5).Cut(), foot)
	return widget.NewTap(title, 16, face, func() { s.v.open(s.cards[slug]) })
}

func (s *shelf) repaint() {
	s.emblems.repaint()
	for slug, f := range s.frames {
		c := s.cards[slug]
		f.Set(s.v.o.Pictures.Of(s.v.key(c.Thumb, pictures.OnCard)), c.SoldOut)
	}
}

// high is the height of a card.
func high(wide float32) float32 {
	return 4 + (wide-8)*pictures.CardHigh + 10 + widget.Larger(18) + 6 + widget.Larger(22) + 12
}

// cardLayout places surface, photo, title and price.
type cardLayout struct{}

func (cardLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(120, high(120)) }

func (cardLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	photo := (s.Width - 8) * pictures.CardHigh
	widget.Place(o[0], 0, 0, s.Width, s.Height)
	widget.Place(o[1], 4, 4, s.Width-8, photo)
	widget.Place(o[2], 14, 4+photo+10, s.Width-28, widget.Larger(18))
	widget.Place(o[3], 14, 4+photo+16+widget.Larger(18), s.Width-28, widget.Larger(22))
}
