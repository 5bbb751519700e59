package shell

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/keys"
	"restante/gui/widget"
	"restante/messaging"
)

var _ Guard = (*messaging.Guard)(nil)

// guardScenes are the lock, the cards of the safe, and the section that opens them. What
// is locked is drawn and not compared: the chats behind it change.
var guardScenes = []scene{
	{"settings-security", secret, func(w opened) { w.madeBackup(); w.shell.ShowSettings("security") }, true},
	{"settings-security-open", guitest.Busy, func(w opened) { w.shell.ShowSettings("security") }, true},
	{"safe-change", secret, func(w opened) { w.shell.ShowSettings("security"); w.click("Change") }, true},
	{"safe-change-nothing", guitest.Busy, func(w opened) {
		w.shell.ShowSettings("security")
		w.click("Change")
		guitest.Choose(w.t, w.Canvas(), "Nothing")
	}, true},
	{"safe-backup", secret, func(w opened) { w.shell.ShowSettings("security"); w.click("Make a backup") }, true},
	{"safe-erase", secret, func(w opened) { w.shell.ShowSettings("security"); w.click("Erase everything") }, true},
	{"locked", secret, func(w opened) { w.open("Marta Oliveira"); w.shell.Lock() }, false},
	{"locked-wrong", secret, func(w opened) { w.open("Marta Oliveira"); w.shell.Lock(); w.unlock("three geese") }, false},
	{"locked-erase", secret, func(w opened) { w.shell.Lock(); w.click("Erase everything…") }, false},
}

// secret is a world behind a passphrase.
func secret() *guitest.World {
	w := guitest.Busy()
	w.Passphrase = "three ducks"
	return w
}

// safety is what the window needs to guard a world.
func safety(w *guitest.World) *Safety {
	return &Safety{Guard: guitest.Guard{World: w}, Backup: w, Keyring: func(context.Context) error { return nil },
		Wipe: w.Wipe, Save: func(name string, take func(string)) { take("/media/usb/" + name) }}
}

func (w opened) madeBackup() {
	fyne.CurrentApp().Preferences().SetString("backup-made", time.Date(2026, 11, 14, 9, 0, 0, 0, time.UTC).Format(time.RFC3339))
}

func (w opened) unlock(passphrase string) {
	f := w.Canvas().Focused()
	test.Type(f, passphrase)
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

// What comes in while another page is shown is not read, until one turns back to it.
func TestAHiddenPageReadsNothing(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(widget.Theme{Only: "light"})
	w := window(t, secret(), small)
	w.shell.SetFocused(true)
	w.open("Ines Duarte")
	w.shell.Show(settingsPage)
	w.world.Calls = nil
	w.hear("Ines Duarte", "Are you there?")
	if w.world.Did("read Ines Duarte") {
		t.Error("it was read behind the settings")
	}
	w.shell.SetFocused(false)
	w.shell.Show(chatsPage)
	if w.world.Did("read Ines Duarte") {
		t.Error("it was read in a window that nobody looks at")
	}
	if w.shell.SetFocused(true); !w.world.Did("read Ines Duarte") {
		t.Error("it was not read when it was seen")
	}
}

// Ctrl+L hides the window. What comes in meanwhile is neither shown nor read; afterwards
// all is as it was.
func TestTheWindowLocks(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(widget.Theme{Only: "light"})
	w := window(t, secret(), small)
	var told []bool
	w.shell.o.Safety.Covered = func(on bool) { told = append(told, on) }
	w.shell.SetFocused(true)
	w.open("Ines Duarte")
	w.shell.Keys().Typed(&desktop.CustomShortcut{KeyName: fyne.KeyL, Modifier: keys.Command})
	if !w.shell.Locked() || !guitest.Says(w.Canvas(), "Restante is locked") {
		t.Fatal("it is not locked")
	}
	w.world.Calls = nil
	w.hear("Ines Duarte", "Are you there?")
	w.shell.SetFocused(true)
	w.shell.AddPerson() // as a click in the tray, or a link, would
	if len(w.Canvas().Overlays().List()) != 1 || w.world.Did("read Ines Duarte") {
		t.Errorf("something lies over the cover, or was read: %q", w.world.Calls)
	}
	w.unlock("three ducks")
	if w.shell.Locked() || len(told) != 2 || !told[0] || told[1] {
		t.Errorf("it is still locked, or told %v", told)
	}
}
