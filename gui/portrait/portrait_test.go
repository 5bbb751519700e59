package portrait

import (
	"context"
	"errors"
	"image"
	"image/color"
	"slices"
	"strconv"
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/guitest"
	"restante/messaging/profile"
)

// album is a core with pictures, and what was asked of it.
type album struct {
	pictures map[peer.ID][]byte
	asked    []peer.ID
	err      error
}

func (a *album) Picture(_ context.Context, of peer.ID) ([]byte, error) {
	a.asked = append(a.asked, of)
	return a.pictures[of], a.err
}

// slow is a loop whose work is done when the test says so.
type slow struct {
	guitest.Loop
	work []func(context.Context) func()
}

func (s *slow) Go(work func(context.Context) func()) { s.work = append(s.work, work) }

func (s *slow) run() {
	work := s.work
	s.work = nil
	for _, w := range work {
		w(context.Background())()
	}
	s.Advance(0)
}

type fixture struct {
	*Portraits
	album  *album
	loop   *slow
	redraw int
}

func open(ids ...peer.ID) *fixture {
	f := &fixture{album: &album{pictures: map[peer.ID][]byte{}}, loop: &slow{}}
	face := guitest.Face(color.RGBA{90, 120, 160, 255})
	for _, id := range ids {
		f.album.pictures[id] = face
	}
	f.Portraits = New(Options{Pictures: f.album, Loop: f.loop, Changed: func() { f.redraw++ }})
	return f
}

const alice, bob, carol = peer.ID("alice"), peer.ID("bob"), peer.ID("carol")

func TestPicturesComeLater(t *testing.T) {
	f := open(alice, bob)
	for _, id := range []peer.ID{alice, bob, carol, alice} {
		if f.Of(id) != nil {
			t.Error("it is there before it was read")
		}
	}
	f.loop.run()
	f.loop.run() // those who were asked for while the first was read
	if !slices.Equal(f.album.asked, []peer.ID{alice, bob, carol}) {
		t.Errorf("read %v", f.album.asked)
	}
	if f.Of(alice) == nil || f.Of(bob) == nil || f.Of(carol) != nil || f.redraw != 2 {
		t.Errorf("redrawn %d times", f.redraw)
	}
	if f.Of(alice) != f.Of(alice) || f.Of(alice).Bounds() != image.Rect(0, 0, side, side) {
		t.Error("it is another image each time, or of another size")
	}
	if len(f.loop.work) != 0 {
		t.Error("it is read again")
	}
}

// The one before is shown until the new one is there.
func TestChangedPicture(t *testing.T) {
	f := open(alice)
	f.Of(alice)
	f.loop.run()
	before := f.Of(alice)
	f.album.pictures[alice] = guitest.Face(color.RGBA{200, 30, 30, 255})
	f.Events([]any{profile.Changed{Peer: alice}, profile.Changed{Peer: bob}})
	if f.Of(alice) != before {
		t.Error("it is gone while the next is read")
	}
	f.loop.run()
	if f.Of(alice) == before || f.redraw != 2 {
		t.Errorf("it is still the one before; redrawn %d times", f.redraw)
	}
	if slices.Contains(f.album.asked, bob) {
		t.Error("somebody's picture is read whom nobody asked for")
	}
	delete(f.album.pictures, alice)
	f.Lost()
	f.loop.run()
	if f.Of(alice) != nil || f.redraw != 3 {
		t.Error("it was taken away and is still there")
	}
}

func TestOnlySoManyAreKept(t *testing.T) {
	var ids []peer.ID
	for i := range most + 20 {
		ids = append(ids, peer.ID("peer "+strconv.Itoa(i)))
	}
	f := open(ids...)
	for _, id := range ids {
		f.Of(id)
		f.Of(ids[0]) // she is always in view
		f.loop.run()
	}
	kept := 0
	for _, x := range f.faces {
		kept += count(x.image)
	}
	if kept != most || f.held != most || f.Of(ids[0]) == nil {
		t.Errorf("%d kept, %d counted", kept, f.held)
	}
	if f.Of(ids[1]) != nil {
		t.Error("the oldest is still there")
	}
	f.loop.run()
	if f.Of(ids[1]) == nil {
		t.Error("it does not come back")
	}
}

func TestBrokenPictures(t *testing.T) {
	f := open()
	f.album.pictures[alice] = []byte("no picture")
	f.Of(alice)
	f.loop.run()
	f.album.err = errors.New("the core is closing")
	f.Of(bob)
	f.loop.run()
	if f.Of(alice) != nil || f.Of(bob) != nil || f.redraw != 0 {
		t.Error("something is shown")
	}
}

// Pages without pictures ask all the same.
func TestNoPortraits(t *testing.T) {
	var p *Portraits
	p.Events([]any{profile.Changed{Peer: alice}})
	p.Lost()
	if p.Of(alice) != nil {
		t.Error("there is one")
	}
}
