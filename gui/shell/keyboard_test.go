package shell

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
)

// stops are what Tab leads to, from the first on until it comes round.
func (w opened) stops() (all []string) {
	w.Canvas().Unfocus()
	var first fyne.Focusable
	for range 60 {
		w.Canvas().(interface{ FocusNext() }).FocusNext()
		f := w.Canvas().Focused()
		if f == first {
			return all
		}
		if first == nil {
			first = f
		}
		all = append(all, nameOf(f))
	}
	w.t.Error("Tab does not come round")
	return all
}

func nameOf(f fyne.Focusable) string {
	if n, ok := f.(interface{ AccessibilityLabel() string }); ok && n.AccessibilityLabel() != "" {
		return n.AccessibilityLabel()
	}
	return fmt.Sprintf("%T", f)
}

// TestTabLeadsThroughTheWindow goes from the rail over the list and the conversation
// to the composer.
func TestTabLeadsThroughTheWindow(t *testing.T) {
	w := dressed(t, guitest.Busy())
	w.open("Marta Oliveira")
	at := -1
	stops := w.stops()
	for _, want := range []string{"Chats", "Network", "Your code", "Add a person", "*widget.input", "All", "Unread", "Conversations",
		"About this person", "More", "Newest messages", "*widget.composerEntry"} {
		i := slices.Index(stops, want)
		if i <= at {
			t.Errorf("%s is stop %d, after %d; all are %q", want, i, at, stops)
		}
		at = i
	}
}

// TestFocusIsSeenEverywhere looks for a change of the picture at every stop.
func TestFocusIsSeenEverywhere(t *testing.T) {
	w := dressed(t, guitest.Busy())
	w.open("Marta Oliveira")
	w.click("About this person")
	n := len(w.stops())
	w.Canvas().Unfocus()
	before := test.RenderToMarkup(w.Canvas())
	for range n {
		w.Canvas().(interface{ FocusNext() }).FocusNext()
		if test.RenderToMarkup(w.Canvas()) == before {
			t.Errorf("%s does not show that it has the keyboard", nameOf(w.Canvas().Focused()))
		}
	}
}
