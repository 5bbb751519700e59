package qr

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"strings"
	"testing"
	"time"

	"rsc.io/qr"
)

const link = "restante:peer/12D3KooWDRwznTbet6Ak3bGqX3R7kKjgV69KEJwpAJZcMPxVdCDL/CioKIBIQe"

// code draws a text with modules of px pixels and a margin of four modules.
func code(t testing.TB, text string, px int) *image.RGBA {
	t.Helper()
	c, err := qr.Encode(text, qr.M)
	must(t, err)
	side := (c.Size + 8) * px
	m := image.NewRGBA(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			m.Set(x, y, color.White)
			if c.Black(x/px-4, y/px-4) {
				m.Set(x, y, color.Black)
			}
		}
	}
	return m
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func asPNG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	must(t, png.Encode(&b, m))
	return b.Bytes()
}

func read(b []byte) (string, error) { return Read(bytes.NewReader(b)) }

func TestEveryFormatIsRead(t *testing.T) {
	m := code(t, link, 4)
	files := map[string][]byte{"png": asPNG(t, m)}
	var b bytes.Buffer
	must(t, jpeg.Encode(&b, m, &jpeg.Options{Quality: 40}))
	files["jpeg"] = bytes.Clone(b.Bytes())
	b.Reset()
	must(t, gif.Encode(&b, m, nil))
	files["gif"] = b.Bytes()
	files["webp"], files["webp with a header"] = lossless(m), extended(lossless(m), m.Rect.Dx(), m.Rect.Dy())
	for name, file := range files {
		if got, err := read(file); got != link || err != nil {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

// TestOnlyTheFirstFrameCounts reads a code that is gone in the second one.
func TestOnlyTheFirstFrameCounts(t *testing.T) {
	m := code(t, link, 3)
	first := image.NewPaletted(m.Rect, color.Palette{color.White, color.Black})
	draw.Draw(first, first.Rect, m, image.Point{}, draw.Src)
	var b bytes.Buffer
	must(t, gif.EncodeAll(&b, &gif.GIF{Image: []*image.Paletted{first, image.NewPaletted(m.Rect, first.Palette)}, Delay: []int{1, 1}}))
	if got, err := read(b.Bytes()); got != link || err != nil {
		t.Errorf("%q, %v", got, err)
	}
}

// TestACodeIsFoundWhereverItIs turns, mirrors, shrinks and hides it.
func TestACodeIsFoundWhereverItIs(t *testing.T) {
	m := code(t, link, 6)
	turned := func(f func(x, y int) (int, int)) image.Image {
		out := image.NewRGBA(m.Rect)
		for y := range m.Rect.Dy() {
			for x := range m.Rect.Dx() {
				tx, ty := f(x, y)
				out.Set(tx, ty, m.At(x, y))
			}
		}
		return out
	}
	last := m.Rect.Dx() - 1
	page := image.NewRGBA(image.Rect(0, 0, 2400, 1800))
	draw.Draw(page, page.Rect, image.NewUniform(color.RGBA{90, 110, 160, 255}), image.Point{}, draw.Src)
	draw.Draw(page, m.Rect.Add(image.Pt(1500, 900)), m, image.Point{}, draw.Src)
	clear := image.NewNRGBA(m.Rect)
	for y := range m.Rect.Dy() {
		for x := range m.Rect.Dx() {
			if r, _, _, _ := m.At(x, y).RGBA(); r == 0 {
				clear.Set(x, y, color.Black)
			}
		}
	}
	for name, im := range map[string]image.Image{
		"a quarter turn": turned(func(x, y int) (int, int) { return last - y, x }),
		"half a turn":    turned(func(x, y int) (int, int) { return last - x, last - y }),
		"a mirror":       turned(func(x, y int) (int, int) { return last - x, y }),
		"in a page":      page,
		"transparent":    clear,
		"small modules":  code(t, link, 2),
		"large modules":  code(t, link, 40),
	} {
		if got, err := read(asPNG(t, im)); got != link || err != nil {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

func TestWhatCannotBeRead(t *testing.T) {
	two := image.NewRGBA(image.Rect(0, 0, 600, 300))
	draw.Draw(two, two.Rect, image.White, image.Point{}, draw.Src)
	a, b := code(t, "restante:one", 5), code(t, "restante:two", 5)
	draw.Draw(two, a.Rect.Add(image.Pt(20, 20)), a, image.Point{}, draw.Src)
	draw.Draw(two, b.Rect.Add(image.Pt(320, 60)), b, image.Point{}, draw.Src)
	photo := image.NewRGBA(image.Rect(0, 0, 500, 400))
	for i := range photo.Pix {
		photo.Pix[i] = byte(i * i >> 7)
	}
	for name, c := range map[string]struct {
		file []byte
		want error
	}{
		"several":        {asPNG(t, two), ErrSeveral},
		"a photo":        {asPNG(t, photo), ErrNone},
		"one pixel":      {asPNG(t, image.NewGray(image.Rect(0, 0, 1, 1))), ErrNone},
		"a line":         {asPNG(t, image.NewGray(image.Rect(0, 0, 60000, 1))), ErrNone},
		"text":           {[]byte("restante:peer/12D3KooW"), ErrPicture},
		"nothing":        {nil, ErrPicture},
		"half a picture": {asPNG(t, a)[:200], ErrPicture},
		"a vector":       {[]byte("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), ErrPicture},
	} {
		if got, err := read(c.file); !errors.Is(err, c.want) {
			t.Errorf("%s: %q, %v, want %v", name, got, err, c.want)
		}
	}
}

// endless is a file without end; it counts what was taken of it.
type endless struct{ taken int }

func (e *endless) Read(b []byte) (int, error) { e.taken += len(b); return len(b), nil }

func TestLimitsComeBeforeTheWork(t *testing.T) {
	e := &endless{}
	if _, err := Read(e); !errors.Is(err, ErrLarge) || e.taken > 2*MaxBytes {
		t.Errorf("%v after %d bytes", err, e.taken)
	}
	m := lossless(code(t, link, 2))
	for name, file := range map[string][]byte{
		"png": sized(t, 8000, 5001), "a long png": sized(t, 1<<17, 1),
		"gif":  append([]byte("GIF89a\xff\xff\xff\xff\x00\x00\x00"), ';'),
		"webp": huge(m), "webp that says it is small": extended(huge(m), 10, 10),
	} {
		if _, err := read(file); !errors.Is(err, ErrLarge) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// sized is a PNG that promises so many pixels and has none.
func sized(t *testing.T, w, h uint32) []byte {
	b := asPNG(t, image.NewGray(image.Rect(0, 0, 1, 1)))
	binary.BigEndian.PutUint32(b[16:], w)
	binary.BigEndian.PutUint32(b[20:], h)
	binary.BigEndian.PutUint32(b[29:], crc(b[12:29]))
	return b
}

// TestManyPatternsDoNotKeepItBusy draws a thousand squares like those in the
// corners of a code.
func TestManyPatternsDoNotKeepItBusy(t *testing.T) {
	m := image.NewGray(image.Rect(0, 0, 1200, 1200))
	for i := range m.Pix {
		m.Pix[i] = 255
	}
	for y := 10; y < 1150; y += 36 {
		for x := 10; x < 1150; x += 36 {
			square(m, x, y, 28, 0)
			square(m, x+4, y+4, 20, 255)
			square(m, x+8, y+8, 12, 0)
		}
	}
	start := time.Now()
	if _, err := read(asPNG(t, m)); !errors.Is(err, ErrNone) {
		t.Error(err)
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("it took %v", took)
	}
}

func square(m *image.Gray, x, y, side int, c uint8) {
	draw.Draw(m, image.Rect(x, y, x+side, y+side), image.NewUniform(color.Gray{c}), image.Point{}, draw.Src)
}

// broken is a file on a disk that fails.
type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestADiskThatFailsIsNoBadPicture(t *testing.T) {
	_, err := Read(broken{})
	if !errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, ErrPicture) {
		t.Error(err)
	}
}

func FuzzRead(f *testing.F) {
	m := code(f, "restante:x", 2)
	f.Add(asPNG(f, m))
	f.Add(lossless(m))
	f.Add(extended(lossless(m), 10, 10))
	f.Add([]byte("RIFF\x00\x00\x00\x00WEBPVP8 \xff\xff\xff\xff"))
	f.Add([]byte("GIF89a\x01\x00\x01\x00\x00\x00\x00;"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 1<<16 {
			return
		}
		text, err := read(b)
		known := errors.Is(err, ErrLarge) || errors.Is(err, ErrPicture) || errors.Is(err, ErrNone) || errors.Is(err, ErrSeveral)
		if err != nil && !known {
			t.Errorf("another error: %v", err)
		}
		if err != nil && text != "" {
			t.Errorf("%q beside %v", text, err)
		}
	})
}

// FuzzGrey feeds the search with pixels of any kind.
func FuzzGrey(f *testing.F) {
	m := code(f, "restante:x", 2)
	g := grey(m)
	f.Add(g.Rect.Dx(), g.Pix)
	f.Add(40, []byte(strings.Repeat("\x00\xff\xff\x00", 800)))
	f.Fuzz(func(t *testing.T, wide int, pix []byte) {
		if wide < 1 || wide > 400 || len(pix) < wide || len(pix) > 1<<17 {
			return
		}
		high := len(pix) / wide
		g := &image.Gray{Pix: pix[:wide*high], Stride: wide, Rect: image.Rect(0, 0, wide, high)}
		look(g)
	})
}
