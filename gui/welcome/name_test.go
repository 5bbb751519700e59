package welcome

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"io"
	"slices"
	"strings"
	"testing"

	"restante/messaging/profile"
)

func named(t *testing.T) *desk {
	d := newDesk(t)
	d.enter()
	d.wantsStep("Your name and picture")
	return d
}

func TestNames(t *testing.T) {
	d := named(t)
	for text, problem := range map[string]string{
		"":                               "",
		"Elena Costa":                    "",
		"ليلى حداد":                      "",
		strings.Repeat("e", 64):          "",
		strings.Repeat("e", 65):          "too long",
		strings.Repeat("ä", 33):          "too long",
		"Elena\u202eatsoC":               "nobody sees",
		"Elena\x00":                      "nobody sees",
		"\u200b":                         "nobody sees",
		"   ":                            "nobody sees",
		"Elena\u2066 (bank)":             "nobody sees",
		"one\u2028two":                   "nobody sees",
		strings.Repeat("\u0301", 10_000): "too long",
	} {
		d.name.field.SetText(text)
		if got := d.name.check(); (got == "") != (problem == "") || !strings.Contains(got, problem) {
			t.Errorf("%.20q: %q, want %q", text, got, problem)
		}
	}
}

func TestAPictureIsTakenFromAFile(t *testing.T) {
	d := named(t)
	d.file = picture(t, 300, 200)
	d.press("Choose picture")
	if !bytes.Equal(d.choices().Picture, d.file) {
		t.Errorf("the picture has %d bytes", len(d.choices().Picture))
	}
	d.press("Remove picture")
	if d.choices().Picture != nil {
		t.Error("it stays")
	}
	d.Drop(io.NopCloser(bytes.NewReader(d.file)))
	if !bytes.Equal(d.choices().Picture, d.file) {
		t.Error("it was not taken when it was dropped")
	}
}

// TestNoOtherStepTakesPictures drops one where none is asked for.
func TestNoOtherStepTakesPictures(t *testing.T) {
	d := newDesk(t)
	f := &closing{Reader: bytes.NewReader(picture(t, 3, 3))}
	d.Drop(f)
	if d.choices().Picture != nil || !f.closed {
		t.Errorf("the picture has %d bytes; closed: %v", len(d.choices().Picture), f.closed)
	}
}

type closing struct {
	io.Reader
	closed bool
	read   int
}

func (c *closing) Close() error { c.closed = true; return nil }
func (c *closing) Read(b []byte) (int, error) {
	n, err := c.Reader.Read(b)
	c.read += n
	return n, err
}

func TestWhatIsNoPicture(t *testing.T) {
	d := named(t)
	before := picture(t, 5, 5)
	for _, c := range []struct {
		file    []byte
		problem string
	}{
		{nil, "This is no picture that can be read"},
		{[]byte("GIF89a"), "This is no picture that can be read"},
		{picture(t, 50, 50)[:40], "This is no picture that can be read"},
		{huge(picture(t, 1, 1)), "This picture has more than 40 million pixels."},
		{slices.Concat(picture(t, 5, 5), make([]byte, profile.MaxData)), "This file is larger than 8 MiB."},
	} {
		d.name.took(before, nil)
		d.file = c.file
		d.press("Choose picture")
		d.wants(c.problem)
		if !bytes.Equal(d.name.picture, before) {
			t.Errorf("%s: the picture from before is gone", c.problem)
		}
	}
}

// huge claims 100,000 pixels a side in the header of a PNG.
func huge(png []byte) []byte {
	head := png[12:29] // IHDR: name, width, height, five more
	binary.BigEndian.PutUint32(head[4:], 100_000)
	binary.BigEndian.PutUint32(head[8:], 100_000)
	binary.BigEndian.PutUint32(png[29:], crc32.ChecksumIEEE(head))
	return png
}

func TestAnEndlessFileIsNotReadToItsEnd(t *testing.T) {
	f := &closing{Reader: zeros{}}
	if _, _, err := readPicture(f); err == nil || f.read > profile.MaxData+1<<20 || !f.closed {
		t.Errorf("%d bytes were read, %v", f.read, err)
	}
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { return len(b), nil }
