package pictures

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"restante/gui/widget"
)

// Frame is the place of a picture, with rounded corners; empty it has an icon.
type Frame struct {
	Object *fyne.Container

	picture *canvas.Image
	empty   fyne.CanvasObject
}

// faded is how far a picture is drawn back that visitors do not see.
const faded = .45

// NewFrame makes an empty frame.
func NewFrame(radius float32) *Frame {
	f := &Frame{picture: &canvas.Image{FillMode: canvas.ImageFillStretch, CornerRadius: radius}}
	f.empty = widget.On(widget.Look{Fill: widget.FieldFill, Radius: radius}, widget.Mid(widget.NewIcon("image", widget.Muted, 22)))
	f.picture.Hide()
	f.Object = container.NewStack(f.empty, f.picture)
	return f
}

// Whole lets all of a picture be seen, whatever its shape.
func (f *Frame) Whole() *Frame {
	f.picture.FillMode = canvas.ImageFillContain
	return f
}

// Set shows a picture, or none.
func (f *Frame) Set(im image.Image, back bool) {
	translucency := 0.
	if back {
		translucency = faded
	}
	if f.picture.Image == im && f.picture.Translucency == translucency {
		return
	}
	f.picture.Image, f.picture.Translucency = im, translucency
	f.picture.Hidden, f.empty.(*fyne.Container).Hidden = im == nil, im != nil
	f.picture.Refresh()
	f.Object.Refresh()
}
