package profile

import (
	"bytes"
	"image"
	_ "image/gif"
	"image/jpeg"
	_ "image/png"
	"slices"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp"
)

// formats are those that a picture may have when it is set. Others that the program
// can read for its own use are not meant.
var formats = []string{"png", "jpeg", "gif", "webp"}

// Preview is the small JPEG that [Service.SetPicture] would make of a picture file.
func Preview(data []byte) ([]byte, error) { return shrink(data) }

// shrink makes the small picture of a file; nothing but its pixels remains.
func shrink(data []byte) ([]byte, error) {
	im, err := Decode(data)
	if err != nil {
		return nil, err
	}
	return encode(Upright(square(im), data))
}

// Decode reads a picture file of any origin: bytes are counted first, then pixels, and
// only then it is decoded. What refuses a file is [ErrFormat], [ErrTooLarge] or
// [ErrTooManyPx].
func Decode(data []byte) (image.Image, error) {
	if len(data) > MaxData {
		return nil, ErrTooLarge
	}
	c, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || !slices.Contains(formats, format) || c.Width < 1 || c.Height < 1 {
		return nil, ErrFormat
	}
	if int64(c.Width)*int64(c.Height) > MaxPixels {
		return nil, ErrTooManyPx
	}
	if format == "webp" && !framed(data, c) {
		return nil, ErrFormat
	}
	im, _, err := image.Decode(bytes.NewReader(data))
	if err != nil || im.Bounds().Empty() {
		return nil, ErrFormat
	}
	return im, nil
}

// square is the middle of a picture, small and on white.
func square(im image.Image) *image.RGBA {
	b := im.Bounds()
	side := min(b.Dx(), b.Dy())
	corner := b.Min.Add(image.Pt((b.Dx()-side)/2, (b.Dy()-side)/2))
	out := image.NewRGBA(image.Rect(0, 0, Side, Side))
	draw.Draw(out, out.Rect, image.White, image.Point{}, draw.Src)
	draw.CatmullRom.Scale(out, out.Rect, im, image.Rect(0, 0, side, side).Add(corner), draw.Over, nil)
	return out
}

// Upright turns a picture that was made of a file as the file says that its camera was
// held.
func Upright(im *image.RGBA, data []byte) *image.RGBA { return turn(im, orientation(data)) }

// turn puts a picture upright that was taken with a camera held in one of the eight
// ways that EXIF knows.
func turn(im *image.RGBA, way int) *image.RGBA {
	if way < 2 || way > 8 {
		return im
	}
	width, height := im.Rect.Dx(), im.Rect.Dy()
	out := image.NewRGBA(im.Rect)
	if way >= 5 {
		out = image.NewRGBA(image.Rect(0, 0, height, width))
	}
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			fx, fy := x, y
			if way >= 5 {
				fx, fy = y, x
			}
			if way == 2 || way == 3 || way == 7 || way == 8 {
				fx = width - 1 - fx
			}
			if way == 3 || way == 4 || way == 6 || way == 7 {
				fy = height - 1 - fy
			}
			out.SetRGBA(x, y, im.RGBAAt(fx, fy))
		}
	}
	return out
}

// The qualities that are tried. At the lowest one even noise fits.
const (
	bestQuality = 90
	leastStep   = 10
)

func encode(im image.Image) ([]byte, error) {
	for quality := bestQuality; quality > 0; quality -= leastStep {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, im, &jpeg.Options{Quality: quality}); err != nil {
			return nil, err
		}
		if b.Len() <= MaxSize {
			return b.Bytes(), nil
		}
	}
	return nil, ErrFormat
}
