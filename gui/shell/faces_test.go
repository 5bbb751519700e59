package shell

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/guitest"
	"restante/messaging/profile"
)

// reds counts red pixels in a part of a picture.
func reds(im image.Image, part image.Rectangle) (n int) {
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			if r, g, b, _ := im.At(x, y).RGBA(); r > 0xe000 && g < 0x3000 && b < 0x3000 {
				n++
			}
		}
	}
	return n
}

// A picture that comes is shown wherever its person is, and is gone once it is taken away.
func TestPicturesOfPeople(t *testing.T) {
	w := dressed(t, guitest.Busy())
	w.open("Kenji Watanabe")
	red := image.NewRGBA(image.Rect(0, 0, 64, 64))
	draw.Draw(red, red.Rect, image.NewUniform(color.RGBA{250, 10, 10, 255}), image.Point{}, draw.Src)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, red, nil); err != nil {
		t.Fatal(err)
	}
	kenji, me := guitest.ID("Kenji Watanabe"), w.world.Me.Peer
	places := map[string]image.Rectangle{"list": image.Rect(76, 140, 150, 800), "header": image.Rect(411, 0, 480, 60), "rail": image.Rect(0, 740, 76, 820)}
	shown := func(want map[string]bool) {
		t.Helper()
		im := w.Canvas().Capture()
		for name, part := range places {
			if got := reds(im, part) > 500; got != want[name] {
				t.Errorf("%s: shown %v", name, got)
			}
		}
	}
	set := func(of peer.ID, jpeg []byte) {
		w.world.Faces[of] = jpeg
		w.shell.Events([]any{profile.Changed{Peer: of}})
		w.world.Loop.Advance(0)
	}
	shown(nil)
	set(kenji, b.Bytes())
	shown(map[string]bool{"list": true, "header": true})
	set(me, b.Bytes())
	shown(map[string]bool{"list": true, "header": true, "rail": true})
	set(kenji, nil)
	set(me, nil)
	shown(nil)
}
