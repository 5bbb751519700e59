package widget

import (
	"math"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Paragraph is text over several lines. It is wrapped at a width of its own or,
// made by [Flow], at that of its place.
type Paragraph struct {
	widget.BaseWidget
	text   string
	size   float32
	width  float32 // 0 is that of its place
	color  fyne.ThemeColorName
	middle bool
	bold   bool

	lines  []fyne.CanvasObject
	at     float32 // the width that the lines are wrapped at
	letter float32 // the size of the letters then
}

// Para is a paragraph wrapped at a width; it draws nothing wider.
func Para(s string, size, w float32, c fyne.ThemeColorName) *Paragraph {
	p := &Paragraph{text: s, size: size, width: w, color: c}
	p.ExtendBaseWidget(p)
	return p
}

// ParaMid is Para with centred lines.
func ParaMid(s string, size, w float32, c fyne.ThemeColorName) *Paragraph {
	p := Para(s, size, w, c)
	p.middle = true
	return p
}

// Flow is a paragraph as wide as its place. Its height is known once it lies there,
// so what holds it is laid out twice, see [Room].
func Flow(s string, size float32, c fyne.ThemeColorName) *Paragraph {
	return Para(s, size, 0, c)
}

// Bold makes it a title.
func (p *Paragraph) Bold() *Paragraph {
	p.bold = true
	return p
}

// Set changes the text.
func (p *Paragraph) Set(s string) { p.SetIn(s, p.color) }

// SetIn changes text and colour.
func (p *Paragraph) SetIn(s string, c fyne.ThemeColorName) {
	if p.text == s && p.color == c {
		return
	}
	p.text, p.color, p.at = s, c, 0
	p.Refresh()
}

// AccessibilityLabel is the whole text.
func (p *Paragraph) AccessibilityLabel() string { return p.text }

// fit wraps the text where that has not been done for the width of the moment.
func (p *Paragraph) fit(w float32) {
	if p.width > 0 {
		w = p.width
	}
	if letter := Larger(p.size); w > 0 && (p.at != w || p.letter != letter) {
		p.at, p.letter = w, letter
		p.wrap()
	}
}

func (p *Paragraph) wrap() {
	p.lines = nil
	lines := wrapIn(p.text, p.at, p.size, p.bold)
	if !strings.Contains(p.text, "\n") {
		pair(lines, p.at, p.size, p.bold)
	}
	for _, l := range lines {
		t := NewText(l.text, p.size, p.bold, p.color).Cut()
		if p.middle {
			t.Middle()
		}
		p.lines = append(p.lines, t)
	}
}

// high is the distance of lines.
func (p *Paragraph) high() float32 { return float32(math.Round(float64(Larger(p.size)) * 1.45)) }

func (p *Paragraph) CreateRenderer() fyne.WidgetRenderer { return Laid(p, &paragraphRenderer{p}) }

type paragraphRenderer struct{ p *Paragraph }

func (r *paragraphRenderer) Destroy() {}

func (r *paragraphRenderer) Objects() []fyne.CanvasObject { return r.p.lines }

func (r *paragraphRenderer) MinSize() fyne.Size {
	r.p.fit(r.p.Size().Width)
	return fyne.NewSize(max(8, r.p.width), float32(max(1, len(r.p.lines)))*r.p.high())
}

func (r *paragraphRenderer) Layout(s fyne.Size) {
	r.p.fit(s.Width)
	for i, l := range r.p.lines {
		Place(l, 0, float32(i)*r.p.high(), s.Width, r.p.high())
	}
}

func (r *paragraphRenderer) Refresh() {
	r.Layout(r.p.Size())
	for _, l := range r.p.lines {
		l.Refresh()
	}
}
