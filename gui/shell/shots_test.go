package shell

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/widget"
)

var (
	large = fyne.NewSize(1280, 820)
	small = fyne.NewSize(900, 620)
)

// TestShots draws every state of every page, light and dark, large and small,
// into the folder RESTANTE_SHOTS. Without it, only the small light ones are
// drawn, into a folder that goes.
func TestShots(t *testing.T) {
	dir, variants, sizes := os.Getenv("RESTANTE_SHOTS"), []string{"light", "dark"}, []fyne.Size{large, small}
	if dir == "" {
		dir, variants, sizes = t.TempDir(), variants[:1], sizes[1:]
	}
	for _, variant := range variants {
		test.NewTempApp(t).Settings().SetTheme(widget.Theme{Only: variant})
		for _, size := range sizes {
			for _, s := range slices.Concat(scenes, settingsScenes, networkScenes, wordScenes, guardScenes, storageScenes, orderScenes, shopScenes) {
				name := fmt.Sprintf("%s-%s-%.0f.png", s.name, variant, size.Width)
				fyne.CurrentApp().Settings().SetTheme(widget.Theme{Only: variant}) // a scene may enlarge the text
				t.Run(name, func(t *testing.T) { shoot(t, filepath.Join(dir, name), s, size) })
			}
		}
	}
}

func shoot(t *testing.T, file string, s scene, size fyne.Size) {
	w := window(t, s.world(), size)
	s.act(w)
	img := w.Canvas().Capture()
	if img.Bounds().Dx() != int(size.Width) {
		t.Errorf("%s is %v", file, img.Bounds())
	}
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
}

// opened is a window with the shell in it.
type opened struct {
	fyne.Window
	t     testing.TB
	shell *Shell
	world *guitest.World
}

func window(t testing.TB, w *guitest.World, size fyne.Size) opened { return windowOf(t, w, size, "") }

// windowOf is the window of a server, if it is one.
func windowOf(t testing.TB, w *guitest.World, size fyne.Size, server string) opened {
	o := Options{Far: server, Settings: sets(w), Safety: safety(w), Chats: w, People: w, Node: w, Push: w, Mail: w, Faces: w, Words: w, Choose: w.Choose, Loop: w.Loop, Now: w.Loop.Now}
	if w.Storage != nil {
		o.Places = w.Storage
	}
	if w.Orders != nil {
		o.Orders = w.Orders
	}
	o.Shop.Table = w.Choose
	if w.Shop != nil {
		o.Shop = ShopOptions{Core: w.Shop, Orders: w.Shop, Table: w.Choose}
	}
	if server != "" {
		o.Words, o.Safety.Guard = nil, nil
	}
	s := New(o)
	win := test.NewTempWindow(t, s.Object)
	win.SetPadded(false)
	win.Resize(size)
	s.Use(win.Canvas())
	s.Reload()
	return opened{win, t, s, w}
}

// TestShotsOfLargeText draws every state at 150 % in the small window; without the
// folder a single one, for another test looks at what is drawn.
func TestShotsOfLargeText(t *testing.T) {
	dir, all := os.Getenv("RESTANTE_SHOTS"), slices.Concat(scenes, settingsScenes, networkScenes, wordScenes, guardScenes, storageScenes, orderScenes, shopScenes)
	if dir == "" {
		dir, all = t.TempDir(), settingsScenes[:1]
	}
	test.NewTempApp(t).Settings().SetTheme(widget.Theme{Only: "dark", Text: 1.5})
	for _, s := range all {
		name := s.name + "-large-900.png"
		t.Run(name, func(t *testing.T) { shoot(t, filepath.Join(dir, name), s, small) })
	}
}
