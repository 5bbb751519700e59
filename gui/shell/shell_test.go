package shell

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging"
	"restante/messaging/chat"
)

func TestMain(m *testing.M) { os.Exit(guitest.Run(m)) }

func dressed(t *testing.T, w *guitest.World) opened {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(widget.Theme{Only: "light"})
	return window(t, w, large)
}

func (w opened) says(t *testing.T, text string) {
	t.Helper()
	if !guitest.Says(w.Canvas(), text) {
		t.Errorf("the window does not say %q", text)
	}
}

func (w opened) press(t *testing.T, name string) {
	t.Helper()
	guitest.Press(t, w.Canvas(), name)
}

// TestMarkup compares whole pages with testdata, in structure, place and colour.
func TestMarkup(t *testing.T) {
	for _, s := range slices.Concat(scenes, settingsScenes, networkScenes, wordScenes, guardScenes, storageScenes, orderScenes, shopScenes) {
		if s.latin {
			w := dressed(t, s.world())
			s.act(w)
			test.AssertRendersToMarkup(t, s.name+".xml", w.Canvas())
		}
	}
}

// TestNothingIsCutByAccident looks for text that is drawn in too narrow a place
// and has no ellipsis for it, on every page in both sizes.
func TestNothingIsCutByAccident(t *testing.T) {
	for _, size := range []fyne.Size{large, small} {
		for _, s := range slices.Concat(scenes, settingsScenes, networkScenes, wordScenes, guardScenes, storageScenes, orderScenes, shopScenes) {
			test.NewTempApp(t).Settings().SetTheme(widget.Theme{Only: "light"})
			w := window(t, s.world(), size)
			s.act(w)
			for _, root := range append([]fyne.CanvasObject{w.Content()}, w.Canvas().Overlays().List()...) {
				texts(root, func(x *canvas.Text) {
					if need := x.MinSize().Width; need > x.Size().Width+2.5 && x.Size().Width > 0 {
						t.Errorf("%s at %v: %q needs %.1f and has %.1f", s.name, size.Width, x.Text, need, x.Size().Width)
					}
				})
			}
		}
	}
}

func texts(o fyne.CanvasObject, f func(*canvas.Text)) {
	if !o.Visible() {
		return
	}
	switch x := o.(type) {
	case *canvas.Text:
		f(x)
	case *fyne.Container:
		for _, c := range x.Objects {
			texts(c, f)
		}
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(x).Objects() {
			texts(c, f)
		}
	}
}

func TestTheWindowFitsASmallScreen(t *testing.T) {
	w := dressed(t, guitest.Busy())
	for _, open := range []func(){func() {}, func() { w.open("Marta Oliveira") }, w.shell.ShowNetwork} {
		open()
		if m := w.shell.Object.MinSize(); m.Width > small.Width || m.Height > small.Height {
			t.Errorf("it needs %v", m)
		}
	}
}

func TestAddAPersonByLink(t *testing.T) {
	w := dressed(t, guitest.Empty())
	w.says(t, "No conversations yet")
	w.press(t, "Open an invite")
	w.world.Err = errors.New("this is no Restante link")
	test.Type(w.Canvas().Focused(), "restante:Kenji")
	w.press(t, "Add")
	w.says(t, "this is no Restante link")
	w.press(t, "Add")
	w.says(t, "Kenji was added")
	test.Type(w.Canvas().Focused(), "hello Kenji")
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if ms := w.world.Talks[guitest.ID("Kenji")]; len(ms) != 1 || ms[0].Text != "hello Kenji" {
		t.Errorf("sent %v", ms)
	}
	w.world.Loop.Advance(toastTime)
	if w.shell.toast.Text() != "" {
		t.Error("the notice stays")
	}
}

func TestOwnCodeAndName(t *testing.T) {
	w := dressed(t, guitest.Busy())
	w.press(t, "Your code")
	w.says(t, "Elena Costa")
	w.press(t, "Copy")
	if got := fyne.CurrentApp().Clipboard().Content(); got != w.world.Me.Link {
		t.Errorf("the clipboard has %q", got)
	}
	w.press(t, "Your name")
	test.Type(w.Canvas().Focused(), " Silva")
	w.press(t, "Save")
	w.says(t, "Elena Costa Silva")
	w.press(t, "Close")
	if w.Canvas().Overlays().Top() != nil {
		t.Error("the card stays")
	}
}

func TestPushNodes(t *testing.T) {
	w := dressed(t, guitest.Empty())
	w.press(t, "Network")
	w.says(t, "Nobody holds your mail")
	w.press(t, "Add push node")
	test.Type(w.Canvas().Focused(), "/dns4/oslo.example/tcp/1/p2p/x")
	w.press(t, "Add")
	w.says(t, "1 push node holds your mail")
	w.says(t, "oslo.example")
	w.press(t, "Remove push node")
	w.press(t, "Remove")
	w.says(t, "Nobody holds your mail")
	w.press(t, "Look for mail now")
	w.says(t, "0 new messages")
}

func TestTheNetworkIsReadOnlyWhileItIsShown(t *testing.T) {
	w := dressed(t, guitest.Busy())
	w.press(t, "Network")
	w.world.Nodes = w.world.Nodes[:1]
	w.world.Loop.Advance(6 * time.Second)
	w.says(t, "1 push node holds your mail")
	w.press(t, "Chats")
	w.world.Loop.Advance(time.Minute)
	if n := w.world.Loop.Due(); n != 0 {
		t.Errorf("%d timers run behind a hidden page", n)
	}
}

