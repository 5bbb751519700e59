package profile

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"os"
	"testing"
	"time"

	"restante/messaging/delivery"
	"restante/node/vault"
)

func jpegOf(t testing.TB, im image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	must(t, jpeg.Encode(&b, im, nil))
	return b.Bytes()
}

// resized is a JPEG whose header says another size.
func resized(b []byte, w, h uint16) []byte {
	b = bytes.Clone(b)
	at := bytes.Index(b, []byte{0xFF, sof0})
	binary.BigEndian.PutUint16(b[at+5:], h)
	binary.BigEndian.PutUint16(b[at+7:], w)
	return b
}

// before puts segments in front of a JPEG's own.
func before(b []byte, segments ...byte) []byte {
	return append(append(bytes.Clone(b[:2]), segments...), b[2:]...)
}

func wire(t testing.TB, p picture) []byte {
	t.Helper()
	b, err := p.toWire()
	must(t, err)
	return b
}

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// A picture that is not as an honest sender makes it is dropped, and what was there
// stays. No error: it is receipted and does not come again.
func TestHostilePictures(t *testing.T) {
	good := jpegOf(t, image.NewRGBA(image.Rect(0, 0, 64, 64)))
	progressive, err := os.ReadFile("testdata/progressive.jpeg")
	must(t, err)
	now := uint64(time.Now().Add(time.Minute).UnixMilli()) // newer than the one at hand
	bodies := map[string][]byte{
		"no protobuf":         {0xFF, 0xFF, 0xFF},
		"nothing":             {},
		"no version":          wire(t, picture{jpeg: good}),
		"a negative version":  wire(t, picture{version: math.MaxInt64 + 1, jpeg: good}),
		"from the future":     wire(t, picture{version: now + uint64((25 * time.Hour).Milliseconds()), jpeg: good}),
		"too many bytes":      wire(t, picture{version: now, jpeg: append(bytes.Clone(good), make([]byte, MaxSize-len(good)+1)...)}),
		"1 x 65535":           wire(t, picture{version: now, jpeg: resized(good, 1, 65535)}),
		"65535 x 65535":       wire(t, picture{version: now, jpeg: resized(good, 65535, 65535)}),
		"just too large":      wire(t, picture{version: now, jpeg: jpegOf(t, image.NewRGBA(image.Rect(0, 0, MaxSide+1, MaxSide+1)))}),
		"no square":           wire(t, picture{version: now, jpeg: jpegOf(t, image.NewRGBA(image.Rect(0, 0, 64, 32)))}),
		"0 x 0":               wire(t, picture{version: now, jpeg: resized(good, 0, 0)}),
		"truncated":           wire(t, picture{version: now, jpeg: good[:len(good)-20]}),
		"only a header":       wire(t, picture{version: now, jpeg: good[:300]}),
		"a PNG":               wire(t, picture{version: now, jpeg: plain(t, red)}),
		"text":                wire(t, picture{version: now, jpeg: []byte("<svg onload='alert(1)'/>")}),
		"progressive":         wire(t, picture{version: now, jpeg: progressive}),
		"a second header":     wire(t, picture{version: now, jpeg: before(good, 0xFF, sof0, 0, 11, 8, 0, 64, 0, 64, 1, 1, 0x11, 0)}),
		"a marker of no size": wire(t, picture{version: now, jpeg: before(good, 0xFF, 0xD0)}),
	}
	alice, bob := friends(t)
	alice.sets(plain(t, red))
	alice.Carry(bob.Side, alice.Gives()...)
	for name, body := range bodies {
		bob.changed(alice)
		bob.Hears(alice.ID(), body, false)
		if bob.changed(alice) != 0 {
			t.Errorf("%s was taken", name)
		}
	}
	bob.has(alice)
	later := picture{version: now + 1, jpeg: good}
	bob.Hears(alice.ID(), wire(t, later), false)
	if !bytes.Equal(bob.picture(alice), good) {
		t.Error("the good one was not taken")
	}
}

func TestStrangersPictureIsRefused(t *testing.T) {
	alice, mallory := newSide(t), newSide(t)
	now := picture{version: uint64(time.Now().UnixMilli()), jpeg: jpegOf(t, image.NewRGBA(image.Rect(0, 0, 64, 64)))}
	alice.Hears(mallory.ID(), wire(t, now), true)
	if alice.picture(mallory) != nil {
		t.Error("it was taken")
	}
}

func TestWire(t *testing.T) {
	for _, p := range []picture{{version: 1}, {version: math.MaxInt64, jpeg: []byte{1, 2, 3}}} {
		got, err := pictureFromWire(wire(t, p))
		if err != nil || got.version != p.version || !bytes.Equal(got.jpeg, p.jpeg) {
			t.Errorf("%+v became %+v, %v", p, got, err)
		}
	}
}

func TestAudit(t *testing.T) {
	alice, bob := friends(t)
	alice.sets(plain(t, red))
	alice.sets(plain(t, blue))
	alice.Carry(bob.Side, alice.Gives()...)
	alice.Update(func(tx *vault.Tx) error {
		had, err := readOwn(tx)
		must(t, err)
		must(t, putOwn(tx, picture{version: had.version - 1, jpeg: []byte("x")})) // an older one that is none
		must(t, putPicture(tx, bob.ID(), picture{version: 1, jpeg: make([]byte, MaxSize+1)}))
		findings, err := Audit(tx)
		if len(findings) != 3 {
			t.Errorf("found %q", findings)
		}
		_, e := tx.Exec(`DELETE FROM picture`)
		return errors.Join(err, e, putOwn(tx, had))
	})
}

// Whatever comes, a picture that passes is small, square and can be decoded.
func FuzzPicture(f *testing.F) {
	small := image.NewRGBA(image.Rect(0, 0, 16, 16))
	small.Set(3, 4, color.White)
	version := uint64(noon.UnixMilli())
	for _, p := range []picture{{version: version}, {version: version, jpeg: jpegOf(f, small)}, {version: version, jpeg: jpegOf(f, image.NewGray(small.Rect))}} {
		b, err := p.toWire()
		must(f, err)
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := openPicture(b, noon)
		if err != nil {
			wantInvalid(t, err)
			return
		}
		again, err := pictureFromWire(wire(t, p))
		if err != nil || again.version != p.version || !bytes.Equal(again.jpeg, p.jpeg) {
			t.Fatalf("%+v became %+v, %v", p, again, err)
		}
		if p.jpeg == nil {
			return
		}
		im, err := jpeg.Decode(bytes.NewReader(p.jpeg))
		must(t, err)
		if s := im.Bounds().Size(); s.X != s.Y || s.X > MaxSide || len(p.jpeg) > MaxSize {
			t.Fatalf("%d bytes of %v passed", len(p.jpeg), s)
		}
	})
}

// FuzzJPEG is FuzzPicture without the wire around it.
func FuzzJPEG(f *testing.F) {
	f.Add(jpegOf(f, image.NewRGBA(image.Rect(0, 0, 16, 16))))
	f.Add(jpegOf(f, image.NewGray(image.Rect(0, 0, 8, 8))))
	f.Fuzz(func(t *testing.T, b []byte) {
		if err := check(b); err != nil {
			wantInvalid(t, err)
		}
		_ = orientation(b)
	})
}

func wantInvalid(t *testing.T, err error) {
	t.Helper()
	if !errors.Is(err, delivery.ErrInvalid) {
		t.Fatalf("another kind of error: %v", err)
	}
}
