package widget

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestEscapeAndTapBesideCloseAnOverlay(t *testing.T) {
	dress(t)
	w := test.NewTempWindow(t, Gap(600, 400))
	w.Resize(fyne.NewSize(600, 400))
	closed := 0
	open := func() *Overlay {
		o := Modal(w.Canvas(), Pad(10, 10, NewField("", "", 40, nil)))
		o.OnClosed = func() { closed++ }
		return o
	}
	open().TypedKey(key(fyne.KeyEscape))
	test.TapCanvas(w.Canvas(), fyne.NewPos(5, 5)) // nothing is open
	open()
	test.TapCanvas(w.Canvas(), fyne.NewPos(5, 5))
	o := open()
	test.TapCanvas(w.Canvas(), fyne.NewPos(300, 200)) // on the card
	if closed != 2 || w.Canvas().Overlays().Top() != o {
		t.Errorf("closed %d times", closed)
	}
}

func TestAQuestionStaysUntilItIsAnswered(t *testing.T) {
	dress(t)
	w := test.NewTempWindow(t, Gap(600, 400))
	w.Resize(fyne.NewSize(600, 400))
	var asked []string
	var done func(string)
	Ask(w.Canvas(), Question{Title: "Name", Text: "Say it", Field: true, Yes: "Yes", No: "No", Do: func(s string, d func(string)) {
		asked, done = append(asked, s), d
	}})
	e := w.Canvas().Focused()
	test.Type(e, "bob")
	e.TypedKey(key(fyne.KeyReturn))
	e.TypedKey(key(fyne.KeyReturn)) // no second answer meanwhile
	if len(asked) != 1 || asked[0] != "bob" {
		t.Fatalf("asked %q", asked)
	}
	done("taken")
	if !strings.Contains(test.RenderToMarkup(w.Canvas()), "taken") {
		t.Error("the problem is not shown")
	}
	e.TypedKey(key(fyne.KeyReturn))
	done("")
	if len(asked) != 2 || w.Canvas().Overlays().Top() != nil {
		t.Error("the answer did not close the question")
	}
}

func TestAClickOnTheCardKeepsEnterAndEscape(t *testing.T) {
	dress(t)
	w := test.NewTempWindow(t, Gap(600, 400))
	w.Resize(fyne.NewSize(600, 400))
	answers := 0
	open := func() {
		Ask(w.Canvas(), Question{Title: "Name", Text: "Which one?", Field: true, Yes: "Add", No: "Cancel", Do: func(string, func(string)) { answers++ }})
	}
	lose := map[string]func(){
		"a click on the text": func() { test.TapCanvas(w.Canvas(), fyne.NewPos(300, 150)) },
		"a button":            w.Canvas().Unfocus,
	}
	for name, click := range lose {
		for _, k := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEscape} {
			answers = 0
			open()
			w.Canvas().Unfocus()
			click()
			strike(w.Canvas(), key(k))
			closed := w.Canvas().Overlays().Top() == nil
			if answered := answers == 1; answered != (k == fyne.KeyReturn) || closed != (k == fyne.KeyEscape) {
				t.Errorf("after %s, %s: answered %v, closed %v", name, k, answered, closed)
			}
			if !closed {
				w.Canvas().Overlays().Top().(*Overlay).Close()
			}
		}
	}
	if w.Canvas().OnTypedKey() != nil {
		t.Error("the page's keys still go to the card")
	}
}

// strike sends a key as a window does: to what has the keyboard, or to the canvas.
func strike(c fyne.Canvas, k *fyne.KeyEvent) {
	if f := c.Focused(); f != nil {
		f.TypedKey(k)
	} else if f := c.OnTypedKey(); f != nil {
		f(k)
	}
}

func TestALongProblemLeavesRoomForTheButtons(t *testing.T) {
	dress(t)
	w := test.NewTempWindow(t, Gap(600, 400))
	w.Resize(fyne.NewSize(600, 400))
	o := Ask(w.Canvas(), Question{Title: "Add", Field: true, Yes: "Add", No: "Cancel", Do: func(s string, done func(string)) { done("no link: " + s) }})
	f := w.Canvas().Focused().(*input)
	f.SetText(strings.Repeat("abcdefgh", 500))
	f.TypedKey(key(fyne.KeyReturn))
	if m := o.card.MinSize(); m.Width > 480 || m.Height > 384 {
		t.Errorf("the card needs %v", m)
	}
	if w.Canvas().Focused() != fyne.Focusable(f) {
		t.Error("the field lost the keyboard")
	}
}

func TestThePopoverPointsAtItsObject(t *testing.T) {
	dress(t)
	w := test.NewTempWindow(t, Gap(800, 600))
	w.SetPadded(false)
	w.Resize(fyne.NewSize(800, 600))
	for _, c := range []struct {
		at    fyne.Position
		notch bool
	}{{fyne.NewPos(500, 300), true}, {fyne.NewPos(700, 590), true}, {fyne.NewPos(60, 300), false}} {
		o := Popover(w.Canvas(), Gap(200, 150), c.at, fyne.NewSize(90, 30))
		p, s := o.card.Position(), o.card.Size()
		if p.X < 0 || p.Y < 0 || p.X+s.Width > 800 || p.Y+s.Height > 600 {
			t.Errorf("at %v the card is at %v", c.at, p)
		}
		if o.more[0].Visible() != c.notch || c.notch && p.X+s.Width > c.at.X {
			t.Errorf("at %v: notch %v, card at %v", c.at, o.more[0].Visible(), p)
		}
		o.Close()
	}
}

// A notice must be drawn at once, though nothing else changes.
func TestTheWindowKnowsTheToastBeforeItIsShown(t *testing.T) {
	dress(t)
	toast := NewToast()
	if !toast.Object.Visible() || toast.Text() != "" {
		t.Errorf("before it is shown its place is visible: %v, and says %q", toast.Object.Visible(), toast.Text())
	}
	hide := toast.Show("Copied")
	if toast.Text() != "Copied" {
		t.Error("it is not shown")
	}
	hide()
	if !toast.Object.Visible() || toast.Text() != "" {
		t.Error("it stays, or its place is gone")
	}
}
