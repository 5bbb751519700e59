package pdf

import (
	"bytes"
	"fmt"
	"strconv"
)

// Wide and High are the measures of A4 in points.
const (
	Wide = 595.28
	High = 841.89
)

// Ink is a grey, from 0, black, to 1.
type Ink float64

// Sheet is one page. Places are points from its top left corner.
type Sheet struct {
	out bytes.Buffer
}

// Rule draws a line.
func (s *Sheet) Rule(x1, y1, x2, y2, thick float64, ink Ink) {
	fmt.Fprintf(&s.out, "%s G %s w %s %s m %s %s l S\n", num(float64(ink)), num(thick), num(x1), num(High-y1), num(x2), num(High-y2))
}

// Fill draws an area.
func (s *Sheet) Fill(x, y, wide, high float64, ink Ink) {
	fmt.Fprintf(&s.out, "%s g %s %s %s %s re f\n", num(float64(ink)), num(x), num(High-y-high), num(wide), num(high))
}

// Frame draws a box, such as one to tick.
func (s *Sheet) Frame(x, y, wide, high, thick float64, ink Ink) {
	fmt.Fprintf(&s.out, "%s G %s w %s %s %s %s re S\n", num(float64(ink)), num(thick), num(x), num(High-y-high), num(wide), num(high))
}

// Text writes a line whose foot is at y.
func (s *Sheet) Text(x, y float64, l Line) {
	if len(l.spots) == 0 {
		return
	}
	fmt.Fprintf(&s.out, "BT %s g %s %s Td ", num(float64(l.Ink)), num(x), num(High-y))
	s.glyphs(l)
	s.out.WriteString("ET\n")
}

// glyphs writes the letters, and how far each is from where the one before ended.
func (s *Sheet) glyphs(l Line) {
	pen, rise := 0.0, 0.0
	var in *face
	for _, at := range l.spots {
		back := round(pen - at.x)
		switch {
		case at.in != in || at.y != rise:
			if in != nil {
				s.out.WriteString(">] TJ ")
			}
			s.turn(l, at, in != at.in)
			in, rise = at.in, at.y
			fmt.Fprintf(&s.out, "[%d<", back)
		case back != 0:
			fmt.Fprintf(&s.out, ">%d<", back)
		}
		fmt.Fprintf(&s.out, "%04x", in.code(at.letter))
		pen += float64(-back) + float64(in.width(at.glyph))
	}
	s.out.WriteString(">] TJ 0 Ts ")
}

// turn goes over to another font, or to another height.
func (s *Sheet) turn(l Line, to spot, font bool) {
	if font {
		fmt.Fprintf(&s.out, "/%s %s Tf ", to.in.key, num(l.Size))
	}
	fmt.Fprintf(&s.out, "%s Ts ", num(to.y*l.Size/em))
}

// num is short and has no exponent.
func num(x float64) string {
	return strconv.FormatFloat(float64(round(x*1000))/1000, 'f', -1, 64)
}
