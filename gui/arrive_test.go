package gui

import (
	"errors"
	"io"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/welcome"
	"restante/messaging"
	"restante/messaging/chat"
	"restante/node/vault"
)

// locked is a folder with this passphrase.
func locked(passphrase string) func(*home) {
	return func(h *home) {
		h.ask = welcome.Passphrase
		h.refuse = func(c welcome.Choices) error {
			if c.Passphrase != passphrase {
				return vault.ErrWrongPassphrase
			}
			return nil
		}
	}
}

// types types where the keyboard is, and Enter.
func (h *home) types(s string) {
	c := h.window.Canvas()
	test.Type(c.Focused(), s)
	c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	h.settle()
}

func TestALockedFolderOpensByItsPassphrase(t *testing.T) {
	at(t, Options{}, locked("three ducks"), func(h *home) {
		if len(h.chosen) > 0 || !h.says("Your mail is locked") {
			t.Fatalf("it opened with %v", h.chosen)
		}
		h.types("three geese")
		if !h.says("This is not the passphrase.") || h.shell != nil {
			t.Error("it does not say that the passphrase is wrong")
		}
		h.types("three ducks")
		if !h.says("Chats") || h.says("Your mail is locked") {
			t.Error("the pages are not there")
		}
		if h.failure != nil {
			t.Errorf("the program would end with %v", h.failure)
		}
	})
}

func TestALockedFolderIsNotHidden(t *testing.T) {
	at(t, Options{Hidden: true}, locked("x"), func(h *home) { h.wants("show") })
}

func TestALinkWaitsForThePassphrase(t *testing.T) {
	at(t, Options{}, locked("three ducks"), func(h *home) {
		h.hear <- "restante:Kenji"
		h.wants("show")
		h.hear <- ""
		h.wants("show")
		h.types("three ducks")
		h.wantsKenji()
	})
}

// The keyboard was the window's before there was anything to read.
func TestWhoUnlocksLooks(t *testing.T) {
	at(t, Options{}, locked("three ducks"), func(h *home) {
		h.look(true)
		h.types("three ducks")
		ines := guitest.ID("Ines Duarte")
		h.did = nil
		h.world.Say(ines, guitest.Now, "Are you there?", "").Read = false
		h.bus.Publish(chat.MessageChanged{Peer: ines})
		<-time.After(2 * gather)
		h.wants() // no notice: the window says it all
	})
}

func TestClosingALockedWindowEnds(t *testing.T) {
	at(t, Options{}, locked("x"), func(h *home) { h.close(); h.wants("quit") })
}

// TestTheFirstStart drives all steps by Enter alone: no keyring, no mail held.
func TestTheFirstStart(t *testing.T) {
	begin := func(h *home) { h.ask, h.late = welcome.Everything, messaging.ErrOwnNode }
	at(t, Options{Link: "restante:Kenji"}, begin, func(h *home) {
		h.types("") // somebody new
		h.types("Elena Costa")
		h.types("") // the passphrase
		h.types("three ducks")
		h.types("three ducks")
		h.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft}) // only this computer
		h.types("")
		h.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown}) // the words later
		h.types("")
		if len(h.chosen) != 1 || h.chosen[0].Name != "Elena Costa" || h.chosen[0].Passphrase != "three ducks" || h.chosen[0].Words == "" {
			t.Fatalf("chosen was %+v", h.chosen)
		}
		if !h.says("This is your own peer ID: a push node is another machine.") {
			t.Error("it does not say what could not be done")
		}
		if h.window.Canvas().OnTypedKey() == nil {
			t.Error("the card with the link does not take the keyboard")
		}
		h.wantsKenji()
	})
}

func TestAWindowThatWaitsSaysSo(t *testing.T) {
	at(t, Options{}, func(h *home) { h.takes = 3 * time.Second }, func(h *home) {
		h.wants()
		<-time.After(quietly)
		h.wants("show")
		if !h.says("Opening your mail…") {
			t.Error("it does not say that it waits")
		}
		<-time.After(h.takes)
		if h.says("Opening your mail…") || !h.says("Chats") {
			t.Error("the pages are not there")
		}
	})
}

func TestAFolderThatDoesNotOpen(t *testing.T) {
	broken := func(h *home) { h.refuse = func(welcome.Choices) error { return vault.ErrCorrupt } }
	at(t, Options{Hidden: true}, broken, func(h *home) {
		h.wants("show")
		if !h.says("The database is damaged. Nothing in it was changed.") {
			t.Error("it does not say why")
		}
		if !errors.Is(h.failure, vault.ErrCorrupt) {
			t.Errorf("the program would end with %v", h.failure)
		}
		h.refuse = nil
		guitest.Press(t, h.window.Canvas(), "Try again")
		h.settle()
		if !h.says("Chats") || h.failure != nil {
			t.Errorf("it does not open at the second attempt: %v", h.failure)
		}
	})
}

func TestAKeyringThatFailsLeavesTheSecondWayIn(t *testing.T) {
	failing := func(h *home) {
		h.refuse = func(c welcome.Choices) error {
			if c.Passphrase == "" {
				return errors.Join(vault.ErrKeyring, vault.ErrPassphraseNeeded)
			}
			return nil
		}
	}
	at(t, Options{}, failing, func(h *home) {
		if !h.says("The keyring did not open") {
			t.Fatal("it does not say why")
		}
		h.types("the second way")
		if !h.says("Chats") {
			t.Error("the pages are not there")
		}
	})
}

// TestFilesAreChosenInAWideDialog opens each of them.
func TestFilesAreChosenInAWideDialog(t *testing.T) {
	at(t, Options{}, locked("x"), func(h *home) {
		for _, choose := range []func(){
			func() { h.choosePicture(func(io.ReadCloser) {}) },
			func() { h.chooseBackup(func(string) {}) },
			func() { h.chooseFolder("backup.age", func(string) {}) },
		} {
			choose()
			over := h.window.Canvas().Overlays().Top()
			if over == nil {
				t.Fatal("nothing is shown")
			}
			over.Hide()
		}
	})
}
