package widget

import (
	"image/color"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
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

func TestEnterSendsAndShiftEnterBreaks(t *testing.T) {
	dress(t)
	c := NewComposer()
	w := test.NewTempWindow(t, c)
	w.Resize(fyne.NewSize(400, 200))
	sent, grown := 0, 0
	c.OnSend, c.OnGrown = func() { sent++ }, func() { grown++ }
	e := c.entry
	test.Type(e, "one")
	e.TypedKey(key(fyne.KeyReturn))
	e.KeyDown(key(desktop.KeyShiftLeft))
	e.TypedKey(key(fyne.KeyReturn))
	e.KeyUp(key(desktop.KeyShiftLeft))
	test.Type(e, "two")
	if sent != 1 || c.Text() != "one\ntwo" || grown != 1 || c.rows != 2 {
		t.Errorf("sent %d, text %q, grown %d, rows %d", sent, c.Text(), grown, c.rows)
	}
	c.SetText(strings.Repeat("line\n", 20))
	if c.rows != maxRows {
		t.Errorf("%d rows", c.rows)
	}
	if e.CursorRow != 20 {
		t.Errorf("the cursor is in row %d", e.CursorRow)
	}
}

func TestToastHidesOnlyItself(t *testing.T) {
	dress(t)
	toast := NewToast()
	first := toast.Show("one")
	second := toast.Show("two")
	first()
	if toast.Text() != "two" {
		t.Errorf("shows %q", toast.Text())
	}
	second()
	if toast.Text() != "" {
		t.Error("it stays")
	}
}

func TestBadge(t *testing.T) {
	dress(t)
	b := NewBadge(Alert)
	for n, want := range map[int]string{1: "1", 99: "99", 100: "99+"} {
		b.Set(n)
		if b.text.text != want || !b.Visible() {
			t.Errorf("%d is shown as %q", n, b.text.text)
		}
	}
	if b.Set(0); b.Visible() {
		t.Error("zero is shown")
	}
}

func TestCodeIsDarkOnWhite(t *testing.T) {
	dress(t)
	fyne.CurrentApp().Settings().SetTheme(Theme{Only: "dark"})
	c := NewCode(100)
	c.Set("restante:12D3KooW")
	im := c.image.Image
	if im.At(0, 0) != color.Color(light[Ink]) {
		t.Errorf("the corner is %v", im.At(0, 0))
	}
	if c.Set(strings.Repeat("x", 5000)); c.image.Image != nil {
		t.Error("a text that is too long is drawn")
	}
}

func TestIdenticonsDiffer(t *testing.T) {
	if Identicon("a") == Identicon("b") || Identicon("a") != Identicon("a") {
		t.Error("identicons do not follow the id")
	}
}

func TestEveryIconIsThere(t *testing.T) {
	dress(t)
	for m := Queued; m <= Failed; m++ {
		if IconIn(m.Icon(), color.Black) == nil {
			t.Errorf("mark %d has no icon", m)
		}
	}
}

func TestFoldTakesWhatFits(t *testing.T) {
	dress(t)
	wide, narrow := canvas.NewRectangle(color.Black), canvas.NewRectangle(color.Black)
	wide.SetMinSize(fyne.NewSize(300, 10))
	f := Fold(wide, narrow)
	f.Resize(fyne.NewSize(400, 50))
	if !wide.Visible() || narrow.Visible() {
		t.Error("the wide one fits")
	}
	f.Resize(fyne.NewSize(200, 50))
	if wide.Visible() || !narrow.Visible() {
		t.Error("the wide one does not fit")
	}
}

func TestFlexSharesWhatIsLeft(t *testing.T) {
	dress(t)
	a, b, c := Gap(50, 10), Grow(Gap(5, 10)), Grow(Gap(5, 10))
	Row(10, a, b, c).Resize(fyne.NewSize(270, 40))
	if b.Position().X != 60 || b.Size().Width != 100 || c.Position().X != 170 || b.Size().Height != 40 {
		t.Errorf("b at %v %v, c at %v", b.Position(), b.Size(), c.Position())
	}
	if a.Position().Y != 15 {
		t.Errorf("a at %v", a.Position())
	}
}
