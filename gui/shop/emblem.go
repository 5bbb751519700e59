package shop

import (
	"context"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/shop/pictures"
	"restante/gui/widget"
	"restante/messaging/storefront/listing"
)

// emblem is a picture of the shop as a whole: its logo, or the banner above it.
type emblem struct {
	s      *settings
	field  string // the core's name of it
	shape  pictures.Shape
	photo  listing.Photo // the zero value where there is none
	frame  *pictures.Frame
	remove *widget.RoundButton
}

// newEmblem makes the place of one, with its name.
func newEmblem(s *settings, field, name, hint string, shape pictures.Shape, size fyne.Size) (*emblem, fyne.CanvasObject) {
	e := &emblem{s: s, field: field, shape: shape, frame: pictures.NewFrame(10)}
	choose := widget.NewButton(lang.L("Choose a picture"), "image", widget.Quiet, func() { s.p.o.Choose(e.add) })
	e.remove = widget.NewRoundButton(lang.L("Remove: {{.Name}}", words{"Name": name}), "trash-2", widget.Bad, widget.FieldFill, 32, 16, func() { e.fill(listing.Photo{}) })
	row := widget.Several(10, widget.Fixed(size.Width, size.Height, e.frame.Object), widget.Least(0, size.Height, widget.Row(6, widget.Mid(choose), widget.Mid(e.remove))))
	return e, s.form.Put(field, name, hint, row)
}

func (e *emblem) fill(p listing.Photo) {
	e.photo = p
	show(e.remove, p != listing.Photo{})
	e.repaint()
	if e.s.object != nil {
		e.s.object.Refresh()
	}
}

// repaint shows the picture once it is there.
func (e *emblem) repaint() {
	e.frame.Set(e.s.p.pictures.Of(pictures.Key{Picture: e.photo.Large, Shape: e.shape}), false)
}

// add reads a file in place of what there was.
func (e *emblem) add(file io.ReadCloser) {
	core := e.s.p.o.Core
	e.s.p.o.Loop.InOrder(func(ctx context.Context) func() {
		one, err := readPhoto(ctx, core, file)
		return func() {
			if err != nil {
				e.s.form.Say(e.field, problem(err))
				e.s.object.Refresh()
				return
			}
			e.s.form.Clear()
			e.fill(one)
		}
	})
}

// readPhoto gives the picture in a file to the core, and closes the file.
func readPhoto(ctx context.Context, core Listings, file io.ReadCloser) (listing.Photo, error) {
	defer func() { _ = file.Close() }() // it was only read
	b, err := io.ReadAll(io.LimitReader(file, maxFile))
	if err != nil {
		return listing.Photo{}, err
	}
	return core.AddPhoto(ctx, b, "")
}
