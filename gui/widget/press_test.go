package widget

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

func key(k fyne.KeyName) *fyne.KeyEvent { return &fyne.KeyEvent{Name: k} }

// pressed makes one of each thing that can be pressed.
func pressed(count *int) map[string]fyne.CanvasObject {
	tap := func() { *count++ }
	return map[string]fyne.CanvasObject{
		"button": NewButton("Save", "check", Primary, tap), "round": NewRoundButton("Send", "send", OnOut, BubbleOut, 44, 19, tap),
		"link": NewLinkButton("Copy", tap), "rail": NewRailItem("Chats", "mail", tap), "tap": NewTap("Me", 8, Gap(30, 30), tap),
		"switch": NewSwitch("Typing", func(bool) { tap() }), "segment": newSegment("Dark", tap), "nav": NewNavItem("Privacy", "eye", tap),
	}
}

type pressable interface {
	fyne.Tappable
	fyne.Focusable
	fyne.Disableable
	desktop.Hoverable
	AccessibilityLabel() string
}

func TestEverythingPressableWorksByKeyboard(t *testing.T) {
	dress(t)
	n := 0
	for name, o := range pressed(&n) {
		n = 0
		p := o.(pressable)
		test.Tap(p)
		p.TypedKey(key(fyne.KeyReturn))
		p.TypedRune(' ')
		if n != 3 {
			t.Errorf("%s: %d of tap, Enter and Space work", name, n)
		}
		p.Disable()
		test.Tap(p)
		p.TypedKey(key(fyne.KeyReturn))
		if n != 3 {
			t.Errorf("%s works while disabled", name)
		}
		if p.AccessibilityLabel() == "" {
			t.Errorf("%s has no name", name)
		}
	}
}

func TestFocusIsVisible(t *testing.T) {
	dress(t)
	n := 0
	for name, o := range pressed(&n) {
		w := test.NewTempWindow(t, o)
		before := test.RenderToMarkup(w.Canvas())
		w.Canvas().Focus(o.(fyne.Focusable))
		after := test.RenderToMarkup(w.Canvas())
		if before == after || !strings.Contains(after, "strokeWidth=\"2\"") {
			t.Errorf("%s shows no focus", name)
		}
		w.Canvas().Unfocus()
		if test.RenderToMarkup(w.Canvas()) != before {
			t.Errorf("%s keeps its ring", name)
		}
	}
}
