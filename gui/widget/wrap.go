package widget

import "strings"

// line is one drawn line of a message.
type line struct {
	text  string
	width float32
	rtl   bool // its paragraph runs from right to left
}

// wrap breaks a text into lines no wider than w: at spaces, and inside words
// that are wider than a line. Every part of the text is in exactly one line,
// except the spaces at breaks.
func wrap(s string, w, size float32) []line {
	var lines []line
	for para := range strings.SplitSeq(lineBreaks.Replace(s), "\n") {
		para = tame(para)
		b := breaker{max: w, size: size, space: width(" ", size, false), rtl: startsRTL(para)}
		for word := range strings.SplitSeq(para, " ") {
			b.add(word)
		}
		b.flush()
		lines = append(lines, b.lines...)
	}
	return lines
}

// lineBreaks are those that are no control characters; the others are dropped.
var lineBreaks = strings.NewReplacer("\u2028", "\n", "\u2029", "\n")

// breaker fills the lines of one paragraph.
type breaker struct {
	max, size, space float32
	rtl              bool
	lines            []line
	cur              strings.Builder
	x                float32
	begun            bool // something, perhaps empty, is on the line
}

func (b *breaker) add(word string) {
	w := width(word, b.size, false)
	if b.begun && b.x+b.space+w > b.max {
		b.flush()
	}
	if b.begun {
		b.cur.WriteByte(' ')
		b.x += b.space
	}
	if w > b.max {
		word, w = b.breakWord(word)
	}
	b.cur.WriteString(word)
	b.x += w
	b.begun = true
}

// breakWord fills lines from a word that is too wide and gives its last part.
func (b *breaker) breakWord(word string) (rest string, w float32) {
	from := 0
	for i, c := range clusters(word) {
		a := width(c, b.size, false)
		if i > from && w+a > b.max {
			b.cur.WriteString(word[from:i])
			b.x += w
			b.flush()
			from, w = i, 0
		}
		w += a
	}
	return word[from:], w
}

func (b *breaker) flush() {
	b.lines = append(b.lines, line{b.cur.String(), b.x, b.rtl})
	b.cur.Reset()
	b.x, b.begun = 0, false
}

// widest is the width of the widest line.
func widest(lines []line) (w float32) {
	for _, l := range lines {
		w = max(w, l.width)
	}
	return w
}
