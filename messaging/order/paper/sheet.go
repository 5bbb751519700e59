package paper

import (
	"fmt"
	"time"

	"restante/messaging/order/paper/pdf"
)

// Measures, in points.
const (
	edge   = 57.0 // 20 mm
	inner  = pdf.Wide - 2*edge
	bottom = pdf.High - 92
	feet   = pdf.High - 64 // where the foot begins

	black pdf.Ink = 0.10
	grey  pdf.Ink = 0.42
	quiet pdf.Ink = 0.80
)

var (
	title = pdf.Style{Size: 20, Bold: true, Ink: black}
	name  = pdf.Style{Size: 12, Bold: true, Ink: black}
	body  = pdf.Style{Size: 9.5, Ink: black, Even: true}
	bold  = pdf.Style{Size: 9.5, Bold: true, Ink: black, Even: true}
	sum   = pdf.Style{Size: 12, Bold: true, Ink: black, Even: true}
	small = pdf.Style{Size: 8, Ink: grey, Even: true}
)

// deep is how far one line is below the one before.
func deep(st pdf.Style) float64 { return st.Size * 1.42 }

// writer writes a paper from top to bottom. Places count from the side on which its
// language begins: what stands left in English stands right in Arabic.
type writer struct {
	words
	doc  *pdf.Doc
	on   *pdf.Sheet
	y    float64 // where the next line begins
	head func()  // draws what stands on top of a further page
	feet []foot  // of the papers in the file
}

// foot is what stands at the foot of each page of a paper.
type foot struct {
	from  int // its first page
	lines []string
}

func begin(language, name string, made time.Time) (*writer, error) {
	doc, err := pdf.New(name, language, made)
	return &writer{words: speaks(language), doc: doc}, err
}

// sheet begins a page.
func (w *writer) sheet() {
	w.on, w.y = w.doc.Add(), edge
}

// room begins another page where there is not so much left of this one.
func (w *writer) room(high float64) {
	if w.y+high > bottom {
		w.sheet()
		w.head()
	}
}

// cell is a column: where it begins and how wide it is.
type cell struct {
	x, wide float64
	end     bool // what is in it stands at its end
	figures bool // in any language at the right, so that points are below each other
}

var whole = cell{wide: inner}

func start(x, wide float64) cell   { return cell{x: x, wide: wide} }
func end(x, wide float64) cell     { return cell{x: x, wide: wide, end: true} }
func figures(x, wide float64) cell { return cell{x: x, wide: wide, end: true, figures: true} }

// put writes a line into a column, with its top at y.
func (w *writer) put(c cell, y float64, l pdf.Line) {
	x := c.x
	switch {
	case w.toLeft && (c.end && !c.figures):
		x = inner - c.x - c.wide
	case w.toLeft:
		x = inner - c.x - l.Width
	case c.end:
		x = c.x + c.wide - l.Width
	}
	w.on.Text(edge+x, y+l.Size, l)
}

// one writes a text on one line.
func (w *writer) one(c cell, y float64, text string, st pdf.Style) {
	w.put(c, y, w.doc.Line(text, st, c.wide))
}

// lines writes a text, as many lines as it takes but at most some, and gives how deep it
// goes.
func (w *writer) lines(c cell, y float64, text string, st pdf.Style, most int) float64 {
	all := w.broken(c, text, st, most)
	for i, l := range all {
		w.put(c, y+float64(i)*deep(st), l)
	}
	return float64(len(all)) * deep(st)
}

func (w *writer) broken(c cell, text string, st pdf.Style, most int) []pdf.Line {
	if text == "" {
		return nil
	}
	return w.doc.Break(text, st, c.wide, most)
}

// flow writes a text that may go over to the next page.
func (w *writer) flow(c cell, text string, st pdf.Style, most int) {
	for _, l := range w.broken(c, text, st, most) {
		w.room(deep(st))
		w.put(c, w.y, l)
		w.y += deep(st)
	}
}

// rule draws a line over a column.
func (w *writer) rule(c cell, y float64, ink pdf.Ink) {
	x := c.x
	if w.toLeft {
		x = inner - c.x - c.wide
	}
	w.on.Rule(edge+x, y, edge+x+c.wide, y, 0.6, ink)
}

// tick draws a box to tick.
func (w *writer) tick(x, y float64) {
	const size = 9
	if w.toLeft {
		x = inner - x - size
	}
	w.on.Frame(edge+x, y, size, size, 0.8, grey)
}

// paper begins another one on a page of its own.
func (w *writer) paper(lines ...string) {
	w.feet = append(w.feet, foot{len(w.doc.Sheets()), lines})
	w.sheet()
}

// end writes the feet, once it is known how many pages there are.
func (w *writer) end() ([]byte, error) {
	all := w.doc.Sheets()
	for i, f := range w.feet {
		to := len(all)
		if i+1 < len(w.feet) {
			to = w.feet[i+1].from
		}
		for n, s := range all[f.from:to] {
			w.on = s
			w.footOf(f, n+1, to-f.from)
		}
	}
	return w.doc.Bytes()
}

func (w *writer) footOf(f foot, page, pages int) {
	w.rule(whole, feet-8, quiet)
	w.one(end(inner-90, 90), feet, fmt.Sprintf(w.page, page, pages), small)
	for n, text := range f.lines {
		w.one(start(0, inner-100), feet+float64(n)*deep(small), text, small)
	}
}
