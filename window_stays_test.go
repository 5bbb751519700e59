//go:build e2e

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestWindowStays closes the window on a desktop with a tray. A second start with
// Bob's link brings it back, to add him; mail comes in while it is closed and is
// told; a click on that opens the conversation; the tray's menu ends it.
func TestWindowStays(t *testing.T) {
	w := strangers(t, t.TempDir())
	alice := w.alice.ready.PeerID
	w.bob.add(w.alice.link())
	w.alice.stop()
	d := newDeskBus(t)
	w.alice.env = []string{d.env}

	win := openAt(t, w.alice)
	win.until("the icon in the tray", d.inTray)
	win.pressClose()
	win.until("the window to hide", win.hidden)
	win.until("a word that the program goes on", func() bool {
		n, _ := d.last()
		return strings.Contains(n.text, "while the window is closed")
	})
	d.clickIcon()
	win.until("the window to come back", func() bool { return !win.hidden() })
	win.pressClose()
	win.until("the window to hide", win.hidden)
	win.opensLink(w.bob.link())

	win.pressClose()
	win.until("the window to hide again", win.hidden)
	w.bob.sends(alice, []string{"The ferry is on time."})
	w.bob.allAre(alice, 1, "delivered")
	win.until("a notice from somebody known", func() bool { n, _ := d.last(); return n.text == "1 new message" })
	_, id := d.last()
	d.clickNotice(id)
	win.until("the window to come back", func() bool { return !win.hidden() })
	w.bob.allAre(alice, 1, "read") // his conversation is open
	win.shot("notice-clicked")

	d.clickTray("Quit")
	<-win.done
	win.close()
	if !win.cmd.ProcessState.Success() {
		t.Errorf("quitting by the tray: %v", win.cmd.ProcessState)
	}
	w.end(t)
}

// opensLink starts the program once more, with a link, and says yes to what the
// first one asks then.
func (w *window) opensLink(link string) {
	w.t.Helper()
	second := exec.Command(w.bin, "--data", w.dir, link)
	if out, err := second.CombinedOutput(); err != nil {
		w.t.Fatalf("the second start: %v\n%s", err, out)
	}
	w.until("the window to come back for the link", func() bool { return !w.hidden() })
	w.until("the link in a field", func() bool { return w.copied() == link })
	w.shot("link")
	w.xdotool("key", "Return")
}

// copied is what is in the field that has the keyboard.
func (w *window) copied() string {
	w.xdotool("key", "ctrl+a", "ctrl+c")
	text, _ := exec.Command("xclip", "-o", "-selection", "clipboard").Output()
	return string(text)
}

// TestWindowWithoutATrayEnds closes the window where nothing could bring it back.
func TestWindowWithoutATrayEnds(t *testing.T) {
	w := newTown(t, t.TempDir())
	w.alice.stop()
	win := openAt(t, w.alice)
	win.pressClose()
	<-win.done
	win.close()
	if !win.cmd.ProcessState.Success() {
		t.Errorf("closing the window: %v", win.cmd.ProcessState)
	}
	w.end(t)
}

// TestWindowTellsOfACrash kills the program as a fault of its own would.
func TestWindowTellsOfACrash(t *testing.T) {
	w := newTown(t, t.TempDir())
	w.alice.stop()
	win := openAt(t, w.alice)
	if err := win.cmd.Process.Signal(syscall.SIGABRT); err != nil {
		t.Fatal(err)
	}
	<-win.done
	win.done = nil
	win = openAt(t, w.alice)
	win.shot("crash")
	report, err := os.ReadFile(filepath.Join(win.dir, "crash-last.log"))
	if err != nil || !strings.Contains(string(report), "SIGABRT") {
		t.Errorf("the report is %q, %v", report, err)
	}
	win.close()
	w.end(t)
}
