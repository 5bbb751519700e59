package widget

// bindFoot draws time and mark, or the note's line.
func (b *bubble) bindFoot(foot float32, in inks) {
	it := b.item
	left := it.left(b.wide)
	right := left + it.wide() - 12
	stampY := foot - 13
	if it.Note != "" {
		stampY = foot - 16
		b.bindNote(left, stampY, in)
	} else if it.Mark != NoMark {
		right -= markSize
		b.bindMark(right, stampY, in)
		right -= 4
	}
	b.clock.Text = it.clock
	b.write(b.clock, it.clock, in.soft, right-b.clock.MinSize().Width, stampY)
}

// bindNote draws the lines of a note, the last one beside the time or above it.
func (b *bubble) bindNote(left, y float32, in inks) {
	it := b.item
	above := len(it.notes) - 1
	if it.low {
		above++
	}
	y -= float32(above) * Larger(noteLine)
	b.bindMark(left+padX-1, y, in)
	for i, l := range it.notes {
		if i == len(b.notes) {
			b.notes = append(b.notes, small(false))
		}
		b.notes[i].TextSize = Larger(smallSize)
		b.write(b.notes[i], cut(l.text, it.inner-markSize-4, smallSize, false), in.soft, left+padX+19, y+float32(i)*Larger(noteLine))
	}
}

func (b *bubble) bindMark(x, y float32, in inks) {
	if b.item.Mark == NoMark {
		return
	}
	b.mark.Resource = IconIn(b.item.Mark.Icon(), Color(in.mark))
	b.draw(b.mark, x, y-markSize/2, markSize, markSize)
	b.mark.Refresh()
}

// bindDeed draws the button at the foot.
func (b *bubble) bindDeed(y float32, in inks) {
	it := b.item
	b.rule.FillColor = Color(in.rule)
	b.draw(b.rule, it.left(b.wide)+1, y, it.wide()-2, 1)
	word := cut(it.Deed.Word, it.inner-24, 13, true)
	b.deed.Text = word
	w := b.deed.MinSize().Width
	x := it.left(b.wide) + (it.wide()-w-24)/2
	b.deedIcon.Resource = IconIn(it.Deed.Icon, Color(in.deed))
	b.draw(b.deedIcon, x, y+deedHigh/2-8, 16, 16)
	b.deedIcon.Refresh()
	b.write(b.deed, word, in.deed, x+24, y+deedHigh/2)
}

// bindHead draws the day pill and the line above new messages.
func (b *bubble) bindHead() {
	it := b.item
	if it.day != "" {
		b.day.Text = it.day
		m := b.day.MinSize()
		b.dayFace.FillColor, b.dayFace.StrokeColor, b.dayFace.StrokeWidth = Color(BubbleIn), Color(BubbleEdge), 1
		b.dayFace.CornerRadius, b.dayFace.Shadow = 12, Raised.shadow()
		b.draw(b.dayFace, (b.wide-m.Width)/2-12, 6, m.Width+24, 24)
		b.write(b.day, it.day, Muted, (b.wide-m.Width)/2, 18)
	}
	if it.New {
		b.bindNew(it.head - newHigh + 13)
	}
}
