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
func wrap(s string, w, size float32) []line { return wrapIn(s, w, size, false) }

func wrapIn(s string, w, size float32, bold bool) []line {
	var lines []line
	for para := range strings.SplitSeq(lineBreaks.Replace(s), "\n") {
		para = tame(para)
		b := breaker{max: w, size: size, bold: bold, space: width(" ", size, bold), rtl: startsRTL(para)}
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
	bold, rtl        bool
	lines            []line
	cur              strings.Builder
	x                float32
	begun            bool // something, perhaps empty, is on the line
}

func (b *breaker) add(word string) {
	w := width(word, b.size, b.bold)
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
		a := width(c, b.size, b.bold)
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

// pair brings a word down to one that would be alone on the last line, where both fit.
func pair(lines []line, w, size float32, bold bool) {
	n := len(lines)
	if n < 2 || strings.Contains(lines[n-1].text, " ") {
		return
	}
	before, last := &lines[n-2], &lines[n-1]
	i := strings.LastIndexByte(before.text, ' ')
	if i < 0 || !strings.Contains(before.text[:i], " ") {
		return
	}
	both := before.text[i+1:] + " " + last.text
	if wide := width(both, size, bold); wide <= w {
		before.text, before.width = before.text[:i], width(before.text[:i], size, bold)
		last.text, last.width = both, wide
	}
}

// widest is the width of the widest line.
func widest(lines []line) (w float32) {
	for _, l := range lines {
		w = max(w, l.width)
	}
	return w
}
