package widget

import (
	"unicode"

	"fyne.io/fyne/v2"
)

// glyphKey names one letter in one font.
type glyphKey struct {
	r    rune
	size float32
	bold bool
}

// advances remembers how wide letters are, because Fyne shapes every string it
// has not seen (0.16 ms each). Touched on the UI goroutine only.
var advances = map[glyphKey]float32{}

// width is how wide a string is drawn, within a pixel or two a line: kerning is
// left out where letters stand alone, scripts that join are shaped by Fyne.
func width(s string, size float32, bold bool) float32 {
	var w float32
	letter := Larger(size)
	for _, r := range s {
		if !alone(r) {
			return exactWidth(s, size, bold)
		}
		w += advance(glyphKey{r, letter, bold})
	}
	return w
}

func exactWidth(s string, size float32, bold bool) float32 {
	return fyne.MeasureText(s, Larger(size), fyne.TextStyle{Bold: bold}).Width
}

func advance(k glyphKey) float32 {
	w, ok := advances[k]
	if !ok {
		w = fyne.MeasureText(string(k.r), k.size, fyne.TextStyle{Bold: k.bold}).Width
		advances[k] = w
	}
	return w
}

// alone tells letters whose width does not depend on their neighbours.
func alone(r rune) bool {
	switch {
	case r < 0x300: // Latin
		return true
	case r >= 0x370 && r < 0x530: // Greek, Cyrillic
		return !unicode.Is(unicode.Mn, r)
	case r >= 0x2010 && r <= 0x2027, r >= 0x2030 && r <= 0x205e: // punctuation
		return true
	case r >= 0x3000 && r < 0xd7a4: // Chinese, Japanese, Korean
		return true
	}
	return false
}

// lineHeight is the height of a line of text.
func lineHeight(size float32) float32 {
	return fyne.MeasureText("Ay", Larger(size), fyne.TextStyle{}).Height
}

// maxCut is how many bytes of a text are looked at for one line: no line has room
// for more, and shaping all of a long message to show its first words takes long.
const maxCut = 1024

// cut shortens s to a width, with an ellipsis where something is missing.
func cut(s string, w, size float32, bold bool) string {
	if len(s) <= maxCut && width(s, size, bold) <= w {
		return s
	}
	room := w - width("…", size, bold)
	var x float32
	for i, c := range clusters(s) {
		x += width(c, size, bold)
		if x > room || i > maxCut {
			return s[:i] + "…"
		}
	}
	return s
}
