package network

import (
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/guitest"
	"restante/gui/link"
	"restante/gui/widget"
	"restante/messaging"
	"restante/messaging/chat"
)

var (
	_ Node      = (*messaging.Network)(nil)
	_ PushNodes = (*messaging.Network)(nil)
	_ Mail      = (*messaging.Mail)(nil)
	_ Chats     = (*chat.Service)(nil)
)

func TestMain(m *testing.M) { os.Exit(guitest.Run(m)) }

// desk is the page in a window, on a small world.
type desk struct {
	t       *testing.T
	world   *guitest.World
	page    *Page
	window  fyne.Window
	own     fyne.CanvasObject
	notice  string
	opened  peer.ID
	changed int
}

func newDesk(t *testing.T, w *guitest.World) *desk {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(widget.Theme{Only: "light"})
	d := &desk{t: t, world: w, own: widget.Gap(368, 300)}
	over := func() fyne.Canvas { return d.window.Canvas() }
	d.page = New(Options{
		Node: w, Push: w, Mail: w, Chats: w, People: w, Loop: w.Loop, Now: w.Loop.Now, Own: d.own,
		Ask: link.New(link.Options{Loop: w.Loop, Canvas: over}), Canvas: over, Notice: func(s string) { d.notice = s },
		Problem: func(err error) string { return err.Error() }, Changed: func() { d.changed++ },
		Open: func(id peer.ID) { d.opened = id },
	})
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

// called counts the calls of that name.
func (d *desk) called(name string) (n int) {
	for _, c := range d.world.Calls {
		if strings.HasPrefix(c, name) {
			n++
		}
	}
	return n
}
