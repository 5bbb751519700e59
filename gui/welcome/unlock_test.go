package welcome

import (
	"errors"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/node/vault"
)

// door is a locked folder's page in a window.
type door struct {
	desk
	lock *Lock
	quit bool
}

func newDoor(t *testing.T, why error) *door {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(widget.Theme{Only: "light"})
	d := &door{desk: desk{t: t}}
	d.lock = NewLock(LockOptions{Canvas: func() fyne.Canvas { return d.Canvas }, Open: d.open, Quit: func() { d.quit = true }}, why)
	w := test.NewTempWindow(t, d.lock.Object)
	w.Resize(fyne.NewSize(900, 620))
	d.Canvas = w.Canvas()
	d.lock.Start()
	return d
}

func (d *door) tried() (all []string) {
	for _, c := range d.opened {
		all = append(all, c.Passphrase)
	}
	return all
}

func TestUnlock(t *testing.T) {
	d := newDoor(t, nil)
	d.wants("Your mail is locked")
	d.fail = vault.ErrWrongPassphrase
	d.enter("three geese")
	d.wants("This is not the passphrase.")
	d.fail = vault.ErrPassphraseNeeded
	d.enter()
	d.wants("Please type the passphrase.")
	d.fail = nil
	d.enter("three ducks")
	if !slices.Equal(d.tried(), []string{"three geese", "", "three ducks"}) {
		t.Errorf("it tried %q", d.tried())
	}
	d.wants("One moment…")
	d.enter("again")
	if len(d.opened) != 3 {
		t.Error("it tries while it tries")
	}
	d.press("Quit")
	if !d.quit {
		t.Error("one cannot quit")
	}
}

func TestWhyItDoesNotOpen(t *testing.T) {
	for _, c := range []struct {
		why    error
		says   string
		secret bool
	}{
		{vault.ErrKeyring, "begin with an empty data folder and your recovery words", false},
		{errors.Join(vault.ErrKeyring, vault.ErrPassphraseNeeded), "type the passphrase that you chose as a second way in", true},
		{vault.ErrKeyMissing, "its key file vault.key is missing", false},
		{vault.ErrCorrupt, "Nothing in it was changed", false},
		{errors.New("listen udp: address already in use"), "address already in use", false},
	} {
		d := newDoor(t, c.why)
		d.wants(c.says)
		if guitest.Says(d.Canvas, "Try again") == c.secret || (d.lock.secret != nil) != c.secret {
			t.Errorf("%v: what one can do is not plain: %q", c.why, words(d.Content()))
		}
		d.enter()
		if len(d.opened) != 1 {
			t.Errorf("%v: Enter does not try again", c.why)
		}
	}
}
