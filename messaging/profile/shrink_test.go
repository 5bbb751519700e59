package profile

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"math/rand/v2"
	"testing"
)

// shrunk is what becomes of a file.
func shrunk(t *testing.T, data []byte) image.Image {
	t.Helper()
	small, err := shrink(data)
	must(t, err)
	must(t, check(small))
	im, err := jpeg.Decode(bytes.NewReader(small))
	must(t, err)
	if s := im.Bounds().Size(); s != image.Pt(Side, Side) || len(small) > MaxSize {
		t.Errorf("%d bytes of %v", len(small), s)
	}
	return im
}

// near reports whether two colours look the same.
func near(a, b color.Color) bool {
	ar, ag, ab, _ := a.RGBA()
	br, bg, bb, _ := b.RGBA()
	off := func(x, y uint32) bool { return max(x, y)-min(x, y) > 0x2000 }
	return !off(ar, br) && !off(ag, bg) && !off(ab, bb)
}

func wantAt(t *testing.T, im image.Image, x, y int, c color.Color) {
	t.Helper()
	if got := im.At(x, y); !near(got, c) {
		t.Errorf("at %d, %d: %v, want %v", x, y, got, c)
	}
}

// The middle of a picture is kept, whatever its shape.
func TestCrop(t *testing.T) {
	for name, at := range map[string]image.Rectangle{"wide": image.Rect(100, 0, 200, 100), "tall": image.Rect(0, 100, 100, 200)} {
		whole := image.Rect(0, 0, at.Max.X+at.Min.X, at.Max.Y+at.Min.Y)
		im := image.NewRGBA(whole)
		draw.Draw(im, whole, image.NewUniform(blue), image.Point{}, draw.Src)
		draw.Draw(im, at, image.NewUniform(red), image.Point{}, draw.Src)
		out := shrunk(t, pngOf(t, im))
		for _, p := range []image.Point{{4, 4}, {Side - 5, 4}, {4, Side - 5}, {Side - 5, Side - 5}, {Side / 2, Side / 2}} {
			t.Run(name, func(t *testing.T) { wantAt(t, out, p.X, p.Y, red) })
		}
	}
}

// lossyPixel is a WebP file of one pixel.
const lossyPixel = "UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA="

func TestFormats(t *testing.T) {
	im := image.NewRGBA(image.Rect(0, 0, 300, 200))
	draw.Draw(im, im.Rect, image.NewUniform(red), image.Point{}, draw.Src)
	var g bytes.Buffer
	must(t, gif.Encode(&g, im, nil))
	for name, data := range map[string][]byte{"png": pngOf(t, im), "jpeg": jpegOf(t, im), "gif": g.Bytes()} {
		t.Run(name, func(t *testing.T) { wantAt(t, shrunk(t, data), 100, 100, red) })
	}
	for _, s := range []string{lossyPixel, "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=="} {
		data, err := base64.StdEncoding.DecodeString(s)
		must(t, err)
		shrunk(t, data)
	}
}

func TestTransparentIsWhite(t *testing.T) {
	wantAt(t, shrunk(t, pngOf(t, image.NewRGBA(image.Rect(0, 0, 10, 10)))), 100, 100, color.White)
}

// Even noise fits.
func TestNoise(t *testing.T) {
	r, im := rand.New(rand.NewPCG(1, 2)), image.NewRGBA(image.Rect(0, 0, Side, Side))
	for i := range im.Pix {
		im.Pix[i] = byte(r.Uint32()) | 255*byte(i%4/3)
	}
	shrunk(t, pngOf(t, im))
}

