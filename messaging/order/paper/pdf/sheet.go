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
	doc *Doc
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
	name := "R"
	if l.Bold {
		name = "B"
	}
	fmt.Fprintf(&s.out, "BT /%s %s Tf %s g %s %s Td ", name, num(l.Size), num(float64(l.Ink)), num(x), num(High-y))
	s.glyphs(l)
	s.out.WriteString("ET\n")
}

// glyphs writes the letters, and how far each is from where the one before ended.
func (s *Sheet) glyphs(l Line) {
	f := s.doc.face(l.Style)
	pen, rise, open := 0.0, 0.0, false
	for _, at := range l.spots {
		if at.y != rise {
			if open {
				s.out.WriteString(">] TJ ")
			}
			rise, open = at.y, false
			fmt.Fprintf(&s.out, "%s Ts ", num(rise*l.Size/em))
		}
		if back := round(pen - at.x); !open {
			s.out.WriteString("[")
			if back != 0 {
				s.out.WriteString(strconv.Itoa(back))
			}
			s.out.WriteString("<")
			open = true
		} else if back != 0 {
			fmt.Fprintf(&s.out, ">%d<", back)
		}
		fmt.Fprintf(&s.out, "%04x", f.code(at.letter))
		pen += float64(round(at.x-pen)) + float64(f.width(at.glyph))
	}
	s.out.WriteString(">] TJ ")
	if rise != 0 {
		s.out.WriteString("0 Ts ")
	}
}

// num is short and has no exponent.
func num(x float64) string {
	return strconv.FormatFloat(float64(round(x*1000))/1000, 'f', -1, 64)
}
