package safe

import (
	"context"
	"errors"
	"os"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging"
	"restante/node/vault"
)

var (
	_ Guard  = (*messaging.Guard)(nil)
	_ Backup = (*messaging.Backup)(nil)
)

func TestMain(m *testing.M) { os.Exit(guitest.Run(m)) }

// desk is an empty page and the cards over it.
type desk struct {
	*Safe
	t       *testing.T
	world   *guitest.World
	window  fyne.Window
	keyring error
	named   string
	notices []string
	changed int
}

func newDesk(t *testing.T, passphrase string) *desk {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(widget.Theme{Only: "light"})
	d := &desk{t: t, world: guitest.Empty(), keyring: errors.New("no bus")}
	d.world.Passphrase = passphrase
	d.window = test.NewTempWindow(t, widget.Label("page", 14))
	d.window.Resize(fyne.NewSize(900, 620))
	d.Safe = New(Options{Guard: guitest.Guard{World: d.world}, Backup: d.world, Keyring: func(context.Context) error { return d.keyring },
		File: func(name string, take func(string)) { d.named = name; take("/media/usb/" + name) }, Wipe: d.world.Wipe,
		Preferences: app.Preferences(), Loop: d.world.Loop, Now: d.world.Loop.Now, Canvas: d.window.Canvas,
		Notice: func(s string) { d.notices = append(d.notices, s) }, Problem: func(err error) string { return err.Error() },
		Changed: func() { d.changed++ }})
	return d
}

// enter types into what has the keyboard, one after the other, with Enter behind each.
func (d *desk) enter(typed ...string) {
	d.t.Helper()
	for _, s := range typed {
		f := d.window.Canvas().Focused()
		if f == nil {
			d.t.Fatal("nothing has the keyboard")
		}
		test.Type(f, s)
		f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
}

func (d *desk) says(s string) {
	d.t.Helper()
	guitest.WantSaid(d.t, d.window.Canvas(), s)
}

// did wants a call, and the card gone after it.
func (d *desk) did(call string) {
	d.t.Helper()
	if !d.world.Did(call) || d.window.Canvas().Overlays().Top() != nil || d.changed != 1 || len(d.notices) != 1 {
		d.t.Errorf("called %q, want %q; told %d times, said %q", d.world.Calls, call, d.changed, d.notices)
	}
}

func (d *desk) choose(tile string) {
	d.t.Helper()
	guitest.Choose(d.t, d.window.Canvas(), tile)
}

func TestChangeOfPassphrase(t *testing.T) {
	d := newDesk(t, "three ducks")
	d.Change()
	d.enter("three geese", "four walnuts", "four walnuts")
	d.says(vault.ErrWrongPassphrase.Error())
	guitest.Press(t, d.window.Canvas(), "Cancel")
	d.Change()
	d.enter("three ducks", "four walnuts", "four")
	d.says("The two are not the same.")
	if len(d.world.Calls) > 0 {
		t.Errorf("called %q", d.world.Calls)
	}
	guitest.Press(t, d.window.Canvas(), "Cancel")
	d.Change()
	d.enter("three ducks", "four walnuts", "four walnuts")
	d.did("unlocks by passphrase four walnuts")
}

func TestChangeToSomethingElse(t *testing.T) {
	d := newDesk(t, "three ducks")
	d.Change()
	d.enter("three ducks")
	d.choose("Nothing")
	d.says("Only the lock is changed: your messages stay as they are, and nothing of them is written anew.")
	guitest.Press(t, d.window.Canvas(), "Change")
	d.did("unlocks by nothing ")

	d = newDesk(t, "")
	d.keyring = nil
	d.Change()
	d.choose("System keyring")
	guitest.Press(t, d.window.Canvas(), "Change") // a second way in is not needed
	d.did("unlocks by keyring ")

	d = newDesk(t, "")
	d.Change()
	d.enter("short", "short")
	d.says("The passphrase is too short: it needs at least 8 letters.")
}

func TestBackUp(t *testing.T) {
	d := newDesk(t, "three ducks")
	if !Made(d.o.Preferences).IsZero() {
		t.Error("a backup was made already")
	}
	d.BackUp()
	d.enter("four words of mine", "four words of yours")
	d.says("The two are not the same.")
	guitest.Press(t, d.window.Canvas(), "Cancel")
	d.BackUp()
	d.world.Err = vault.ErrFull
	d.enter("four words of mine", "four words of mine")
	d.says(vault.ErrFull.Error())
	guitest.Press(t, d.window.Canvas(), "Choose a folder…")
	d.did("save /media/usb/restante-2026-11-21-1436.age four words of mine")
	if !Made(d.o.Preferences).Equal(guitest.Now.Truncate(1e9)) {
		t.Errorf("it was made at %v", Made(d.o.Preferences))
	}
}

// Nothing is erased before the word is typed as it stands there.
func TestErase(t *testing.T) {
	d := newDesk(t, "three ducks")
	d.Erase(d.window.Canvas())
	guitest.Press(t, d.window.Canvas(), "Erase everything")
	d.enter("Erase it")
	d.says("Type the word as it stands there.")
	if d.world.Did("wipe") {
		t.Fatal("it was erased")
	}
	guitest.Press(t, d.window.Canvas(), "Cancel")
	d.Erase(d.window.Canvas())
	d.world.Err = errors.New("the key file could not be overwritten")
	d.enter("erase")
	d.says("the key file could not be overwritten")
	if !d.world.Did("wipe") {
		t.Error("it was not erased")
	}
}
