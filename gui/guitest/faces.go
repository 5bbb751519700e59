package guitest

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"math"

	"github.com/libp2p/go-libp2p/core/peer"
)

// Picture gives what Faces has.
func (w *World) Picture(_ context.Context, of peer.ID) ([]byte, error) { return w.Faces[of], nil }

// Face draws somebody before a background of this colour, as a contact would send it.
func Face(back color.RGBA) []byte {
	const side = 256
	im := image.NewRGBA(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			im.SetRGBA(x, y, faceAt(float64(x)/side, float64(y)/side, back))
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, im, nil); err != nil {
		panic(err) // a buffer takes everything
	}
	return b.Bytes()
}

// The colours of skin, hair and clothes, by the background.
var (
	skins   = [3]color.RGBA{{224, 178, 148, 255}, {186, 132, 98, 255}, {238, 200, 176, 255}}
	hairs   = [3]color.RGBA{{70, 48, 38, 255}, {34, 32, 36, 255}, {172, 122, 70, 255}}
	clothes = [3]color.RGBA{{52, 84, 122, 255}, {150, 70, 72, 255}, {58, 102, 84, 255}}
)

// faceAt is a head over shoulders, lit from the left.
func faceAt(x, y float64, back color.RGBA) color.RGBA {
	skin, hair, cloth := skins[back.R%3], hairs[back.G%3], clothes[back.B%3]
	in := func(cx, cy, rx, ry float64) bool { return math.Hypot((x-cx)/rx, (y-cy)/ry) < 1 }
	light := 1.1 - .35*x - .15*y
	switch {
	case in(.5, .42, .17, .21) && y > .34:
		return lit(skin, light)
	case in(.5, .38, .2, .2):
		return lit(hair, light)
	case in(.5, .62, .08, .1):
		return lit(skin, .9*light)
	case in(.5, 1, .38, .32):
		return lit(cloth, light)
	}
	return lit(back, light)
}

func lit(c color.RGBA, by float64) color.RGBA {
	f := func(v uint8) uint8 { return uint8(min(255, float64(v)*by)) }
	return color.RGBA{f(c.R), f(c.G), f(c.B), 255}
}

// OwnPicture gives one's own.
func (w *World) OwnPicture(context.Context) ([]byte, error) { return w.Faces[w.Me.Peer], nil }

// SetPicture makes a file one's own picture.
func (w *World) SetPicture(_ context.Context, file []byte) error {
	if err := w.call("picture"); err != nil {
		return err
	}
	w.Faces[w.Me.Peer] = file
	return nil
}

// RemovePicture takes it away.
func (w *World) RemovePicture(context.Context) error {
	delete(w.Faces, w.Me.Peer)
	return w.call("remove picture")
}
