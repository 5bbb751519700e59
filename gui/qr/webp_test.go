package qr

import (
	"encoding/binary"
	"hash/crc32"
	"image"
)

func crc(b []byte) uint32 { return crc32.ChecksumIEEE(b) }

// lossless writes a WebP file in the plainest way there is: every pixel by codes
// of one bit for black and white, without any transform.
func lossless(m *image.RGBA) []byte {
	w := &bits{}
	w.put(0x2f, 8)
	w.put(uint32(m.Rect.Dx()-1), 14)
	w.put(uint32(m.Rect.Dy()-1), 14)
	w.put(0, 1+3)  // no alpha, version 0
	w.put(0, 1)    // no transform
	w.put(0, 1)    // no cache of colours
	w.put(0, 1)    // one group of codes
	w.pair(0, 255) // green
	w.pair(0, 255) // red
	w.pair(0, 255) // blue
	w.single(255)  // alpha
	w.single(0)    // distance
	for y := range m.Rect.Dy() {
		for x := range m.Rect.Dx() {
			bit := uint32(0)
			if m.RGBAAt(x, y).G > 127 {
				bit = 1
			}
			w.put(bit, 1) // green
			w.put(bit, 1) // red
			w.put(bit, 1) // blue
		}
	}
	return riff(chunk("VP8L", w.done()))
}

// huge is the same file, which says that it has the most pixels that it can.
func huge(file []byte) []byte {
	b := append([]byte{}, file...)
	binary.LittleEndian.PutUint32(b[webpHead+chunkHead+1:], 1<<28-1)
	return b
}

// extended puts a header before the pixels that gives another size.
func extended(file []byte, w, h int) []byte {
	head := make([]byte, 10)
	for i := range 3 {
		head[4+i], head[7+i] = byte((w-1)>>(8*i)), byte((h-1)>>(8*i))
	}
	return riff(append(chunk("VP8X", head), file[webpHead:]...))
}

func chunk(name string, data []byte) []byte {
	b := binary.LittleEndian.AppendUint32([]byte(name), uint32(len(data)))
	b = append(b, data...)
	if len(data)%2 == 1 {
		b = append(b, 0)
	}
	return b
}

// bits writes numbers, the lowest bit first.
type bits struct {
	b []byte
	n int
}

func (w *bits) put(v uint32, n int) {
	for i := range n {
		if w.n%8 == 0 {
			w.b = append(w.b, 0)
		}
		w.b[w.n/8] |= byte(v>>i&1) << (w.n % 8)
		w.n++
	}
}

// pair is a simple code of two symbols, single of one that needs no bits.
func (w *bits) pair(a, b uint32) {
	w.put(1, 1)
	w.put(1, 1) // two symbols
	w.put(1, 1) // the first has eight bits
	w.put(a, 8)
	w.put(b, 8)
}

func (w *bits) single(a uint32) {
	w.put(1, 1)
	w.put(0, 1)
	w.put(1, 1)
	w.put(a, 8)
}

func (w *bits) done() []byte { return w.b }
