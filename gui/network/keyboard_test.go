package network

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
)

// TestEverythingIsReachedByTab collects all that can be pressed on the page and goes
// round once by Tab; each stop must be in sight.
func TestEverythingIsReachedByTab(t *testing.T) {
	d := newDesk(t, held(guitest.Busy()))
	d.window.Resize(fyne.NewSize(824, 620))
	missing := map[fyne.CanvasObject]bool{}
	pressables(d.page.Object, func(o fyne.CanvasObject) { missing[o] = true })
	if len(missing) < 20 {
		t.Fatalf("only %d things can be pressed", len(missing))
	}
	for range len(missing) + 5 {
		d.window.Canvas().FocusNext()
		o, ok := d.window.Canvas().Focused().(fyne.CanvasObject)
		if !ok {
			t.Fatal("the keyboard is nowhere")
		}
		delete(missing, o)
		y := fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Y
		if y < 0 || y+o.Size().Height > 620 {
			t.Errorf("%s has the keyboard at %v, out of sight", name(o), y)
		}
	}
	for o := range missing {
		t.Errorf("Tab does not lead to %s", name(o))
	}
}

type named interface{ AccessibilityLabel() string }

func name(o fyne.CanvasObject) string { return o.(named).AccessibilityLabel() }

// pressables visits what is tapped by a pointer; Fyne's scroll bars have no name.
func pressables(o fyne.CanvasObject, f func(fyne.CanvasObject)) {
	if o == nil || !o.Visible() {
		return
	}
	_, isTapped := o.(fyne.Tappable)
	if _, isNamed := o.(named); isTapped && isNamed {
		f(o)
		return
	}
	var inside []fyne.CanvasObject
	switch x := o.(type) {
	case *fyne.Container:
		inside = x.Objects
	case fyne.Widget:
		inside = test.WidgetRenderer(x).Objects()
	}
	for _, one := range inside {
		pressables(one, f)
	}
}
