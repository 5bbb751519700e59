//go:build e2e

package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestWindowGuards gives a folder a passphrase in the settings, and later another
// one: each opens it from the next start on, and no other does. Behind Ctrl+L mail
// goes on arriving and is not read before the passphrase is typed.
func TestWindowGuards(t *testing.T) {
	w := newTown(t, t.TempDir())
	alice := w.alice.ready.PeerID
	w.alice.stop()
	win := openAt(t, w.alice)
	win.takesKeys()
	win.changes("three ducks", "three ducks")
	win.close()
	w.alice.opensOnlyBy(t, "three ducks", "three geese", "")

	win = openAt(t, w.alice)
	win.takesKeys()
	win.types("three ducks")
	w.bob.sends(alice, []string{"The ferry is late."})
	w.bob.allAre(alice, 1, "delivered")
	win.shot("unlocked") // with the message in the list
	win.click(245, 216)  // the first person there, below the reminder of the recovery words
	w.bob.allAre(alice, 1, "read")
	win.keys("ctrl+l")
	win.shot("locked")
	w.bob.sends(alice, []string{"Now it is here."})
	w.bob.until("the message behind the lock", func() bool { return w.bob.messages(alice)[1].State == "delivered" })
	win.types("three geese")
	win.refuses()
	win.shot("locked-still")
	if s := w.bob.messages(alice)[1].State; s != "delivered" {
		t.Errorf("behind the lock the message is %s", s)
	}
	win.types("three ducks")
	w.bob.allAre(alice, 2, "read")
	win.shot("unlocked-again")

	win.changes("three ducks", "four walnuts", "four walnuts")
	win.close()
	w.alice.opensOnlyBy(t, "four walnuts", "three ducks", "")
	win = openAt(t, w.alice)
	win.takesKeys()
	win.types("three ducks")
	win.refuses()
	win.shot("locked-old")
	win.types("four walnuts")
	w.bob.sends(alice, []string{"See you."})
	w.bob.allAre(alice, 3, "delivered", "read")
	win.close()
	w.alice.args = append(w.alice.args, "--passphrase-file", passphraseFile(t, "four walnuts"))
	w.alice.mustStart()
	w.alice.hasAll(w.bob.ready.PeerID, []string{"The ferry is late.", "Now it is here.", "See you."})
	w.alice.stop()
}

// security opens that section of the settings, below the reminder.
func (w *window) security() {
	w.t.Helper()
	w.keys("ctrl+comma")
	w.click(154, 430)
	w.shot("security")
}

// changes fills in how this computer unlocks, and waits until it does.
func (w *window) changes(typed ...string) {
	w.t.Helper()
	before := w.locks()
	w.security()
	w.click(734, 210)
	for _, s := range typed {
		w.types(s)
	}
	w.until("another lock", func() bool { return w.locks() != before })
	w.shot("changed")
}

// refuses waits for the red sentence below the passphrase: until then what is typed is lost.
func (w *window) refuses() {
	w.t.Helper()
	w.until("the passphrase to be refused", func() bool { return w.red(440, 434, 30, 20) })
}

// red reports whether there is something red in that part of the window.
func (w *window) red(left, top, wide, high int) bool {
	w.t.Helper()
	d := dialX(w.t)
	defer d.close()
	for x := left; x < left+wide; x++ {
		if slices.ContainsFunc(d.column(w.number(), x, top, high), reddish) {
			return true
		}
	}
	return false
}

func reddish(colour uint32) bool {
	r, g, b := colour>>16, colour>>8&0xff, colour&0xff
	return r > g+40 && r > b+40
}

// locks is what the key is wrapped in.
func (w *window) locks() string {
	b, err := os.ReadFile(filepath.Join(w.dir, "vault.key"))
	if err != nil {
		return err.Error()
	}
	return string(b)
}

// opensOnlyBy starts the node without a window by each passphrase; "" is none.
func (m *machine) opensOnlyBy(t *testing.T, right string, wrong ...string) {
	t.Helper()
	args := m.args
	defer func() { m.args = args }()
	for _, s := range append(wrong, right) {
		m.args = args
		if s != "" {
			m.args = append(args[:len(args):len(args)], "--passphrase-file", passphraseFile(t, s))
		}
		if err := m.start(); (err == nil) != (s == right) {
			t.Errorf("by %q the folder opens: %v", s, err)
		}
		m.stop()
	}
}

