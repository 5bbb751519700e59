package pictures

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"strconv"
	"testing"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/guitest"
	"restante/messaging/storefront/listing"
	"restante/node/ipfs"
)

// album has pictures by their CID; it notes who asked.
type album struct {
	all   map[cid.Cid][]byte
	asked []string
}

func (a *album) Photo(_ context.Context, c cid.Cid) ([]byte, error) {
	a.asked = append(a.asked, "own")
	if b, there := a.all[c]; there {
		return b, nil
	}
	return nil, errors.New("it is not here")
}

func (a *album) Picture(ctx context.Context, _ peer.ID, p listing.Picture) ([]byte, error) {
	b, err := a.Photo(ctx, p.CID)
	a.asked[len(a.asked)-1] = "theirs"
	return b, err
}

// put adds a picture of one colour.
func (a *album) put(t *testing.T, name string, w, h int) listing.Picture {
	t.Helper()
	im := image.NewGray(image.Rect(0, 0, w, h))
	for i := range im.Pix {
		im.Pix[i] = uint8(len(name))
	}
	im.SetGray(0, 0, color.Gray{Y: 255})
	var b bytes.Buffer
	if err := jpeg.Encode(&b, im, nil); err != nil {
		t.Fatal(err)
	}
	c := ipfs.CID([]byte(name))
	a.all[c] = b.Bytes()
	return listing.Picture{CID: c, Size: uint32(b.Len())}
}

func TestPicturesAreReadOnceAndCut(t *testing.T) {
	a, loop := &album{all: map[cid.Cid][]byte{}}, &guitest.Loop{}
	changed := 0
	p := New(Options{Reader: a, Loop: loop, Changed: func() { changed++ }})
	wide := a.put(t, "wide", 1000, 100)
	im := p.Of(Key{Picture: wide, Shape: Square})
	if im == nil || im.Bounds().Size() != image.Pt(100, 100) {
		t.Errorf("the square is %v", im.Bounds())
	}
	if again := p.Of(Key{Picture: wide, Shape: Square}); again != im || len(a.asked) != 1 {
		t.Errorf("it was asked for %d times", len(a.asked))
	}
	if whole := p.Of(Key{Owner: guitest.Kenji, Picture: wide, Shape: Whole}); whole.Bounds().Size() != image.Pt(1000, 100) || a.asked[1] != "theirs" {
		t.Errorf("all of it is %v, of %q", whole.Bounds(), a.asked)
	}
	loop.Advance(1)
	if changed != 1 {
		t.Errorf("it was told %d times", changed)
	}
	if p.Of(Key{}) != nil {
		t.Error("there is a picture of nothing")
	}
}

// What could not be read is asked for again only when told so.
func TestMissingPicturesAreAskedForAgain(t *testing.T) {
	a := &album{all: map[cid.Cid][]byte{}}
	p := New(Options{Reader: a, Loop: &guitest.Loop{}, Changed: func() {}})
	k := Key{Picture: listing.Picture{CID: ipfs.CID([]byte("late"))}}
	for range 3 {
		if p.Of(k) != nil {
			t.Fatal("there is a picture")
		}
	}
	a.put(t, "late", 480, 357)
	p.Again()
	if p.Of(k) == nil || len(a.asked) != 2 {
		t.Errorf("it was asked for %d times", len(a.asked))
	}
}

// However many are asked for, only so many bytes are kept, of those asked for last.
func TestMemoryIsBounded(t *testing.T) {
	a := &album{all: map[cid.Cid][]byte{}}
	p := New(Options{Reader: a, Loop: &guitest.Loop{}, Changed: func() {}})
	var keys []Key
	for i := range 12 {
		keys = append(keys, Key{Picture: a.put(t, strconv.Itoa(i), 1280, 1280), Shape: Whole})
		p.Of(keys[i])
		p.Of(keys[0]) // is always looked at
	}
	if p.Kept() > most {
		t.Errorf("%d bytes are kept", p.Kept())
	}
	before := len(a.asked)
	p.Of(keys[0])
	p.Of(keys[11])
	if len(a.asked) != before {
		t.Error("what was looked at last is gone")
	}
	p.Of(keys[1])
	if len(a.asked) == before {
		t.Error("what was looked at first is still there")
	}
}

// What was asked for last is read first, a few at once.
func TestWhatIsInSightComesFirst(t *testing.T) {
	a, loop := &album{all: map[cid.Cid][]byte{}}, &slow{}
	p := New(Options{Reader: a, Loop: loop, Changed: func() {}})
	for i := range 10 {
		p.Of(Key{Picture: a.put(t, strconv.Itoa(i), 10, 10)})
	}
	if len(loop.work) != atOnce {
		t.Fatalf("%d are read at once", len(loop.work))
	}
	loop.work[0](t.Context())()
	if p.known[Key{Picture: listing.Picture{CID: ipfs.CID([]byte("9"))}}] == nil && p.wanted[len(p.wanted)-1].Picture.CID == ipfs.CID([]byte("9")) {
		t.Error("the last one still waits")
	}
	if len(loop.work) != atOnce+1 || len(p.wanted) != 10-atOnce-1 {
		t.Errorf("%d were begun, %d wait", len(loop.work), len(p.wanted))
	}
}

// slow keeps work until the test does it.
type slow struct {
	guitest.Loop
	work []func(context.Context) func()
}

func (s *slow) Go(work func(context.Context) func()) { s.work = append(s.work, work) }
