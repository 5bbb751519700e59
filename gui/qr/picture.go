package qr

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/webp"
)

// format is a kind of picture, known by how its file begins.
type format struct {
	magic  string
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
}

var formats = []format{
	{"\x89PNG\r\n\x1a\n", png.DecodeConfig, png.Decode},
	{"\xff\xd8\xff", jpeg.DecodeConfig, jpeg.Decode},
	{"GIF8", gif.DecodeConfig, gif.Decode}, // the first frame
	{webpMagic, webp.DecodeConfig, webp.Decode},
}

// decode makes a picture of a file, once it is known how large it will be.
func decode(b []byte) (m image.Image, err error) {
	defer func() {
		if x := recover(); x != nil { // a decoder fell over a file made for that
			m, err = nil, fmt.Errorf("%w: %v", ErrPicture, x)
		}
	}()
	for _, f := range formats {
		if bytes.HasPrefix(b, []byte(f.magic)) {
			return f.picture(still(b))
		}
	}
	return nil, ErrPicture
}

func (f format) picture(b []byte) (image.Image, error) {
	c, err := f.config(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrPicture, err)
	}
	if c.Width > maxSide || c.Height > maxSide || c.Width*c.Height > MaxPixels {
		return nil, ErrLarge
	}
	m, err := f.decode(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrPicture, err)
	}
	return m, nil
}

const (
	webpMagic = "RIFF"
	webpHead  = 12 // RIFF, the size of the file, WEBP
	chunkHead = 8  // a name and a size
)

// still reduces a WebP file to the chunk with the pixels; other files stay as they
// are. A file may say one size in its extended header and have another one there,
// and the decoder believes the latter.
func still(b []byte) []byte {
	if !bytes.HasPrefix(b, []byte(webpMagic)) || len(b) < webpHead {
		return b
	}
	for rest := b[webpHead:]; len(rest) >= chunkHead; {
		size := int64(binary.LittleEndian.Uint32(rest[4:]))
		whole := chunkHead + size + size%2
		if name := string(rest[:4]); name == "VP8 " || name == "VP8L" {
			return riff(rest[:min(whole, int64(len(rest)))])
		}
		rest = rest[min(whole, int64(len(rest))):]
	}
	return b[:webpHead]
}

// riff is a file with one chunk.
func riff(chunk []byte) []byte {
	b := append([]byte(webpMagic), 0, 0, 0, 0)
	binary.LittleEndian.PutUint32(b[4:], uint32(4+len(chunk)))
	return append(append(b, "WEBP"...), chunk...)
}

// enough is the longest side of what is searched for codes.
const enough = 1600

// grey reduces a picture to the brightness of blocks of k by k pixels, on white
// where it is transparent. It goes by strips: a copy of the whole would be large.
func grey(m image.Image) *image.Gray {
	b := m.Bounds()
	k := max(1, (max(b.Dx(), b.Dy())+enough-1)/enough)
	g := image.NewGray(image.Rect(0, 0, b.Dx()/k, b.Dy()/k))
	strip := image.NewRGBA(image.Rect(0, 0, b.Dx(), k))
	for y := range g.Rect.Dy() {
		draw.Draw(strip, strip.Rect, image.White, image.Point{}, draw.Src)
		draw.Draw(strip, strip.Rect, m, b.Min.Add(image.Pt(0, y*k)), draw.Over)
		for x := range g.Rect.Dx() {
			g.Pix[y*g.Stride+x] = brightness(strip, x*k, k)
		}
	}
	return g
}

// brightness is the mean of a block, by the weights of the eye.
func brightness(strip *image.RGBA, x, k int) uint8 {
	sum := 0
	for y := range k {
		row := strip.Pix[strip.PixOffset(x, y):]
		for i := range k {
			sum += 299*int(row[4*i]) + 587*int(row[4*i+1]) + 114*int(row[4*i+2])
		}
	}
	return uint8(sum / (1000 * k * k))
}

// scaled gives a picture in another size; nil where that is too large or too small.
func scaled(g *image.Gray, by float64) *image.Gray {
	w, h := int(float64(g.Rect.Dx())*by), int(float64(g.Rect.Dy())*by)
	if min(w, h) < leastSide || max(w, h) > enough {
		return nil
	}
	if by == 1 {
		return g
	}
	s := image.NewGray(image.Rect(0, 0, w, h))
	xdraw.ApproxBiLinear.Scale(s, s.Rect, g, g.Rect, xdraw.Src, nil)
	return s
}
