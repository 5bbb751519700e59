package orders

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging/order"
)

var _ Core = (*order.Service)(nil)

func TestMain(m *testing.M) { os.Exit(guitest.Run(m)) }

// desk is the page in a window, on a small world.
type desk struct {
	t      testing.TB
	world  *guitest.World
	page   *Page
	window fyne.Window
	notice string
	path   string  // where a file is saved
	with   peer.ID // whose conversation was opened
	count  int     // on the rail

	browsed string // a page in the browser
}

var (
	large = fyne.NewSize(1204, 820)
	small = fyne.NewSize(824, 620)
)

// newDesk begins at the orders of one's shop.
func newDesk(t testing.TB, w *guitest.World, size fyne.Size) *desk {
	t.Helper()
	return deskAt(t, w, size, salesView)
}

func deskAt(t testing.TB, w *guitest.World, size fyne.Size, view view) *desk {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(widget.Theme{Only: "light"})
	d := &desk{t: t, world: w}
	d.page = New(Options{Core: w.Orders, Loop: w.Loop, Now: w.Loop.Now, Canvas: func() fyne.Canvas { return d.window.Canvas() },
		Notice: func(s string) { d.notice = s }, Open: func(id peer.ID) { d.with = id }, Count: func(n int) { d.count = n },
		Save: func(_ string, take func(string)) { take(d.path) }, Choose: w.Choose,
		Browse: func(address string) error { d.browsed = address; return nil },
		Name:   func(_ context.Context, p peer.ID) string { return w.NameOf(p) }})
	d.window = test.NewTempWindow(t, d.page.Object)
	d.window.SetPadded(false)
	d.window.Resize(size)
	d.page.SetShown(true)
	d.settle()
	if view != todayView {
		d.page.visit(view)
		d.settle()
	}
	return d
}

// settle lets rows read what they lack.
func (d *desk) settle() { d.world.Loop.Advance(time.Second) }

func (d *desk) press(name string) {
	d.t.Helper()
	guitest.Press(d.t, d.window.Canvas(), name)
	d.settle()
}

// pressSaid presses a button by what it is called with names put in.
func (d *desk) pressSaid(name string) {
	d.t.Helper()
	b, ok := guitest.Find[fyne.CanvasObject](d.window.Content(), name)
	tap, can := b.(fyne.Tappable)
	if !ok || !can {
		d.t.Fatalf("no button %q", name)
	}
	test.Tap(tap)
	d.settle()
}

// chip chooses a filter.
func (d *desk) chip(name string) {
	d.t.Helper()
	i := slices.IndexFunc(d.page.choices, func(c choice) bool { return c.name == name })
	if i < 0 {
		d.t.Fatalf("no filter %q", name)
	}
	d.page.filters.Choose(i)
	d.settle()
}

// key presses a key on what has the keyboard.
func (d *desk) key(names ...fyne.KeyName) {
	for _, k := range names {
		d.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k})
		d.settle()
	}
}

// row opens an order by the keyboard.
func (d *desk) row(n int) {
	d.page.FocusSearch()
	d.key(fyne.KeyDown, fyne.KeyHome)
	for range n {
		d.key(fyne.KeyDown)
	}
	d.key(fyne.KeyReturn)
}

// write types into what has the keyboard.
func (d *desk) write(s string) {
	d.window.Canvas().Focused().(interface{ SetText(string) }).SetText(s)
}

func (d *desk) says(all ...string) {
	d.t.Helper()
	guitest.WantSaid(d.t, d.window.Canvas(), all...)
}

func (d *desk) silent(all ...string) {
	d.t.Helper()
	guitest.WantSilent(d.t, d.window.Canvas(), all...)
}

// called tells whether a call that begins so was made.
func (d *desk) called(name string) bool {
	return slices.ContainsFunc(d.world.Calls, func(c string) bool { return strings.HasPrefix(c, name) })
}
