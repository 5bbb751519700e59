package chats

import (
	"os"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging/chat"
)

func TestMain(m *testing.M) { os.Exit(guitest.Run(m)) }

// desk is a page in a window, on a small world.
type desk struct {
	t      testing.TB
	world  *guitest.World
	page   *Page
	window fyne.Window
	canvas fyne.Canvas
	notice string
	unread int
	asked  []string
}

func newDesk(t testing.TB, w *guitest.World) *desk {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(widget.Theme{Only: "light"})
	d := &desk{t: t, world: w}
	d.page = New(Options{
		Chats: w, People: w, Nodes: w, Mail: w, Links: w, Loop: w.Loop, Now: w.Loop.Now,
		Canvas: func() fyne.Canvas { return d.canvas }, Notice: func(s string) { d.notice = s },
		AddOne: func() { d.asked = append(d.asked, "person") }, AddNode: func() { d.asked = append(d.asked, "node") },
		OnUnread: func(n int) { d.unread = n },
	})
	win := test.NewTempWindow(t, d.page.Object)
	win.SetPadded(false)
	d.window, d.canvas = win, win.Canvas()
	d.resize(1200, 800)
	d.page.Reload()
	return d
}

func (d *desk) resize(w, h float32) { d.window.Resize(fyne.NewSize(w, h)) }

func (d *desk) open(name string) peer.ID {
	d.t.Helper()
	id := guitest.ID(name)
	d.page.Open(id)
	if d.page.talk.peer != id {
		d.t.Fatalf("the conversation with %s is not open", name)
	}
	return id
}

// write types into the composer.
func (d *desk) write(s string) {
	d.t.Helper()
	test.Type(d.canvas.Focused(), s)
}

func (d *desk) enter() { d.canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) }

func (d *desk) press(name string) {
	d.t.Helper()
	guitest.Press(d.t, d.canvas, name)
}

func (d *desk) says(text string) {
	d.t.Helper()
	guitest.WantSaid(d.t, d.canvas, text)
}

func (d *desk) silent(text string) {
	d.t.Helper()
	guitest.WantSilent(d.t, d.canvas, text)
}

func (d *desk) called(what string) int {
	n := 0
	for _, c := range d.world.Calls {
		if c == what {
			n++
		}
	}
	return n
}

func (d *desk) names() (all []string) {
	for _, x := range d.page.people.shown {
		all = append(all, x.name)
	}
	return all
}

func (d *desk) changed(id peer.ID, message string) {
	d.page.Events([]any{chat.MessageChanged{Peer: id, ID: message}})
}

func (d *desk) last() widget.Message {
	ms := d.world.Talks[d.page.talk.peer]
	m, ok := d.page.talk.view.Message(ms[len(ms)-1].ID)
	if !ok {
		d.t.Fatal("the last message is not shown")
	}
	return m
}

func has(all []string, s string) bool { return slices.Contains(all, s) }
