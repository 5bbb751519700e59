package widget

// Measures of a bubble, in pixels.
const (
	textSize   = float32(14)
	smallSize  = float32(11)
	padX       = float32(14)
	padY       = float32(9)
	sideMargin = float32(28)
	bubbleMax  = float32(520)
	noteHigh   = float32(20)
	noteLine   = float32(14) // of further ones
	mostNotes  = 3
	deedHigh   = float32(38)
	dayHigh    = float32(44)
	newHigh    = float32(32)
	markSize   = float32(15)
	gapInRun   = float32(3)
	gapAfter   = float32(12)
	longLines  = 60 // a message with more draws only the visible ones
)

// lineHigh is the distance of lines in a bubble.
func lineHigh() float32 { return lineHeight(textSize) + 2 }

// bubbleWidth is the widest bubble in a view of width w.
func bubbleWidth(w float32) float32 {
	f := chosen().factor()
	return min(f*bubbleMax, max(w*min(.85, .62*f), min(f*340, w-2*sideMargin-32)))
}

// measure gives the row's height in a view of width w; it makes no objects and
// is cheap when nothing changed.
func (it *item) measure(w float32) float32 {
	letter := Larger(textSize)
	if it.at == w && it.letter == letter {
		return it.height
	}
	it.at, it.letter = w, letter
	room := bubbleWidth(w) - 2*padX
	it.lines = wrap(it.Text, room, textSize)
	it.inner = min(room, widest(it.lines))
	it.tall = float32(len(it.lines))*lineHigh() + 2*padY
	it.measureFoot(room)
	it.head = 0
	if it.day != "" {
		it.head += dayHigh
	}
	if it.New {
		it.head += newHigh
	}
	it.height = it.head + it.tall + it.gap()
	return it.height
}

// measureFoot makes room for time, mark, note and button.
func (it *item) measureFoot(room float32) {
	last := it.lines[len(it.lines)-1]
	stamp := it.stampWidth()
	switch {
	case it.Note != "":
		it.measureNote(room, stamp)
	case last.rtl || last.width+stamp > room:
		it.tall += Larger(14)
		it.inner = max(it.inner, stamp)
	default: // the time shares the last line
		it.inner = max(it.inner, last.width+stamp)
	}
	if it.Deed != (Deed{}) {
		it.tall += deedHigh
		it.inner = min(room, max(it.inner, 212))
	}
}

// measureNote breaks a note that is wider than the bubble may be, and finds out
// whether the time has room beside its end.
func (it *item) measureNote(room, stamp float32) {
	const beside = markSize + 12
	it.notes = wrap(it.Note, room-beside, smallSize)
	if len(it.notes) > mostNotes {
		it.notes = it.notes[:mostNotes]
		it.notes[mostNotes-1].text += "…"
	}
	n := len(it.notes)
	end := it.notes[n-1].width + beside + stamp
	if it.low = end > room; it.low {
		n, end = n+1, stamp
	}
	it.tall += Larger(noteHigh) + float32(n-1)*Larger(noteLine)
	it.inner = min(room, max(it.inner, widest(it.notes)+beside, end))
}

// stampWidth is the room for time and mark beside text.
func (it *item) stampWidth() float32 {
	w := width(it.clock, smallSize, false) + 16
	if it.Mark != NoMark && it.Note == "" {
		w += markSize + 4
	}
	return w
}

func (it *item) gap() float32 {
	if it.last {
		return gapAfter
	}
	return gapInRun
}

// left is the x of the bubble in a view of width w.
func (it *item) left(w float32) float32 {
	if it.Out {
		return w - sideMargin - it.wide()
	}
	return sideMargin
}

func (it *item) wide() float32 { return it.inner + 2*padX }
