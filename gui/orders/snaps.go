package orders

import (
	"context"
	"crypto/sha256"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/shop/pictures"
	"restante/gui/widget"
)

const (
	thumbSide  = float32(64)
	thumbDots  = 160 // pixels of its side
	snapWide   = float32(560)
	snapHigh   = float32(420)
	mostSnaps  = 64  // that are kept decoded
	snapMargin = 160 // what the card of one leaves of the window
)

// snap gives a photo of an event, decoded beside the window; nil where there is none.
func (p *Page) snap(jpeg []byte, take func(image.Image)) {
	key := sha256.Sum256(jpeg)
	if im, known := p.snaps[key]; known {
		take(im)
		return
	}
	p.o.Loop.Go(func(context.Context) func() {
		im := decode(jpeg)
		return func() {
			if len(p.snaps) >= mostSnaps {
				clear(p.snaps)
			}
			p.snaps[key] = im
			take(im)
		}
	})
}

// thumbs are the photos of an event, each of which opens.
func (p *Page) thumbs(photos [][]byte) fyne.CanvasObject {
	row := widget.Several(8)
	for i, b := range photos {
		frame, name := pictures.NewFrame(8), lang.L("Photo {{.N}}", words{"N": i + 1})
		p.snap(b, func(im image.Image) {
			if im != nil {
				frame.Set(middle(im, thumbDots), false)
			}
		})
		row.Add(widget.NewTap(name, 10, widget.Fixed(thumbSide, thumbSide, widget.Pad(2, 2, frame.Object)), func() { p.openSnap(name, b) }))
	}
	return widget.Inset(4, 4, 0, 0, row)
}

// openSnap shows a photo as large as it was sent.
func (p *Page) openSnap(name string, jpeg []byte) {
	frame := pictures.NewFrame(8).Whole()
	p.snap(jpeg, func(im image.Image) { frame.Set(im, false) })
	room := p.o.Canvas().Size()
	var o *widget.Overlay
	gone := widget.NewButton(lang.L("Close"), "", widget.Quiet, func() { o.Close() })
	head := widget.Row(8, widget.Grow(widget.Wide(widget.Strong(name, 16).Cut())), gone)
	face := widget.Fixed(min(snapWide, room.Width-snapMargin), min(snapHigh, room.Height-snapMargin), frame.Object)
	o = widget.Modal(p.o.Canvas(), widget.Pad(18, 20, widget.Col(12, head, face)))
}
