package orders

import (
	"context"
	"errors"
	"image"
	"io"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"restante/gui/shop/pictures"
	"restante/gui/widget"
	"restante/messaging/order/event"
	"restante/messaging/profile"
)

// photos are those that go with what a sheet says.
type photos struct {
	s     *sheet
	list  []image.Image
	tiles *fyne.Container
}

// photos adds a place for photos to a sheet; nothing where no file can be chosen.
func (s *sheet) photos() *photos {
	p := &photos{s: s, tiles: widget.Several(8)}
	if s.p.o.Choose == nil {
		return p
	}
	p.draw()
	s.add(labelled(lang.L("Photos, up to {{.N}}", words{"N": event.MaxPhotos}), p.tiles))
	return p
}

func (p *photos) draw() {
	p.tiles.Objects = nil
	for i, im := range p.list {
		frame := pictures.NewFrame(8)
		frame.Set(middle(im, thumbDots), false)
		name := lang.L("Remove photo {{.N}}", words{"N": i + 1})
		gone := widget.NewRoundButton(name, "x", widget.Foreground, widget.Card, 24, 14, func() { p.remove(i) })
		corner := widget.Col(0, widget.Row(0, widget.Spring(), gone))
		p.tiles.Add(widget.Fixed(thumbSide, thumbSide, container.NewStack(frame.Object, widget.Pad(2, 2, corner))))
	}
	if len(p.list) < event.MaxPhotos {
		body := widget.Mid(widget.NewIcon("plus", widget.Accent, 22))
		face := container.NewStack(widget.NewBox(widget.Look{Fill: widget.FieldFill, Rim: widget.Outline, Radius: 8}), body)
		p.tiles.Add(widget.NewTap(lang.L("Add photo"), 10, widget.Fixed(thumbSide, thumbSide, widget.Pad(1, 1, face)), func() { p.s.p.o.Choose(p.add) }))
	}
	p.tiles.Refresh()
}

func (p *photos) remove(i int) {
	p.list = slices.Delete(p.list, i, i+1)
	p.draw()
}

// add reads a file and puts it behind the others.
func (p *photos) add(file io.ReadCloser) {
	p.s.p.o.Loop.InOrder(func(context.Context) func() {
		defer func() { _ = file.Close() }() // it was only read
		b, err := io.ReadAll(io.LimitReader(file, profile.MaxData+1))
		var im image.Image
		if err == nil {
			im, err = openPhoto(b)
		}
		return func() { p.added(im, err) }
	})
}

func (p *photos) added(im image.Image, err error) {
	switch {
	case p.s.closed:
	case err != nil:
		p.s.say(photoProblem(err))
	case len(p.list) < event.MaxPhotos:
		p.list = append(p.list, im)
		p.draw()
		p.s.overlay.Refresh()
		p.s.overlay.Grown()
	}
}

func photoProblem(err error) string {
	if errors.Is(err, profile.ErrTooLarge) || errors.Is(err, profile.ErrTooManyPx) {
		return lang.L("This picture is too large: at most 8 MiB and 40 megapixels.")
	}
	return lang.L("This file is no picture that can be sent.")
}

// with says something with the photos, which are made small beside the window.
func (p *photos) with(id event.ID, body func(photos [][]byte) event.Body) {
	list := slices.Clone(p.list)
	p.s.work(func(ctx context.Context) error {
		_, err := p.s.p.o.Core.Act(ctx, id, body(pack(list)), "")
		return err
	})
}
