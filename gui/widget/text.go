package widget

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Text is one line in a colour token. It ends in an ellipsis where its place is
// too narrow, and puts right-to-left words in order.
type Text struct {
	widget.BaseWidget
	text   string
	size   float32
	bold   bool
	color  fyne.ThemeColorName
	align  align
	canCut bool
	min    fyne.Size
	letter float32         // the size of the letters that it was measured with
	host   *fyne.Container // one canvas.Text, more where directions mix
	marks  []string        // words whose beginnings are told from the rest
	boxes  []fyne.CanvasObject
}

// Label is plain text, Strong is bold, Caption is muted.
func Label(s string, size float32) *Text   { return NewText(s, size, false, Foreground) }
func Strong(s string, size float32) *Text  { return NewText(s, size, true, Foreground) }
func Caption(s string, size float32) *Text { return NewText(s, size, false, Muted) }

// NewText makes a line of text that asks for its whole width.
func NewText(s string, size float32, bold bool, c fyne.ThemeColorName) *Text {
	t := &Text{text: s, size: size, bold: bold, color: c, host: &fyne.Container{}}
	t.ExtendBaseWidget(t)
	t.measure()
	return t
}

// Cut lets the text be narrower than its content.
func (t *Text) Cut() *Text {
	t.canCut = true
	t.measure()
	return t
}

// Middle centres the text in its place.
func (t *Text) Middle() *Text {
	t.align = centre
	return t
}

// End puts the text at the right of its place.
func (t *Text) End() *Text {
	t.align = end
	return t
}

// Set changes the text.
func (t *Text) Set(s string) { t.SetIn(s, t.color) }

// SetIn changes text and colour.
func (t *Text) SetIn(s string, c fyne.ThemeColorName) {
	if t.text == s && t.color == c {
		return
	}
	t.text, t.color = s, c
	t.measure()
	t.Refresh()
}

// embolden makes the text bold or plain.
func (t *Text) embolden(on bool) {
	if t.bold != on {
		t.bold = on
		t.measure()
		t.Refresh()
	}
}

func (t *Text) measure() {
	text := t.text
	if t.canCut {
		text = "Ay" // only the height matters, and shaping all of a long text takes long
	}
	t.letter = Larger(t.size)
	t.min = fyne.MeasureText(text, t.letter, fyne.TextStyle{Bold: t.bold})
	if t.canCut {
		t.min.Width = 8
	}
}

// AccessibilityLabel is the whole text, also where it is drawn cut.
func (t *Text) AccessibilityLabel() string { return t.text }

func (t *Text) CreateRenderer() fyne.WidgetRenderer { return Laid(t, &textRenderer{t}) }

type textRenderer struct{ t *Text }

func (r *textRenderer) Destroy() {}
func (r *textRenderer) Refresh() { r.Layout(r.t.Size()); canvas.Refresh(r.t) }

func (r *textRenderer) Objects() []fyne.CanvasObject {
	if len(r.t.boxes) == 0 {
		return r.t.host.Objects
	}
	return append(slices.Clone(r.t.boxes), r.t.host.Objects...)
}

// MinSize measures anew where the user chose another size of text.
func (r *textRenderer) MinSize() fyne.Size {
	if r.t.letter != Larger(r.t.size) {
		r.t.measure()
	}
	return r.t.min
}

func (r *textRenderer) Layout(s fyne.Size) {
	t := r.t
	r.MinSize()
	text := t.text
	if t.canCut {
		text = cut(text, s.Width, t.size, t.bold)
	}
	pieces := visual(text, startsRTL(text))
	t.hold(len(pieces))
	t.draw(pieces, s)
	t.drawMarks(pieces, s)
}

// hold keeps exactly n canvas texts.
func (t *Text) hold(n int) {
	for len(t.host.Objects) < n {
		t.host.Objects = append(t.host.Objects, canvas.NewText("", nil))
	}
	t.host.Objects = t.host.Objects[:n]
}

func (t *Text) draw(pieces []string, s fyne.Size) {
	widths, total := pieceWidths(pieces, t.size, t.bold)
	x, _ := t.align.span(s.Width, total)
	y := (s.Height - t.min.Height) / 2
	for i, p := range pieces {
		c := t.host.Objects[i].(*canvas.Text)
		c.Text, c.Color, c.TextSize = p, Color(t.color), t.letter
		c.TextStyle.Bold = t.bold
		Place(c, x, y, widths[i], t.min.Height)
		c.Refresh()
		x += widths[i]
	}
}

func pieceWidths(pieces []string, size float32, bold bool) (widths []float32, total float32) {
	for _, p := range pieces {
		w := exactWidth(p, size, bold)
		widths = append(widths, w)
		total += w
	}
	return widths, total
}
