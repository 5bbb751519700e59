package tray

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"restante/assets"
	"restante/gui/guitest"
)

func TestMain(m *testing.M) { os.Exit(guitest.Run(m)) }

// fakeApp is a desktop's tray.
type fakeApp struct {
	menu *fyne.Menu
	icon fyne.Resource
}

func (a *fakeApp) SetSystemTrayMenu(m *fyne.Menu)    { a.menu = m }
func (a *fakeApp) SetSystemTrayIcon(i fyne.Resource) { a.icon = i }

// labels are what the menu says, "*" before what is chosen.
func labels(m *fyne.Menu) (all []string) {
	for _, i := range m.Items {
		label := i.Label
		if i.Checked {
			label = "*" + label
		}
		if i.IsSeparator {
			label = "-"
		}
		if i.ChildMenu != nil {
			label += "[" + strings.Join(labels(i.ChildMenu), " ") + "]"
		}
		all = append(all, label)
	}
	return all
}

func newTray(t *testing.T, o Options) (*Tray, *fakeApp) {
	t.Helper()
	icon, err := assets.Files.ReadFile("icon.png")
	if err != nil {
		t.Fatal(err)
	}
	a := new(fakeApp)
	tray, err := New(a, icon, o)
	if err != nil {
		t.Fatal(err)
	}
	return tray, a
}

func TestMenu(t *testing.T) {
	login, level, done := 0, 1, ""
	_, a := newTray(t, Options{
		Open: func() { done += "open " }, Quit: func() { done += "quit" },
		Choices: []Choice{
			{Label: "Login", Chosen: func() int { return login }, Choose: func(i int) { login = i }},
			{Label: "Level", Values: []string{"a", "b"}, Chosen: func() int { return level }, Choose: func(i int) { level = i }},
			{Label: "Hidden", Chosen: func() int { return -1 }},
		},
	})
	want := func(want ...string) {
		t.Helper()
		if got := labels(a.menu); !slices.Equal(got, want) {
			t.Errorf("the menu is %q, want %q", got, want)
		}
	}
	want("Open Restante", "-", "Login", "Level[a *b]", "-", "Quit")
	a.menu.Items[2].Action()
	want("Open Restante", "-", "*Login", "Level[a *b]", "-", "Quit")
	a.menu.Items[2].Action()
	a.menu.Items[3].ChildMenu.Items[0].Action()
	want("Open Restante", "-", "Login", "Level[*a b]", "-", "Quit")
	a.menu.Items[0].Action()
	a.menu.Items[5].Action()
	if done != "open quit" || !a.menu.Items[5].IsQuit {
		t.Errorf("done %q", done)
	}
}

func TestTheNumberOnTheIcon(t *testing.T) {
	tray, a := newTray(t, Options{})
	none := a.icon
	pictures := map[string]bool{}
	for _, n := range []int{0, 1, 9, 10, 500} {
		before := a.icon
		tray.Unread(n)
		pictures[string(a.icon.Content())] = true
		if same := a.icon == before; same != (n == 0 || n == 500) {
			t.Errorf("%d: the icon stays: %v", n, same)
		}
		keep(t, a.icon)
	}
	if len(pictures) != 4 {
		t.Errorf("%d different pictures, want 4: none, 1, 9 and 9+", len(pictures))
	}
	tray.Unread(0)
	if !bytes.Equal(a.icon.Content(), none.Content()) {
		t.Error("a number stays on the icon")
	}
}

// The badge is seen: red in its corner, on nothing, the rest as it was.
func TestTheBadgeIsWhereItBelongs(t *testing.T) {
	tray, a := newTray(t, Options{})
	plain := decode(t, a.icon)
	tray.Unread(3)
	marked := decode(t, a.icon)
	red := color.NRGBA{0xd9, 0x2d, 0x4a, 0xff}
	if got := color.NRGBAModel.Convert(marked.At(48, 28)); got != red {
		t.Errorf("in the badge is %v", got)
	}
	if got, want := marked.At(12, 12), plain.At(12, 12); got != want {
		t.Errorf("the icon became %v from %v", got, want)
	}
}

func TestNoIconNoTray(t *testing.T) {
	if _, err := New(new(fakeApp), []byte("no picture"), Options{}); err == nil {
		t.Error("no error")
	}
}

// goneApp is a desktop whose bus has closed.
type goneApp struct{ fakeApp }

func (*goneApp) SetSystemTrayIcon(fyne.Resource) { panic("connection closed") }

func TestADesktopThatIsGone(t *testing.T) {
	tray, _ := newTray(t, Options{})
	tray.app = new(goneApp)
	tray.Unread(3) // must not end the program
}

func decode(t *testing.T, r fyne.Resource) image.Image {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(r.Content()))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// keep leaves a picture where people look at them.
func keep(t *testing.T, r fyne.Resource) {
	t.Helper()
	dir := os.Getenv("RESTANTE_SHOTS")
	if dir == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(dir, r.Name()), r.Content(), 0o600); err != nil {
		t.Error(err)
	}
}
