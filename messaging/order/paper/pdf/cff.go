package pdf

import (
	"bytes"
	"encoding/binary"
	"math"

	"github.com/go-text/typesetting/font"
	ot "github.com/go-text/typesetting/font/opentype"
)

// A font in a file is written in the Compact Font Format, Adobe Technical Note 5176, with
// outlines as in Technical Note 5177: all its letters anew, and nothing else.

// cff is the font program of the letters that were used.
func (f *face) cff() []byte {
	outlines := [][]byte{charstring(0, nil)} // the one for what is missing
	for _, l := range f.letters {
		outlines = append(outlines, charstring(f.width(l.glyph), f.outline(l.glyph)))
	}
	head := append([]byte{1, 0, 4, 4}, index([]byte(f.name))...)
	words := append(index([]byte("Adobe"), []byte("Identity")), 0, 0) // and no routines
	return tables(head, words, outlines)
}

// tables joins the parts; those at the end are found by their places.
func tables(head, words []byte, outlines [][]byte) []byte {
	n := len(outlines)
	names := []byte{2, 0, 1} // letters 1 and up are called so
	names = binary.BigEndian.AppendUint16(names, uint16(n-2))
	fonts := []byte{3, 0, 1, 0, 0, 0} // all are of font 0
	fonts = binary.BigEndian.AppendUint16(fonts, uint16(n))
	private := []byte{139, 20, 139, 21} // no usual width
	start := len(head) + len(index(top(n, [4]int{}))) + len(words)
	at := [4]int{start, start + len(names)}
	at[2] = at[1] + len(fonts)
	letters := index(outlines...)
	at[3] = at[2] + len(letters) + len(private)
	font := append(append(number(nil, len(private)), number(nil, at[3]-len(private))...), 18)
	return bytes.Join([][]byte{head, index(top(n, at)), words, names, fonts, letters, private, index(font)}, nil)
}

// top says where the names, fonts, outlines and parts of n letters are.
func top(n int, at [4]int) (b []byte) {
	for _, x := range []int{391, 392, 0} { // Adobe, Identity
		b = number(b, x)
	}
	b = append(b, 12, 30)
	b = append(number(b, n), 12, 34)
	b = append(number(b, at[0]), 15)
	b = append(number(b, at[1]), 12, 37)
	b = append(number(b, at[2]), 17)
	return append(number(b, at[3]), 12, 36)
}

// number takes five bytes, whatever it is.
func number(b []byte, n int) []byte { return binary.BigEndian.AppendUint32(append(b, 29), uint32(n)) }

// index is a list of parts.
func index(parts ...[]byte) []byte {
	b := binary.BigEndian.AppendUint16(nil, uint16(len(parts)))
	b = append(b, 4)
	at := uint32(1)
	b = binary.BigEndian.AppendUint32(b, at)
	for _, p := range parts {
		at += uint32(len(p))
		b = binary.BigEndian.AppendUint32(b, at)
	}
	return append(b, bytes.Join(parts, nil)...)
}

// outline is drawn in thousandths.
func (f *face) outline(g font.GID) []ot.Segment {
	drawn, _ := f.GlyphData(g).(font.GlyphOutline)
	all := make([]ot.Segment, len(drawn.Segments))
	for i, s := range drawn.Segments {
		for k := range s.Args {
			s.Args[k].X *= float32(f.scale())
			s.Args[k].Y *= float32(f.scale())
		}
		all[i] = s
	}
	return all
}

// charstring writes an outline; each point is told from the one before.
func charstring(width int, outline []ot.Segment) []byte {
	p := pen{out: small(nil, width)}
	for _, s := range outline {
		a := s.Args
		switch s.Op {
		case ot.SegmentOpMoveTo:
			p.to(21, a[0])
		case ot.SegmentOpLineTo:
			p.to(5, a[0])
		case ot.SegmentOpQuadTo:
			p.to(8, between(p.last, a[0]), between(a[1], a[0]), a[1])
		case ot.SegmentOpCubeTo:
			p.to(8, a[0], a[1], a[2])
		}
	}
	return append(p.out, 14)
}

// between is the point of a cubic curve for that of a quadratic one.
func between(end, control ot.SegmentPoint) ot.SegmentPoint {
	return ot.SegmentPoint{X: end.X + (control.X-end.X)*2/3, Y: end.Y + (control.Y-end.Y)*2/3}
}

// pen rounds places, not ways, so that no error adds up.
type pen struct {
	out  []byte
	last ot.SegmentPoint
	x, y int
}

func (p *pen) to(op byte, points ...ot.SegmentPoint) {
	for _, q := range points {
		x, y := round(float64(q.X)), round(float64(q.Y))
		p.out = small(small(p.out, x-p.x), y-p.y)
		p.x, p.y, p.last = x, y, q
	}
	p.out = append(p.out, op)
}

// small is a number of an outline.
func small(b []byte, n int) []byte {
	switch {
	case n >= -107 && n <= 107:
		return append(b, byte(n+139))
	case n >= 108 && n <= 1131:
		return append(b, byte((n-108)>>8+247), byte(n-108))
	case n >= -1131 && n <= -108:
		return append(b, byte((-n-108)>>8+251), byte(-n-108))
	}
	return append(b, 28, byte(n>>8), byte(n))
}

func round(x float64) int { return int(math.Round(x)) }
