package widget

import (
	"math"

	"fyne.io/fyne/v2"
)

// Para is a paragraph wrapped at a width; it draws nothing wider.
func Para(s string, size, w float32, c fyne.ThemeColorName) *fyne.Container {
	return para(s, size, w, c, false)
}

// ParaMid is Para with centred lines.
func ParaMid(s string, size, w float32, c fyne.ThemeColorName) *fyne.Container {
	return para(s, size, w, c, true)
}

func para(s string, size, w float32, c fyne.ThemeColorName, middle bool) *fyne.Container {
	col := Col(0)
	for _, l := range wrap(s, w, size) {
		t := NewText(l.text, size, false, c).Cut()
		if middle {
			t.Middle()
		}
		col.Add(Fixed(0, float32(math.Round(float64(size)*1.45)), t))
	}
	return Fixed(w, 0, col)
}
