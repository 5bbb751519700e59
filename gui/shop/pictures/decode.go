package pictures

import (
	"bytes"
	"image"
	"image/jpeg"

	"golang.org/x/image/draw"
)

// CardHigh is the height of a card's picture, of its width.
const CardHigh = float32(.744)

// BroadHigh is the height of a banner, of its width.
const BroadHigh = float32(.2)

// sizes are the pixels of each shape; Whole has the larger side.
var sizes = map[Shape]image.Point{OnCard: {480, 357}, Square: {160, 160}, Whole: {1280, 1280}, Broad: {1280, 256}}

// decode makes a picture of a size to show; nil if there is none.
func decode(b []byte, s Shape) image.Image {
	im, err := jpeg.Decode(bytes.NewReader(b))
	if err != nil || im.Bounds().Empty() {
		return nil
	}
	from, to := cut(im.Bounds(), s)
	out := image.NewRGBA(image.Rectangle{Max: to})
	draw.BiLinear.Scale(out, out.Rect, im, from, draw.Src, nil)
	return out
}

// cut finds which part of a picture is shown, and how large.
func cut(all image.Rectangle, s Shape) (from image.Rectangle, to image.Point) {
	most, is := sizes[s], all.Size()
	if s == Whole {
		k := min(1, float64(most.X)/float64(max(is.X, is.Y)))
		return all, image.Pt(max(1, int(float64(is.X)*k)), max(1, int(float64(is.Y)*k)))
	}
	part := is
	if is.X*most.Y > is.Y*most.X {
		part.X = max(1, is.Y*most.X/most.Y)
	} else {
		part.Y = max(1, is.X*most.Y/most.X)
	}
	at := all.Min.Add(is.Sub(part).Div(2))
	if part.X < most.X {
		most = part
	}
	return image.Rectangle{Min: at, Max: at.Add(part)}, most
}
