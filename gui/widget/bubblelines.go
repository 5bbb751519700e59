package widget

import (
	"image/color"

	"fyne.io/fyne/v2/canvas"
)

// bindNew draws the line above the first new message.
func (b *bubble) bindNew(y float32) {
	m := b.fresh.MinSize()
	for i, l := range b.freshLine {
		l.FillColor = Color(Accent)
		w := (b.wide-m.Width)/2 - sideMargin - 12
		x := sideMargin
		if i == 1 {
			x = (b.wide+m.Width)/2 + 12
		}
		b.draw(l, x, y, w, 1)
	}
	b.write(b.fresh, b.fresh.Text, Accent, (b.wide-m.Width)/2, y)
}

// bindLines draws the lines from..to of the text.
func (b *bubble) bindLines(from, to int, in inks) {
	it := b.item
	x, high := it.left(b.wide)+padX, lineHigh()
	ink, n := Color(in.text), 0
	for i := from; i < to; i++ {
		y := it.head + padY + float32(i)*high
		n = b.bindLine(it.lines[i], x, y, ink, n)
	}
	b.from, b.to = from, to
}

// bindLine draws a line from pool entry n on and gives the next free entry.
func (b *bubble) bindLine(l line, x, y float32, ink color.Color, n int) int {
	if !rightToLeft(l.text) {
		b.put(n, l.text, x, y, l.width, ink)
		return n + 1
	}
	pieces := visual(l.text, l.rtl)
	widths, total := pieceWidths(pieces, textSize, false)
	if l.rtl {
		x += b.item.inner - total
	}
	for i, p := range pieces {
		b.put(n, p, x, y, widths[i], ink)
		x += widths[i]
		n++
	}
	return n
}

func (b *bubble) put(n int, s string, x, y, w float32, ink color.Color) {
	if n == len(b.lines) {
		b.lines = append(b.lines, canvas.NewText("", ink))
	}
	t := b.lines[n]
	t.Text, t.Color, t.TextSize = s, ink, Larger(textSize)
	b.draw(t, x, y, w, lineHigh())
	t.Refresh()
}

// reveal draws of a long message only what lies between two heights of its row.
func (b *bubble) reveal(top, bottom float32) {
	it := b.item
	if len(it.lines) <= longLines {
		return
	}
	high := lineHigh()
	from := max(0, int((top-it.head-padY)/high)-5)
	to := min(len(it.lines), int((bottom-it.head-padY)/high)+6)
	if from >= b.from && to <= b.to && b.to > b.from {
		return
	}
	from, to = max(0, from-20), min(len(it.lines), to+20)
	b.bind(it, b.wide)
	b.bindLines(from, max(from, to), it.inks())
	b.crop(it.head+padY+float32(from)*high-60, it.head+padY+float32(to)*high+120)
}

// crop keeps the face near what is drawn: a face of 300,000 pixels is a burden
// to painters that fill memory with it.
func (b *bubble) crop(top, bottom float32) {
	it := b.item
	top, bottom = max(it.head, top), min(it.head+it.tall, bottom)
	Place(b.face, it.left(b.wide), top, it.wide(), bottom-top)
}
