package profile

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/jpeg"
	"iter"

	"restante/messaging/delivery"
)

// Markers of JPEG.
const (
	soi  = 0xD8 // the beginning
	sof0 = 0xC0 // the header of a sequential picture
	dht  = 0xC4
	sos  = 0xDA // what follows is the picture itself
	dqt  = 0xDB
	dri  = 0xDD
	app0 = 0xE0
	app1 = 0xE1
	appF = 0xEF
	com  = 0xFE
)

// check decodes what a contact sent, after it was measured: a square of at most
// [MaxSide] a side.
func check(b []byte) error {
	c, err := CheckJPEG(b, MaxSide)
	if err == nil && c.Width != c.Height {
		err = fmt.Errorf("%w: a picture of %d by %d", delivery.ErrInvalid, c.Width, c.Height)
	}
	return err
}

// CheckJPEG decodes a JPEG from elsewhere, whose bytes the caller has counted, to see
// that it can be shown: a sequential one, of at most so many pixels a side.
func CheckJPEG(b []byte, side int) (image.Config, error) {
	if !sequential(b) {
		return image.Config{}, fmt.Errorf("%w: not a sequential JPEG", delivery.ErrInvalid)
	}
	c, err := jpeg.DecodeConfig(bytes.NewReader(b))
	if err != nil {
		return image.Config{}, fmt.Errorf("%w: %w", delivery.ErrInvalid, err)
	}
	if c.Width < 1 || c.Width > side || c.Height < 1 || c.Height > side {
		return image.Config{}, fmt.Errorf("%w: a picture of %d by %d", delivery.ErrInvalid, c.Width, c.Height)
	}
	if _, err := jpeg.Decode(bytes.NewReader(b)); err != nil {
		return image.Config{}, fmt.Errorf("%w: %w", delivery.ErrInvalid, err)
	}
	return c, nil
}

// sequential reports whether nothing but well-known segments lead to the picture, and
// a sequential header is among them. After the picture began, a decoder takes no
// other header.
func sequential(b []byte) bool {
	headers, begun := 0, false
	for marker := range segments(b) {
		switch {
		case marker == sof0:
			headers++
		case marker == sos:
			begun = true
		case marker == dht || marker == dqt || marker == dri || marker == com || marker >= app0 && marker <= appF:
		default:
			return false
		}
	}
	return begun && headers == 1
}

// segments are those of a JPEG up to the first one of the picture itself, or up to
// the first that is broken.
func segments(b []byte) iter.Seq2[byte, []byte] {
	return func(yield func(byte, []byte) bool) {
		if len(b) < 2 || b[0] != 0xFF || b[1] != soi {
			return
		}
		for b = b[2:]; len(b) >= 4 && b[0] == 0xFF; {
			marker, n := b[1], 2+int(binary.BigEndian.Uint16(b[2:]))
			if n < 4 || n > len(b) || !yield(marker, b[4:n]) || marker == sos {
				return
			}
			b = b[n:]
		}
	}
}
