package shell

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
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
			for _, s := range scenes {
				name := fmt.Sprintf("%s-%s-%.0f.png", s.name, variant, size.Width)
				shoot(t, filepath.Join(dir, name), s, size)
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
	shell *Shell
	world *guitest.World
}

func window(t *testing.T, w *guitest.World, size fyne.Size) opened {
	s := New(Options{Chats: w, People: w, Node: w, Push: w, Mail: w, Loop: w.Loop, Now: w.Loop.Now})
	win := test.NewTempWindow(t, s.Object)
	win.SetPadded(false)
	win.Resize(size)
	s.Use(win.Canvas())
	s.Reload()
	return opened{win, s, w}
}
