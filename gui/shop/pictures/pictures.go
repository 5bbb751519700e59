// Package pictures has the photos of shops at hand for the pages.
//
// A page that builds a card asks [Pictures.Of] and gets what is there: a picture, or
// nil, and then it shows an empty frame. What was never asked for is read and decoded
// beside the UI goroutine, a few at once, what was asked for last first: whoever
// scrolls wants what is in sight now. Once one is there, Changed tells the pages to
// ask again.
//
// All of it lives on the UI goroutine, but for the reading.
//
// # Why
//
// Decoded pictures are large, so they are cut to the shape in which they are shown,
// made no larger than that, and only so many bytes of them are kept.
package pictures

import (
	"context"
	"image"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/loop"
	"restante/messaging/storefront/listing"
)

const (
	atOnce = 4        // readings
	most   = 48 << 20 // bytes that are kept, at 4 a pixel
)

// Shape is what a picture is cut to.
type Shape uint8

const (
	OnCard Shape = iota // a card's, wider than high
	Square              // small
	Whole               // uncut
	Broad               // a banner
)

// Key names a picture in a shape; without an owner it is of one's own shop.
type Key struct {
	Owner   peer.ID
	Picture listing.Picture
	Shape   Shape
}

// Reader is what is needed of the core.
type Reader interface {
	Photo(ctx context.Context, c cid.Cid) (jpeg []byte, err error)
	Picture(ctx context.Context, owner peer.ID, p listing.Picture) (jpeg []byte, err error)
}

// Options are what Pictures need.
type Options struct {
	Reader  Reader
	Loop    loop.Loop
	Changed func() // pictures came
}

// Pictures are the photos at hand.
type Pictures struct {
	o       Options
	known   map[Key]*known
	wanted  []Key // not being read yet
	reading int
	told    bool // that Changed is to be called
	clock   int  // rises with each question
	bytes   int
}

// known is what is known of a picture; without an image it is not there.
type known struct {
	image image.Image
	asked int // by the clock
}

// New makes Pictures; nothing is read before it is asked for.
func New(o Options) *Pictures { return &Pictures{o: o, known: map[Key]*known{}} }

// Of is a picture, the same image each time; nil if there is none, or none yet.
func (p *Pictures) Of(k Key) image.Image {
	if !k.Picture.CID.Defined() {
		return nil
	}
	is := p.known[k]
	if is == nil {
		is = &known{}
		p.known[k] = is
		p.wanted = append(p.wanted, k)
		p.next()
	}
	p.clock++
	is.asked = p.clock
	return is.image
}

// Again asks once more for what could not be read.
func (p *Pictures) Again() {
	for k, is := range p.known {
		if is.image == nil {
			delete(p.known, k)
		}
	}
}

// Kept is how many bytes of pictures are at hand.
func (p *Pictures) Kept() int { return p.bytes }

// next reads what was asked for last.
func (p *Pictures) next() {
	for p.reading < atOnce && len(p.wanted) > 0 {
		k := p.wanted[len(p.wanted)-1]
		p.wanted = p.wanted[:len(p.wanted)-1]
		p.reading++
		p.o.Loop.Go(func(ctx context.Context) func() {
			im := p.read(ctx, k)
			return func() { p.got(k, im) }
		})
	}
}

func (p *Pictures) read(ctx context.Context, k Key) image.Image {
	var b []byte
	var err error
	if k.Owner == "" {
		b, err = p.o.Reader.Photo(ctx, k.Picture.CID)
	} else {
		b, err = p.o.Reader.Picture(ctx, k.Owner, k.Picture)
	}
	if err != nil {
		return nil // the frame stays empty
	}
	return decode(b, k.Shape)
}

func (p *Pictures) got(k Key, im image.Image) {
	p.reading--
	if is := p.known[k]; is != nil && im != nil {
		is.image = im
		p.bytes += size(im)
		p.fit(k)
		p.tell()
	}
	p.next()
}

// tell gathers what comes at once: whoever asks is still being built.
func (p *Pictures) tell() {
	if p.told {
		return
	}
	p.told = true
	p.o.Loop.Later(0, func() {
		p.told = false
		p.o.Changed()
	})
}

// fit forgets what was asked for longest ago, but not what just came.
func (p *Pictures) fit(newest Key) {
	for p.bytes > most {
		var oldest Key
		for k, is := range p.known {
			first := p.known[oldest]
			if is.image != nil && k != newest && (first == nil || is.asked < first.asked) {
				oldest = k
			}
		}
		is := p.known[oldest]
		if is == nil {
			return
		}
		p.bytes -= size(is.image)
		delete(p.known, oldest)
	}
}

func size(im image.Image) int { return 4 * im.Bounds().Dx() * im.Bounds().Dy() }
