package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// bubble draws one item with canvas primitives. Bubbles are pooled and bound to
// another item when theirs leaves the view; scrolling only moves their container.
type bubble struct {
	host *fyne.Container // everything the row draws; it moves as one
	item *item
	wide float32 // of the view
	y    float32
	rev  int // of the item when it was bound

	face      *canvas.Rectangle
	clock     *canvas.Text
	mark      *canvas.Image
	notes     []*canvas.Text // pool
	rule      *canvas.Rectangle
	deed      *canvas.Text
	deedIcon  *canvas.Image
	day       *canvas.Text
	dayFace   *canvas.Rectangle
	fresh     *canvas.Text
	freshLine [2]*canvas.Rectangle

	lines    []*canvas.Text // pool
	from, to int            // lines that are drawn
}

func newBubble(l Labels) *bubble {
	b := &bubble{
		host: &fyne.Container{},
		face: &canvas.Rectangle{}, clock: small(false), mark: contained(),
		rule: &canvas.Rectangle{}, deed: small(true), deedIcon: contained(),
		day: small(true), dayFace: &canvas.Rectangle{}, fresh: small(true),
		freshLine: [2]*canvas.Rectangle{{}, {}},
	}
	b.fresh.Text = l.New
	return b
}

func small(bold bool) *canvas.Text {
	t := canvas.NewText("", color.Transparent)
	t.TextStyle.Bold = bold
	return t
}

// letters brings every text but the lines to the size that the user chose.
func (b *bubble) letters() {
	for _, t := range []*canvas.Text{b.clock, b.fresh} {
		t.TextSize = Larger(smallSize)
	}
	b.deed.TextSize, b.day.TextSize = Larger(13), Larger(11.5)
}

func contained() *canvas.Image { return &canvas.Image{FillMode: canvas.ImageFillContain} }

// inks are the colours of one bubble.
type inks struct {
	text, soft, mark, fill, rim, deed, rule fyne.ThemeColorName
}

func (it *item) inks() inks {
	switch {
	case it.Mark == Failed:
		return inks{Foreground, Bad, Bad, BadSoft, Bad, Bad, Bad}
	case it.Mark == Read:
		return inks{OnOut, OnOutMuted, ReadMark, BubbleOut, "", OnOut, OnOutMuted}
	case it.Out:
		return inks{OnOut, OnOutMuted, OnOutMuted, BubbleOut, "", OnOut, OnOutMuted}
	}
	return inks{Foreground, Muted, Muted, BubbleIn, BubbleEdge, Accent, BubbleEdge}
}

// bind draws an item for a view of width w.
func (b *bubble) bind(it *item, w float32) {
	b.item, b.wide, b.rev = it, w, it.rev
	b.host.Objects = b.host.Objects[:0]
	b.host.Resize(fyne.NewSize(w, it.measure(w)))
	in := it.inks()
	b.letters()
	b.bindHead()
	b.bindFace(in)
	foot := it.head + it.tall
	if it.Deed != (Deed{}) {
		foot -= deedHigh
		b.bindDeed(foot, in)
	}
	b.bindFoot(foot, in)
	b.from, b.to = 0, 0
	if len(it.lines) <= longLines {
		b.bindLines(0, len(it.lines), in)
	}
}

func (b *bubble) draw(o fyne.CanvasObject, x, y, w, h float32) {
	Place(o, x, y, w, h)
	b.host.Objects = append(b.host.Objects, o)
}

// write draws one line of text with its left edge at x and its middle at y.
func (b *bubble) write(t *canvas.Text, s string, c fyne.ThemeColorName, x, y float32) {
	t.Text, t.Color = s, Color(c)
	if rightToLeft(s) {
		b.writeTurned(t, x, y)
		return
	}
	m := t.MinSize()
	b.draw(t, x, y-m.Height/2, m.Width, m.Height)
	t.Refresh()
}

// writeTurned does so where directions may mix.
func (b *bubble) writeTurned(t *canvas.Text, x, y float32) {
	for _, p := range visual(t.Text, startsRTL(t.Text)) {
		piece := canvas.NewText(p, t.Color)
		piece.TextSize, piece.TextStyle = t.TextSize, t.TextStyle
		m := piece.MinSize()
		b.draw(piece, x, y-m.Height/2, m.Width, m.Height)
		x += m.Width
	}
}

func (b *bubble) bindFace(in inks) {
	it := b.item
	f := b.face
	f.FillColor, f.StrokeColor, f.StrokeWidth = Color(in.fill), tint(in.rim), 0
	if in.rim != "" {
		f.StrokeWidth = 1
	}
	f.Shadow = Raised.shadow()
	b.corners()
	b.draw(f, it.left(b.wide), it.head, it.wide(), it.tall)
	f.Refresh()
}

// corners are round, except where bubbles of one run touch and at the tail.
func (b *bubble) corners() {
	const round, joined = 16, 5
	top, bottom := float32(joined), float32(joined)
	if b.item.first {
		top = round
	}
	f := b.face
	f.CornerRadius = round
	f.TopLeftCornerRadius, f.TopRightCornerRadius = round, round
	f.BottomLeftCornerRadius, f.BottomRightCornerRadius = round, round
	if b.item.Out {
		f.TopRightCornerRadius, f.BottomRightCornerRadius = top, bottom
	} else {
		f.TopLeftCornerRadius, f.BottomLeftCornerRadius = top, bottom
	}
}
