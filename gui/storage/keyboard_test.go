package storage

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
)

// TestEverythingIsReachedByTab goes round the page once; each stop is in sight and looks
// another way than without the keyboard.
func TestEverythingIsReachedByTab(t *testing.T) {
	d := newDesk(t, guitest.Stored())
	d.window.Resize(fyne.NewSize(824, 620))
	before, seen := test.RenderToMarkup(d.window.Canvas()), map[string]bool{}
	for range 20 {
		d.window.Canvas().FocusNext()
		o := d.window.Canvas().Focused().(fyne.CanvasObject)
		seen[o.(interface{ AccessibilityLabel() string }).AccessibilityLabel()] = true
		y := fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Y
		if y < 0 || y+o.Size().Height > 620 {
			t.Errorf("the keyboard is at %v, out of sight", y)
		}
		if test.RenderToMarkup(d.window.Canvas()) == before {
			t.Error("nobody sees where the keyboard is")
		}
	}
	for _, name := range []string{"Export", "Add account", "This computer", "Dropbox", "What it is for", "Look now", "Try now", "Connect again",
		"Name, limit, price", "What it sees", "Leave", "Month", "Year", "Change where messages to Ines Duarte wait", "Choose for a person"} {
		if !seen[name] {
			t.Errorf("Tab does not lead to %q", name)
		}
	}
}

// A kind of provider is chosen and left without a pointer.
func TestTheSheetIsUsedByKeyboard(t *testing.T) {
	d := newDesk(t, alone())
	d.press("Add account")
	key := func(name fyne.KeyName) {
		d.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name})
	}
	d.window.Canvas().FocusNext() // from the card to the first kind
	for range 8 {
		o, named := d.window.Canvas().Focused().(interface{ AccessibilityLabel() string })
		if named && o.AccessibilityLabel() == "IPFS pinning service" {
			break
		}
		d.window.Canvas().FocusNext()
	}
	key(fyne.KeyReturn)
	d.says("Access token")
	key(fyne.KeyEscape)
	d.silent("Access token")
}
