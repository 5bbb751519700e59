package portrait

import (
	"bytes"
	"context"
	"image"
	"image/jpeg"

	"github.com/libp2p/go-libp2p/core/peer"
	"golang.org/x/image/draw"
)

func (p *Portraits) want(id peer.ID) {
	p.wanted = append(p.wanted, id)
	if !p.reading {
		p.read()
	}
}

// read gets all that is wanted, elsewhere.
func (p *Portraits) read() {
	ids := p.wanted
	p.wanted, p.reading = nil, true
	p.o.Loop.Go(func(ctx context.Context) func() {
		images := make(map[peer.ID]image.Image, len(ids))
		for _, id := range ids {
			if b, err := p.o.Pictures.Picture(ctx, id); err == nil {
				images[id] = decode(b)
			}
		}
		return func() { p.got(images) }
	})
}

func (p *Portraits) got(images map[peer.ID]image.Image) {
	changed := false
	for id, im := range images {
		changed = p.put(id, im) || changed
	}
	p.reading = false
	if changed {
		p.o.Loop.Later(0, p.o.Changed) // whoever asks now is still being filled
	}
	if len(p.wanted) > 0 {
		p.read()
	}
}

// put reports whether anything is to be drawn anew.
func (p *Portraits) put(id peer.ID, im image.Image) bool {
	f := p.faces[id]
	if f == nil || f.image == nil && im == nil {
		return false
	}
	p.held += count(im) - count(f.image)
	f.image = im
	if p.held > most {
		p.drop()
	}
	return true
}

func count(im image.Image) int {
	if im == nil {
		return 0
	}
	return 1
}

// drop forgets the picture that was asked for longest ago.
func (p *Portraits) drop() {
	var oldest peer.ID
	for id, f := range p.faces {
		if f.image != nil && (oldest == "" || f.asked < p.faces[oldest].asked) {
			oldest = id
		}
	}
	delete(p.faces, oldest)
	p.held--
}

// decode makes a picture of a size to show; nil if there is none.
func decode(b []byte) image.Image {
	im, err := jpeg.Decode(bytes.NewReader(b))
	if err != nil {
		return nil
	}
	out := image.NewRGBA(image.Rect(0, 0, side, side))
	draw.CatmullRom.Scale(out, out.Rect, im, im.Bounds(), draw.Src, nil)
	return out
}
