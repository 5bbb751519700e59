package guitest

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"
)

// Choose taps what has a visible text in it, given in English, such as an item of a menu or a row of
// a list: on top of the page first, and the innermost.
func Choose(t testing.TB, c fyne.Canvas, text string) {
	t.Helper()
	text = lang.L(text)
	roots := append([]fyne.CanvasObject{c.Content()}, c.Overlays().List()...)
	for i := len(roots) - 1; i >= 0; i-- {
		if w := holder(roots[i], nil, text); w != nil {
			test.Tap(w)
			return
		}
	}
	t.Fatalf("nothing with %q in it can be tapped", text)
}

// holder is the innermost thing around a text that can be tapped.
func holder(o fyne.CanvasObject, around fyne.Tappable, text string) fyne.Tappable {
	if !o.Visible() {
		return nil
	}
	if x, ok := o.(*canvas.Text); ok && x.Text == text {
		return around
	}
	if x, ok := o.(named); ok && x.AccessibilityLabel() == text {
		if w, ok := o.(fyne.Tappable); ok {
			return w
		}
		return around
	}
	if w, ok := o.(fyne.Tappable); ok {
		around = w
	}
	for _, c := range children(o) {
		if w := holder(c, around, text); w != nil {
			return w
		}
	}
	return nil
}

// children are what an object is drawn of.
func children(o fyne.CanvasObject) []fyne.CanvasObject {
	switch x := o.(type) {
	case *fyne.Container:
		return x.Objects
	case fyne.Widget:
		return test.WidgetRenderer(x).Objects()
	}
	return nil
}
