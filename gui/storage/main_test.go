package storage

import (
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging"
	core "restante/offline/storage"
)

var (
	_ Core = (*core.Storage)(nil)
	_ Mail = (*messaging.Mail)(nil)
	_ Disk = (*messaging.Network)(nil)
)

func TestMain(m *testing.M) { os.Exit(guitest.Run(m)) }

// desk is the page in a window, on a small world.
type desk struct {
	t      *testing.T
	world  *guitest.World
	page   *Page
	window fyne.Window
	notice string
	opened string  // by the browser
	path   string  // where a file is saved
	with   peer.ID // whose conversation was opened
}

func newDesk(t *testing.T, w *guitest.World) *desk {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(widget.Theme{Only: "light"})
	d := &desk{t: t, world: w}
	d.page = New(d.options())
	d.window = test.NewTempWindow(t, d.page.Object)
	d.window.SetPadded(false)
	d.window.Resize(fyne.NewSize(1204, 820))
	d.page.SetShown(true)
	return d
}

func (d *desk) options() Options {
	w := d.world
	return Options{Core: w.Storage, Mail: w, People: w, Disk: w, Loop: w.Loop, Now: w.Loop.Now,
		Canvas: func() fyne.Canvas { return d.window.Canvas() }, Notice: func(s string) { d.notice = s }, Open: func(id peer.ID) { d.with = id },
		Browse: func(url string) error { d.opened = url; return nil }, Save: func(_ string, take func(string)) { take(d.path) }}
}

func (d *desk) press(name string) {
	d.t.Helper()
	guitest.Press(d.t, d.window.Canvas(), name)
}

// pick chooses a word of a control.
func (d *desk) pick(control, word string) {
	d.t.Helper()
	d.press(control)
	guitest.Choose(d.t, d.window.Canvas(), word)
}

// fill types into the fields of a sheet, one after another, with Enter behind each.
func (d *desk) fill(texts ...string) {
	d.t.Helper()
	for _, s := range texts {
		f := d.window.Canvas().Focused()
		f.(interface{ SetText(string) }).SetText(s)
		f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
}

func (d *desk) says(all ...string) {
	d.t.Helper()
	guitest.WantSaid(d.t, d.window.Canvas(), all...)
}

func (d *desk) silent(all ...string) {
	d.t.Helper()
	guitest.WantSilent(d.t, d.window.Canvas(), all...)
}

// called counts the calls that begin so.
func (d *desk) called(name string) (n int) {
	for _, c := range d.world.Calls {
		if strings.HasPrefix(c, name) {
			n++
		}
	}
	return n
}

// flip presses a switch, which is no button.
func (d *desk) flip(name string) {
	d.t.Helper()
	for _, o := range d.window.Canvas().Overlays().List() {
		if s, ok := guitest.Find[*widget.Switch](o, name); ok {
			test.Tap(s)
			return
		}
	}
	d.t.Fatalf("no switch %q", name)
}
