package shop

import (
	"context"
	"io"
	"slices"

	"restante/messaging/storefront/listing"
)

func (p *photos) choose(i int) {
	p.at = i
	p.draw()
}

func (p *photos) move(by int) {
	to := p.at + by
	if to < 0 || to >= len(p.list) {
		return
	}
	p.list[p.at], p.list[to] = p.list[to], p.list[p.at]
	p.choose(to)
}

func (p *photos) remove() {
	p.list = slices.Delete(p.list, p.at, p.at+1)
	p.draw()
}

// add reads a file and puts it behind the others.
func (p *photos) add(file io.ReadCloser) {
	core := p.e.p.o.Core
	p.e.p.o.Loop.InOrder(func(ctx context.Context) func() {
		one, err := readPhoto(ctx, core, file)
		return func() {
			if err != nil {
				p.e.form.Say("photos", problem(err))
				p.e.object.Refresh()
				return
			}
			p.list = append(p.list, one)
			p.choose(len(p.list) - 1)
		}
	})
}

// Dropped takes a photo for the listing that is being edited.
func (p *Page) Dropped(photo io.ReadCloser) {
	if p.editor == nil || len(p.editor.photos.list) >= listing.MaxPhotos {
		_ = photo.Close() // nothing was written
		return
	}
	p.editor.photos.add(photo)
}
