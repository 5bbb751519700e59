package widget

import "fyne.io/fyne/v2"

// Laid gives a new renderer its layout at once; every CreateRenderer ends with it.
// Fyne forgets the renderers of what was hidden for a minute and later makes new
// ones, but it lays out only when a size changes, and that of the widget did not.
func Laid(w fyne.Widget, r fyne.WidgetRenderer) fyne.WidgetRenderer {
	if s := w.Size(); !s.IsZero() {
		r.Layout(s)
	}
	return r
}
