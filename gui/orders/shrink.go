package orders

import (
	"bytes"
	"image"
	"image/jpeg"

	"golang.org/x/image/draw"

	"restante/messaging/order/event"
	"restante/messaging/profile"
)

// A photo goes with an event, and all of them have little room: each is made as large and
// as fine as its part of it allows.
var (
	photoSides     = []int{800, 640, 480, 400, 320, 240, 160, 80}
	photoQualities = []int{80, 65, 50}
)

const lastQuality = 20 // at which even noise of the smallest side fits

// mostSeen are the pixels of a photo of somebody else's that is drawn: a small file may
// claim to have very many.
const mostSeen = 4 << 20

// openPhoto makes a picture of a file of one's own, upright and no larger than is sent.
func openPhoto(file []byte) (image.Image, error) {
	im, err := profile.Decode(file)
	if err != nil {
		return nil, err
	}
	return profile.Upright(scaled(im, im.Bounds(), photoSides[0]), file), nil
}

// pack makes JPEGs of photos that fit into one event; nothing but the pixels remains.
func pack(photos []image.Image) (all [][]byte) {
	for _, im := range photos {
		all = append(all, packOne(im, event.MaxPictures/len(photos)))
	}
	return all
}

func packOne(im image.Image, room int) (b []byte) {
	for _, side := range photoSides {
		small := scaled(im, im.Bounds(), side)
		for _, quality := range photoQualities {
			if b = encode(small, quality); len(b) <= room {
				return b
			}
		}
	}
	return encode(scaled(im, im.Bounds(), photoSides[len(photoSides)-1]), lastQuality)
}

func encode(im image.Image, quality int) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, im, &jpeg.Options{Quality: quality}); err != nil {
		panic(err) // a buffer takes everything, and the picture has a size
	}
	return b.Bytes()
}

// scaled is a part of a picture, on white, whose longer side is no longer than that.
func scaled(im image.Image, part image.Rectangle, side int) *image.RGBA {
	is := part.Size()
	k := min(1, float64(side)/float64(max(is.X, is.Y)))
	out := image.NewRGBA(image.Rect(0, 0, max(1, int(float64(is.X)*k)), max(1, int(float64(is.Y)*k))))
	draw.Draw(out, out.Rect, image.White, image.Point{}, draw.Src)
	draw.CatmullRom.Scale(out, out.Rect, im, part, draw.Over, nil)
	return out
}

// middle is the square in the middle of a picture.
func middle(im image.Image, side int) image.Image {
	b := im.Bounds()
	n := min(b.Dx(), b.Dy())
	corner := b.Min.Add(image.Pt((b.Dx()-n)/2, (b.Dy()-n)/2))
	return scaled(im, image.Rect(0, 0, n, n).Add(corner), side)
}

// decode reads a photo of somebody else's; nil where there is none.
func decode(b []byte) image.Image {
	c, err := jpeg.DecodeConfig(bytes.NewReader(b))
	if err != nil || c.Width < 1 || c.Height < 1 || c.Width*c.Height > mostSeen {
		return nil
	}
	im, err := jpeg.Decode(bytes.NewReader(b))
	if err != nil {
		return nil
	}
	return im
}
