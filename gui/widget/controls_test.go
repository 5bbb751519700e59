package widget

import (
	"image/color"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

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
