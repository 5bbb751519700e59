package profile

import (
	"bytes"
	"image"

	"golang.org/x/image/riff"
	"golang.org/x/image/vp8"
	"golang.org/x/image/vp8l"
)

// framed reports whether the frame in a WebP file has the size that the file says at
// its beginning. The two are written apart, and the frame's is what memory is taken for.
func framed(data []byte, said image.Config) bool {
	_, r, err := riff.NewReader(bytes.NewReader(data))
	if err != nil {
		return false
	}
	for {
		id, n, chunk, err := r.Next()
		if err != nil {
			return false
		}
		switch string(id[:]) {
		case "VP8 ":
			d := vp8.NewDecoder()
			d.Init(chunk, int(n))
			h, err := d.DecodeFrameHeader()
			return err == nil && h.Width == said.Width && h.Height == said.Height
		case "VP8L":
			c, err := vp8l.DecodeConfig(chunk)
			return err == nil && c.Width == said.Width && c.Height == said.Height
		}
	}
}
