// Package portrait has the pictures of people at hand for the pages.
//
// A page that fills a row asks [Portraits.Of] and gets what is there: a picture, or
// nil, and then it shows what is drawn from the peer ID. What was never asked for is
// read from the core and decoded beside the UI goroutine; once it is there, Changed
// tells the pages to ask again. What is on its way is gathered into one reading.
//
// All of it lives on the UI goroutine, but for the reading.
//
// # Why
//
// The core has sealed and measured these pictures, and keeps them as JPEG. Decoded
// ones are larger by far, so only so many are kept, those that were asked for last.
// They are smaller than what people send: no avatar is drawn larger, and Fyne scales
// each anew for each place and size.
package portrait

import (
	"context"
	"image"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/loop"
	"restante/messaging/profile"
)

const (
	side = 144 // pixels of an edge that is kept: 81 KiB in all
	most = 128 // pictures that are kept
)

// Pictures is what is needed of the core.
type Pictures interface {
	Picture(ctx context.Context, of peer.ID) (jpeg []byte, err error)
}

// Options are what Portraits need.
type Options struct {
	Pictures Pictures
	Loop     loop.Loop
	Changed  func() // pictures came, changed or went
}

// Portraits are the pictures of people. Nil Portraits have none.
type Portraits struct {
	o       Options
	faces   map[peer.ID]*face
	wanted  []peer.ID // not being read yet
	reading bool
	clock   int // rises with each answer
	held    int // faces with a picture
}

// face is what is known of somebody; without an image there is none.
type face struct {
	image image.Image
	asked int // by the clock
}

// New makes Portraits; nothing is read before it is asked for.
func New(o Options) *Portraits { return &Portraits{o: o, faces: map[peer.ID]*face{}} }

// Of is somebody's picture, the same image as long as it does not change; nil if
// there is none, or none yet.
func (p *Portraits) Of(id peer.ID) image.Image {
	if p == nil || id == "" {
		return nil
	}
	f := p.faces[id]
	if f == nil {
		f = &face{}
		p.faces[id] = f
		p.want(id)
	}
	p.clock++
	f.asked = p.clock
	return f.image
}

// Events takes what changed in the core.
func (p *Portraits) Events(events []any) {
	if p == nil {
		return
	}
	for _, e := range events {
		if e, ok := e.(profile.Changed); ok && p.faces[e.Peer] != nil {
			p.want(e.Peer) // the one before is shown until then
		}
	}
}

// Lost reads everything again: events were dropped.
func (p *Portraits) Lost() {
	if p == nil {
		return
	}
	for id := range p.faces {
		p.want(id)
	}
}
