package shop

import (
	"bytes"
	"io"
	"os"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/shop/visit"
	"restante/gui/widget"
	"restante/messaging/order"
	"restante/messaging/storefront"
)

var (
	_ Core         = (*storefront.Service)(nil)
	_ visit.Orders = (*order.Service)(nil)
	_ Policy       = (*order.Service)(nil)
)

func TestMain(m *testing.M) { os.Exit(guitest.Run(m)) }

// desk is the page in a window, on a small world.
type desk struct {
	t      *testing.T
	world  *guitest.World
	page   *Page
	window fyne.Window
	notice string
	path   string // where a file is saved
	file   []byte // that is chosen
}

func newDesk(t *testing.T, w *guitest.World) *desk {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(widget.Theme{Only: "light"})
	d := &desk{t: t, world: w}
	choose := func(take func(io.ReadCloser)) { take(io.NopCloser(bytes.NewReader(d.file))) }
	d.page = New(Options{Core: w.Shop, Nodes: w, Orders: w.Shop, Policy: w.Shop, People: w, Loop: w.Loop, Now: w.Loop.Now, Canvas: d.canvas, Notice: func(s string) { d.notice = s },
		Network: func() { d.notice = "network" }, Choose: choose, Table: choose, File: func(take func(string, io.ReadCloser)) { choose(func(r io.ReadCloser) { take("novel.epub", r) }) }, Save: func(_ string, take func(string)) { take(d.path) }})
	d.window = test.NewTempWindow(t, d.page.Object)
	d.window.SetPadded(false)
	d.window.Resize(fyne.NewSize(1204, 820))
	d.page.SetShown(true)
	return d
}

func (d *desk) canvas() fyne.Canvas {
	if d.window == nil {
		return nil
	}
	return d.window.Canvas()
}

func (d *desk) press(name string) {
	d.t.Helper()
	guitest.Press(d.t, d.canvas(), name)
}

// flip presses a switch, which is no button.
func (d *desk) flip(name string) {
	d.t.Helper()
	s, ok := guitest.Find[*widget.Switch](d.page.Object, name)
	if !ok {
		d.t.Fatalf("no switch %q", name)
	}
	test.Tap(s)
}

// answer types into what has the keyboard, with Enter behind it.
func (d *desk) answer(text string) {
	d.t.Helper()
	f := d.canvas().Focused()
	f.(interface{ SetText(string) }).SetText(text)
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

// more chooses from the menu.
func (d *desk) more(item string) {
	d.t.Helper()
	d.press("More")
	guitest.Choose(d.t, d.canvas(), item)
}

func (d *desk) says(all ...string) {
	d.t.Helper()
	guitest.WantSaid(d.t, d.canvas(), all...)
}

func (d *desk) silent(all ...string) {
	d.t.Helper()
	guitest.WantSilent(d.t, d.canvas(), all...)
}

func (d *desk) called(call string) {
	d.t.Helper()
	if !slices.Contains(d.world.Calls, call) {
		d.t.Errorf("no call %q; there are %q", call, d.world.Calls)
	}
}

func (d *desk) item(slug string) storefront.Item {
	d.t.Helper()
	it, err := d.world.Shop.Item(d.t.Context(), slug)
	if err != nil {
		d.t.Fatal(err)
	}
	return it
}
