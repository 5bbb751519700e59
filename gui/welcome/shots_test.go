package welcome

import (
	"errors"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/node/vault"
)

var (
	large = fyne.NewSize(1280, 820)
	small = fyne.NewSize(900, 620)
)

// scenes are all states of all steps, each from its beginning.
var scenes = []struct {
	name string
	act  func(*desk)
}{
	{"first-who", func(*desk) {}},
	{"first-restore", func(d *desk) { d.toWords(); d.restore.area.SetText("abandn ability able about above absent") }},
	{"first-restore-wrong", func(d *desk) { d.toWords(); d.restore.area.SetText(guitest.TestWords[8:] + " zoo"); d.Next() }},
	{"first-saved", func(d *desk) { d.toSaved() }},
	{"first-saved-wrong", func(d *desk) { d.toSaved(); d.press("Choose the file"); d.enter("four") }},
	{"first-saved-guard", func(d *desk) { d.toSaved(); d.press("Choose the file"); d.enter("four words of mine") }},
	{"first-name", func(d *desk) { d.enter() }},
	{"first-name-wrong", func(d *desk) { d.enter(); d.enter("Elena\u202e") }},
	{"first-name-picture", func(d *desk) {
		d.enter()
		d.file = picture(d.t, 300, 200)
		d.press("Choose picture")
		test.Type(d.Focused(), "Elena Costa")
	}},
	{"first-guard-keyring", func(d *desk) { d.keyring = nil; d.guard.look(); d.toGuard() }},
	{"first-guard", func(d *desk) { d.toGuard() }},
	{"first-guard-typed", func(d *desk) { d.toGuard(); d.enter(); d.enter("three ducks and a goose", "three ducks and a moose") }},
	{"first-guard-none", func(d *desk) { d.toGuard(); d.key(fyne.KeyRight) }},
	{"first-holder", func(d *desk) { d.toHolder() }},
	{"first-holder-wrong", func(d *desk) { d.toHolder(); d.enter(); d.enter("oslo.example") }},
	{"first-holder-nobody", func(d *desk) { d.toHolder(); d.key(fyne.KeyLeft) }},
	{"first-offer", func(d *desk) { d.toOffer() }},
	{"first-later", func(d *desk) { d.toOffer(); d.key(fyne.KeyDown) }},
	{"first-sheet", func(d *desk) { d.toOffer(); d.enter() }},
	{"first-quiz", func(d *desk) { d.toOffer(); d.enter(); d.enter(); d.enter("abandon", "zoo", "art") }},
	{"first-begins", func(d *desk) { d.toOffer(); d.key(fyne.KeyDown); d.enter() }},
	{"locked", func(d *desk) { d.lock(nil) }},
	{"locked-wrong", func(d *desk) { d.lock(nil); d.fail = vault.ErrWrongPassphrase; d.enter("three geese") }},
	{"locked-keyring", func(d *desk) { d.lock(errors.Join(vault.ErrKeyring, vault.ErrPassphraseNeeded)) }},
	{"locked-keyring-only", func(d *desk) { d.lock(vault.ErrKeyring) }},
	{"locked-broken", func(d *desk) { d.lock(vault.ErrCorrupt) }},
	{"locked-window", func(d *desk) { d.lockWindow() }},
	{"waiting", func(d *desk) { d.window.SetContent(Waiting()) }},
}

func (d *desk) toWords() { d.key(fyne.KeyDown); d.enter() }
func (d *desk) toGuard() { d.enter(); d.enter("Elena Costa") }
func (d *desk) toHolder() {
	d.toGuard()
	d.key(fyne.KeyRight)
	d.enter()
}

func (d *desk) toOffer() {
	d.toHolder()
	d.key(fyne.KeyLeft)
	d.enter()
}

// lock puts the page of a locked folder in the place of the first start.
func (d *desk) lock(why error) {
	l := NewLock(LockOptions{Canvas: d.window.Canvas, Open: d.open, Quit: func() {}}, why)
	d.window.SetContent(l.Object)
	l.Start()
}

// lockWindow is the page over a window whose core goes on.
func (d *desk) lockWindow() {
	l := NewLock(LockOptions{Canvas: d.window.Canvas, Open: d.open, Erase: func() {}}, nil)
	d.window.SetContent(l.Object)
	l.Start()
}

// each draws every scene and hands it over.
func each(t *testing.T, theme widget.Theme, size fyne.Size, f func(name string, d *desk)) {
	for _, s := range scenes {
		d := newDesk(t, func(d *desk) { d.theme = theme })
		d.window.Resize(size)
		s.act(d)
		f(fmt.Sprintf("%s-%s-%.0f", s.name, theme.Only, size.Width), d)
	}
}

// TestShots draws all of them, light and dark, large and small, into the folder
// RESTANTE_SHOTS. Without it, only the small light ones are drawn, into a folder
// that goes.
func TestShots(t *testing.T) {
	dir, variants, sizes := os.Getenv("RESTANTE_SHOTS"), []string{"light", "dark"}, []fyne.Size{large, small}
	if dir == "" {
		dir, variants, sizes = t.TempDir(), variants[:1], sizes[1:]
	}
	for _, variant := range variants {
		for _, size := range sizes {
			each(t, widget.Theme{Only: variant}, size, func(name string, d *desk) {
				d.shoot(filepath.Join(dir, name+".png"))
			})
		}
	}
}

// TestShotsOfLargeText draws them at 150 % in the small window, and looks for what is
// cut there: the page may be higher than the window then.
func TestShotsOfLargeText(t *testing.T) {
	dir := os.Getenv("RESTANTE_SHOTS")
	if dir == "" {
		dir = t.TempDir()
	}
	each(t, widget.Theme{Only: "dark", Text: 1.5}, small, func(name string, d *desk) {
		d.shoot(filepath.Join(dir, name+"-large.png"))
		d.wantsNothingCut(name)
	})
}

func (d *desk) shoot(file string) {
	d.t.Helper()
	f, err := os.Create(file)
	if err != nil {
		d.t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, d.window.Canvas().Capture()); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) wantsNothingCut(name string) {
	d.t.Helper()
	texts(d.window.Content(), func(x *canvas.Text) {
		if need := x.MinSize().Width; need > x.Size().Width+2.5 && x.Size().Width > 0 {
			d.t.Errorf("%s: %q needs %.1f and has %.1f", name, x.Text, need, x.Size().Width)
		}
	})
	if wide := d.Page.frame.body.MinSize().Width; wide > cardWide-64 {
		d.t.Errorf("%s is %.0f wide", name, wide)
	}
}

// TestNothingIsCutByAccident looks for text that is drawn in too narrow a place,
// for steps that do not fit the small window, and for those that make the card jump.
func TestNothingIsCutByAccident(t *testing.T) {
	each(t, widget.Theme{Only: "light"}, small, func(name string, d *desk) {
		d.wantsNothingCut(name)
		if high := d.Page.frame.column.MinSize().Height; high > small.Height {
			t.Errorf("%s is %.0f high", name, high)
		}
		if high := d.Page.frame.card.MinSize().Height; high != cardHigh {
			t.Errorf("the card of %s is %.0f high, want %.0f", name, high, cardHigh)
		}
	})
}
