package widget

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
	"rsc.io/qr"
)

// Code is a QR code on a white card, dark on white in both themes so that every
// camera reads it. An empty string, or one that is too long, is an empty card.
type Code struct {
	widget.BaseWidget
	image *canvas.Image
	size  float32
}

// NewCode makes the card; the code is size wide, the card 40 more.
func NewCode(size float32) *Code {
	c := &Code{image: &canvas.Image{FillMode: canvas.ImageFillStretch}, size: size}
	c.image.SetMinSize(fyne.NewSquareSize(size))
	c.ExtendBaseWidget(c)
	return c
}

func (c *Code) CreateRenderer() fyne.WidgetRenderer {
	card := Square(Look{Fill: Paper, Rim: BubbleEdge, Radius: 16}, c.size+40)
	return Laid(c, widget.NewSimpleRenderer(container.NewStack(card, Mid(c.image))))
}

// Set draws a text as a code.
func (c *Code) Set(s string) {
	c.image.Image = nil
	if code, err := qr.Encode(s, qr.M); err == nil && s != "" {
		c.image.Image = modules(code, int(c.size*2))
	}
	c.image.Refresh()
}

// modules draws every module as a whole number of pixels.
func modules(code *qr.Code, least int) image.Image {
	px := (least + code.Size - 1) / code.Size
	im := image.NewNRGBA(image.Rect(0, 0, code.Size*px, code.Size*px))
	ink, paper := light[Ink], light[Paper]
	for y := range code.Size * px {
		for x := range code.Size * px {
			im.SetNRGBA(x, y, paper)
			if code.Black(x/px, y/px) {
				im.SetNRGBA(x, y, ink)
			}
		}
	}
	return im
}