// TestWindowBacksUp makes a backup file in the settings, and restores it at the first
// start on another computer: the same person with the same messages, and a device of
// its own.
func TestWindowBacksUp(t *testing.T) {
	home := t.TempDir()
	w := newTown(t, t.TempDir())
	alice, bob := w.alice.ready.PeerID, w.bob.ready.PeerID
	w.bob.sends(alice, []string{"Keep this."})
	w.bob.allAre(alice, 1, "delivered")
	w.alice.stop()
	w.alice.env = []string{"HOME=" + home} // where the dialogs of files begin
	win := openAt(t, w.alice)
	win.takesKeys()
	win.security()
	win.click(1163, 219)
	win.types("four words of mine")
	win.types("four words of mine")
	win.shot("backup-folder")
	win.click(1167, 731) // Open: this folder
	win.until("the backup", func() bool { return len(backupsIn(t, home)) == 1 })
	win.shot("backup-made")
	win.close()

	again := newcomer(t)
	again.env = w.alice.env
	win = openAt(t, again)
	win.takesKeys()
	win.keys("Down", "Down", "Return")
	win.shot("restore")
	win.keys("Return")
	win.shot("restore-file")
	win.click(355, 210) // the one file, below the folder above
	win.click(1167, 731)
	win.shot("restore-chosen")
	before := win.colour(600, 330)
	win.types("four words of mine")
	win.until("the next step", func() bool { return win.colour(600, 330) != before })
	win.shot("restore-found")
	win.keys("Right", "Return")
	win.until("the folder", func() bool { return fileIsThere(again.dir, "outbox") })
	win.shot("restore-done")
	win.close()
	again.mustStart()
	if again.ready.PeerID != alice {
		t.Errorf("somebody else is back: %s, want %s", again.ready.PeerID, alice)
	}
	again.hasAll(bob, []string{"Keep this."})
	again.stop()
	again.audit()
}

func backupsIn(t *testing.T, folder string) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(folder, "restante-*.age"))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// colour is that of one pixel.
func (w *window) colour(x, y int) uint32 {
	w.t.Helper()
	d := dialX(w.t)
	defer d.close()
	if c := d.column(w.number(), x, y, 1); len(c) == 1 {
		return c[0]
	}
	return 0
}

// TestWindowErases types the word that ends everything. The program goes and leaves an
// empty folder, in which the next start begins anew, as somebody else.
func TestWindowErases(t *testing.T) {
	w := newTown(t, t.TempDir())
	alice := w.alice.ready.PeerID
	w.bob.sends(alice, []string{"Nobody shall read this."})
	w.bob.allAre(alice, 1, "delivered")
	w.alice.stop()
	win := openAt(t, w.alice)
	win.takesKeys()
	win.security()
	win.click(1169, 461)
	win.types("everything") // is not the word
	win.shot("erase-wrong")
	win.keys("ctrl+a")
	win.types("erase")
	<-win.done
	win.close()
	w.alice.hasNothing(t)

	win = openAt(t, w.alice)
	win.takesKeys()
	win.shot("erased")
	win.keys("Return")
	win.types("Elena Costa")
	win.keys("Right", "Return", "Left", "Return", "Down", "Return")
	win.until("the folder", func() bool { return fileIsThere(w.alice.dir, "outbox") })
	win.close()
	w.alice.mustStart()
	if w.alice.ready.PeerID == alice || len(w.alice.messages(w.bob.ready.PeerID)) > 0 {
		t.Errorf("something came back: %s", w.alice.ready.PeerID)
	}
	w.alice.stop()
}

// hasNothing wants an empty folder. The file by which a program holds it has no content.
func (m *machine) hasNothing(t *testing.T) {
	t.Helper()
	left, err := os.ReadDir(m.dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range left {
		if info, err := e.Info(); err != nil || e.Name() != "lock" || info.Size() > 0 {
			t.Errorf("%s is left, %v", e.Name(), err)
		}
	}
}
