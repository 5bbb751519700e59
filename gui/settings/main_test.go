package settings

import (
	"os"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/keys"
	"restante/gui/look"
	"restante/gui/widget"
	"restante/messaging"
	"restante/messaging/contact"
	core "restante/messaging/settings"
)

var (
	_ Privacy = (*core.Service)(nil)
	_ Storage = (*messaging.Network)(nil)
	_ People  = (*contact.Service)(nil)
)

func TestMain(m *testing.M) { os.Exit(guitest.Run(m)) }

// desk is the page in a window, on a small world.
type desk struct {
	t            *testing.T
	world        *guitest.World
	login, stays *guitest.Toggle
	page         *Page
	window       fyne.Window
	app          fyne.App
	notice       string
	opened       string
	openErr      error
	worn         look.Choice
	changed      int
}

func newDesk(t *testing.T, change ...func(*Options)) *desk {
	t.Helper()
	d := &desk{t: t, world: guitest.Busy(), login: &guitest.Toggle{}, stays: &guitest.Toggle{Is: true}, app: test.NewTempApp(t)}
	d.app.Settings().SetTheme(widget.Theme{Only: "light"})
	o := Options{
		Privacy: d.world, People: d.world, Storage: d.world, Login: d.login, Stays: d.stays, Logs: guitest.Log(), Systems: d.world.Hooks, Build: Build{Version: "1.2.3", Parts: []Part{{"Go", "1.26.8"}}},
		Own: widget.Label("Elena’s card", 14), Keys: func() keys.Table { return keys.Table{} },
		Preferences: d.app.Preferences(), Wear: func(c look.Choice) { d.worn = c }, Changed: func() { d.changed++ },
		Open: func(s string) error { d.opened = s; return d.openErr },
		Loop: d.world.Loop, Now: d.world.Loop.Now, Canvas: func() fyne.Canvas { return d.window.Canvas() },
		Notice: func(s string) { d.notice = s }, Problem: func(err error) string { return err.Error() },
	}
	for _, f := range change {
		f(&o)
	}
	d.page = New(o)
	d.window = test.NewTempWindow(t, d.page.Object)
	d.window.SetPadded(false)
	d.window.Resize(fyne.NewSize(1204, 820))
	d.page.SetShown(true)
	return d
}

func (d *desk) press(name string) {
	d.t.Helper()
	guitest.Press(d.t, d.window.Canvas(), name)
}

func (d *desk) says(all ...string) {
	d.t.Helper()
	guitest.WantSaid(d.t, d.window.Canvas(), all...)
}

func (d *desk) silent(all ...string) {
	d.t.Helper()
	guitest.WantSilent(d.t, d.window.Canvas(), all...)
}

// find is the control of that name.
func find[T fyne.CanvasObject](d *desk, name string) T {
	d.t.Helper()
	w, ok := guitest.Find[T](d.window.Content(), name)
	if !ok {
		d.t.Fatalf("no %T is called %q", w, name)
	}
	return w
}

// pick chooses a word of a select by its menu.
func (d *desk) pick(what, word string) {
	d.t.Helper()
	d.press(what)
	guitest.Choose(d.t, d.window.Canvas(), word)
}