func TestRefusedFiles(t *testing.T) {
	photo := jpegOf(t, image.NewRGBA(image.Rect(0, 0, 64, 64)))
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"nothing":       {nil, ErrFormat},
		"text":          {[]byte("hello"), ErrFormat},
		"truncated":     {photo[:len(photo)-40], ErrFormat},
		"8 MiB":         {make([]byte, MaxData+1), ErrTooLarge},
		"a huge PNG":    {hugePNG(65_535, 65_535), ErrTooManyPx},
		"just too many": {hugePNG(MaxPixels/1000+1, 1000), ErrTooManyPx},
		"a huge JPEG":   {resized(photo, 65535, 65535), ErrTooManyPx},
		"a lying WebP":  {lyingWebP(t), ErrFormat},
	} {
		if _, err := shrink(c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// hugePNG is the beginning of one.
func hugePNG(w, h uint32) []byte {
	head := []byte("IHDR")
	head = binary.BigEndian.AppendUint32(head, w)
	head = binary.BigEndian.AppendUint32(head, h)
	head = append(head, 8, 6, 0, 0, 0)
	b := append([]byte("\x89PNG\r\n\x1a\n"), 0, 0, 0, 13)
	return binary.BigEndian.AppendUint32(append(b, head...), crc32.ChecksumIEEE(head))
}

// lyingWebP says four pixels, with an opacity each, and has a frame of one.
func lyingWebP(t *testing.T) []byte {
	t.Helper()
	one, err := base64.StdEncoding.DecodeString(lossyPixel)
	must(t, err)
	b := append([]byte("RIFF\x00\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00"), 0x10, 0, 0, 0, 1, 0, 0, 1, 0, 0)
	b = append(b, "ALPH\x05\x00\x00\x00\x00\xff\xff\xff\xff\x00"...)
	b = append(b, one[12:]...)
	binary.LittleEndian.PutUint32(b[4:], uint32(len(b)-8))
	c, format, err := image.DecodeConfig(bytes.NewReader(b))
	if err != nil || format != "webp" || c.Width != 2 {
		t.Fatalf("the file is no good: %+v %q %v", c, format, err)
	}
	return b
}

// The picture is upright however the camera was held, and nothing of what the camera
// wrote beside it is left.
func TestOrientation(t *testing.T) {
	green, black := color.RGBA{20, 160, 20, 255}, color.RGBA{0, 0, 0, 255}
	upright := [4]color.Color{red, blue, green, black} // left to right, top to bottom
	// Where each of the four corners of the upright picture lies in the file, by EXIF's
	// table of which side of the scene row 0 and column 0 are.
	lies := [9][4]int{1: {0, 1, 2, 3}, 2: {1, 0, 3, 2}, 3: {3, 2, 1, 0}, 4: {2, 3, 0, 1}, 5: {0, 2, 1, 3}, 6: {2, 0, 3, 1}, 7: {3, 1, 2, 0}, 8: {1, 3, 0, 2}}
	for way := 1; way <= 8; way++ {
		im := image.NewRGBA(image.Rect(0, 0, 128, 128))
		for corner, at := range lies[way] {
			r := image.Rect(0, 0, 64, 64).Add(image.Pt(at%2*64, at/2*64))
			draw.Draw(im, r, image.NewUniform(upright[corner]), image.Point{}, draw.Src)
		}
		for name, order := range map[string]binary.AppendByteOrder{"II": binary.LittleEndian, "MM": binary.BigEndian} {
			data := withEXIF(jpegOf(t, im), name, order, uint16(way))
			if got := orientation(data); got != way {
				t.Fatalf("orientation %d is read as %d", way, got)
			}
			out := shrunk(t, data)
			for corner, c := range upright {
				wantAt(t, out, 40+corner%2*170, 40+corner/2*170, c)
			}
		}
	}
	small, err := shrink(withEXIF(jpegOf(t, image.NewRGBA(image.Rect(0, 0, 64, 64))), "II", binary.LittleEndian, 6))
	if err != nil || bytes.Contains(small, []byte("Exif")) {
		t.Errorf("EXIF is left, or %v", err)
	}
}

// withEXIF puts a directory with one other field and the orientation into a JPEG.
func withEXIF(b []byte, name string, order binary.AppendByteOrder, way uint16) []byte {
	tiff := order.AppendUint16([]byte(name), 42)
	tiff = order.AppendUint32(tiff, 8)
	tiff = order.AppendUint16(tiff, 2)
	for tag, value := range map[uint16]uint16{0x0100: 7, orientationTag: way} {
		tiff = order.AppendUint16(tiff, tag)
		tiff = order.AppendUint16(tiff, 3) // a short
		tiff = order.AppendUint32(tiff, 1)
		tiff = order.AppendUint16(order.AppendUint16(tiff, value), 0)
	}
	tiff = order.AppendUint32(tiff, 0)
	body := append([]byte("Exif\x00\x00"), tiff...)
	head := binary.BigEndian.AppendUint16([]byte{0xFF, app1}, uint16(len(body)+2))
	return before(b, append(head, body...)...)
}