func TestTheRailCountsWhatIsNew(t *testing.T) {
	w := dressed(t, guitest.Busy())
	before := test.RenderObjectToMarkup(w.shell.rail.object)
	id := guitest.ID("Ines Duarte")
	w.world.Say(id, guitest.Now, "one more", "").Read = false
	w.shell.Events([]any{chat.MessageChanged{Peer: id, ID: "x"}})
	after := test.RenderObjectToMarkup(w.shell.rail.object)
	if !strings.Contains(before, ">4<") || !strings.Contains(after, ">5<") {
		t.Error("the rail does not count")
	}
}

func TestDarkFollowsTheDesktop(t *testing.T) {
	w := dressed(t, guitest.Busy())
	w.open("Marta Oliveira")
	fyne.CurrentApp().Settings().SetTheme(widget.Theme{Only: "dark"})
	w.Content().Refresh()
	got := test.RenderToMarkup(w.Canvas())
	for _, lightOnly := range []string{"rgba(246,247,251,255)", "rgba(236,238,247,255)", "rgba(26,29,46,255)"} {
		if strings.Contains(got, lightOnly) {
			t.Errorf("%s is still there", lightOnly)
		}
	}
}

// same compares two drawings and shows where they begin to differ.
func same(t *testing.T, page, want, got string) {
	t.Helper()
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			t.Errorf("%s: line %d was\n%s\nand is\n%s", page, i+1, strings.TrimSpace(a[i]), strings.TrimSpace(b[i]))
			return
		}
	}
	if len(a) != len(b) {
		t.Errorf("%s had %d lines and has %d", page, len(a), len(b))
	}
}

func TestTheInvitePromisesOnlyWhatIsTrue(t *testing.T) {
	w := dressed(t, guitest.Empty())
	says := func(when string, away bool) {
		t.Helper()
		page := words(w)
		if strings.Contains(page, "also while you are away") != away || strings.Contains(page, "cannot arrive until you are both on") == away {
			t.Errorf("%s the page says %q", when, page)
		}
	}
	says("without a push node", false)
	w.world.Nodes = guitest.Nodes()[:1]
	w.world.Nodes[0].Registered = false
	w.shell.Reload()
	says("before it is registered", false)
	w.world.Nodes[0].Registered = true
	w.shell.Events([]any{messaging.NodesChanged{ID: w.world.Nodes[0].Peer}})
	says("with a push node", true)
	w.shell.ShowNetwork()
	w.world.Nodes = nil
	w.world.Loop.Advance(6 * time.Second)
	w.shell.ShowInvite()
	says("without it again", false)
}

// words is all visible text, lines of a paragraph joined by spaces.
func words(w opened) string {
	var all []string
	for _, root := range append([]fyne.CanvasObject{w.Content()}, w.Canvas().Overlays().List()...) {
		texts(root, func(x *canvas.Text) { all = append(all, x.Text) })
	}
	return strings.Join(all, " ")
}

func TestNodesOnOneHostCanBeToldApart(t *testing.T) {
	w := dressed(t, guitest.Empty())
	w.world.AddPushNode(t.Context(), "/ip4/127.0.0.1/udp/4001/quic-v1")
	w.world.AddPushNode(t.Context(), "/ip4/127.0.0.1/udp/4002/quic-v1")
	w.press(t, "Network")
	w.says(t, "127.0.0.1:4001")
	w.says(t, "127.0.0.1:4002")
}

// TestBannersFitASmallWindow looks at the longest name that a banner can have.
func TestBannersFitASmallWindow(t *testing.T) {
	for _, name := range []string{"Maximilianus", "12D3KooWQ7…x9Fd"} {
		for _, alone := range []bool{false, true} {
			world := guitest.Busy()
			id := world.Meet(name, false, guitest.Now)
			if alone {
				world.Nodes, world.Contact(id).PushNodes = nil, 0
			}
			test.NewTempApp(t).Settings().SetTheme(widget.Theme{Only: "light"})
			w := window(t, world, small)
			w.openID(id)
			if page := words(w); !strings.Contains(page, "when they return.") && !strings.Contains(page, "until you are both on.") {
				t.Errorf("the banner for %s is cut (nobody holds: %v)", name, alone)
			}
		}
	}
}

func TestALongLinkKeepsTheDialogInTheWindow(t *testing.T) {
	link := "restante:" + strings.Repeat("abcdefghij", 400)
	for name, open := range map[string]func(opened){
		"Add a person":    func(w opened) { w.shell.AddPerson() },
		"Add a push node": func(w opened) { w.shell.Network.Add() },
		"Your name":       func(w opened) { w.shell.invite.Rename() },
	} {
		test.NewTempApp(t).Settings().SetTheme(widget.Theme{Only: "light"})
		w := window(t, guitest.Busy(), small)
		open(w)
		paste(w, link)
		w.says(t, name)
		no, _ := guitest.Find[*widget.Button](w.Canvas().Overlays().Top(), "Cancel")
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(no)
		if card := no.Position().X + no.Size().Width; card > 480 || at.X < 0 || at.X+no.Size().Width > small.Width {
			t.Errorf("%s: Cancel is at %v, %v from the edge of the card", name, at, card)
		}
	}
}

// paste puts a text where the keyboard is, and lets the window follow.
func paste(w opened, s string) {
	c := fyne.CurrentApp().Clipboard()
	c.SetContent(s)
	w.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: c})
	w.Canvas().Overlays().Top().Refresh()
}
