package recovery

import (
	"os"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging"
)

func TestMain(m *testing.M) { os.Exit(guitest.Run(m)) }

var (
	_ Words = (*messaging.Recovery)(nil)
	_ Words = (*guitest.World)(nil)
)

// desk is a window with the reminder in it.
type desk struct {
	*Recovery
	fyne.Canvas
	t      *testing.T
	world  *guitest.World
	notice string
}

func newDesk(t *testing.T, w *guitest.World) *desk {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(widget.Theme{Only: "light"})
	d := &desk{t: t, world: w}
	strip := widget.NewStrip(widget.Gap(10, 10))
	d.Recovery = New(Options{Words: w, Strip: strip, Loop: w.Loop, Canvas: func() fyne.Canvas { return d.Canvas },
		Notice: func(s string) { d.notice = s }, Problem: func(err error) string { return err.Error() },
		Pick: func() []int { return []int{1, 12, 24} }})
	win := test.NewTempWindow(t, strip.Object)
	win.Resize(fyne.NewSize(900, 620))
	d.Canvas = win.Canvas()
	d.Reload()
	return d
}

func (d *desk) press(name string) {
	d.t.Helper()
	guitest.Press(d.t, d.Canvas, name)
}

func (d *desk) wants(says bool, text string) {
	d.t.Helper()
	if guitest.Says(d.Canvas, text) != says {
		d.t.Errorf("the window says %q: %v, want %v", text, !says, says)
	}
}

// answer types into the fields, one after the other, and Enter.
func (d *desk) answer(words ...string) {
	d.t.Helper()
	for _, w := range words {
		test.Type(d.Focused(), w)
		d.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
}
