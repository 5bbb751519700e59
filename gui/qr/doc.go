// Package qr reads a link out of a picture: a photo or a screenshot of somebody's
// QR code.
//
//	link, err := qr.Read(file)
//
// Whoever sent the picture chose every byte of it, so limits come before the work
// that they bound: bytes before the file is read, pixels before it is decoded, and
// finder patterns (the three squares in the corners of a code) before any of them
// are put together. What the text of the code is good for is the caller's business.
//
// # Why
//
// A picture may be sharp and small or large and blurred, so it is looked at in
// several sizes. More than one code in a picture is refused: nobody could see
// which of them was meant.
package qr

import (
	"errors"
	"fmt"
	"image"
	"io"
)

// Limits of a picture.
const (
	MaxBytes  = 8 << 20
	MaxPixels = 40_000_000
	maxSide   = 1 << 16
)

var (
	ErrLarge   = errors.New("the picture has more than 8 MiB or 40 megapixels")
	ErrPicture = errors.New("this is no picture in PNG, JPEG, GIF or WebP")
	ErrNone    = errors.New("the picture has no QR code that can be read")
	ErrSeveral = errors.New("the picture has several QR codes")
)

// Read gives the text of the only code in a picture. It takes up to a few seconds.
func Read(r io.Reader) (string, error) {
	b, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return "", fmt.Errorf("reading the picture: %w", err)
	}
	if len(b) > MaxBytes {
		return "", ErrLarge
	}
	m, err := decode(b)
	if err != nil {
		return "", err
	}
	return only(look(grey(m)))
}

// look tries a picture as it is, then larger, then smaller, until something is found.
func look(g *image.Gray) (texts []string) {
	for _, scale := range []float64{1, 2, .5} {
		if texts = codes(scaled(g, scale)); len(texts) > 0 {
			break
		}
	}
	return texts
}

func only(texts []string) (string, error) {
	switch len(texts) {
	case 0:
		return "", ErrNone
	case 1:
		return texts[0], nil
	}
	return "", ErrSeveral
}
