//go:build e2e

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"restante/node/identity"
)

// TestWindowWelcome goes through the first start by keyboard: a name, a passphrase,
// a push node, the recovery words later. The folder that it makes is the one that
// was chosen; the next start asks for the passphrase.
func TestWindowWelcome(t *testing.T) {
	w := strangers(t, t.TempDir())
	elena := newcomer(t)
	win := openAt(t, elena)
	win.takesKeys()
	win.shot("welcome-who")
	win.keys("Return")
	win.types("Elena Costa")
	win.shot("welcome-guard")
	win.keys("Return")
	win.types("three ducks")
	win.types("three geese")
	win.shot("welcome-guard-wrong")
	win.keys("ctrl+a")
	win.types("three ducks")
	win.keys("Right", "Return")
	win.types(w.oslo.ready.Addrs[0])
	win.keys("Down")
	win.shot("welcome-later")
	win.keys("Return")
	w.oslo.until("somebody new", func() bool { return w.oslo.users() == 3 })
	win.shot("welcome-done")
	win.close()

	elena.args = append(elena.args, "--passphrase-file", passphraseFile(t, "three ducks"))
	elena.mustStart()
	var config struct{ Name string }
	elena.must("GET", "/ob/config", nil, &config)
	if config.Name != "Elena Costa" {
		t.Errorf("the name is %q", config.Name)
	}
	elena.registered()
	w.bob.add(elena.link())
	elena.stop()
	elena.args = elena.args[:len(elena.args)-2]
	w.bob.sends(elena.ready.PeerID, []string{"Welcome!"})

	win = openAt(t, elena)
	win.takesKeys()
	win.types("three geese")
	win.shot("locked-wrong")
	win.types("three ducks")
	w.bob.allAre(elena.ready.PeerID, 1, "delivered")
	win.shot("unlocked")
	win.close()
	w.end(t)
}

// TestWindowWelcomeRestores types recovery words, and nothing else.
func TestWindowWelcomeRestores(t *testing.T) {
	words, err := identity.NewWords()
	if err != nil {
		t.Fatal(err)
	}
	owner, err := identity.FromWords(words)
	if err != nil {
		t.Fatal(err)
	}
	m := newcomer(t)
	win := openAt(t, m)
	win.takesKeys()
	win.keys("Down", "Return")
	win.types(strings.ToUpper(words[:1]) + strings.ReplaceAll(words[1:], " ", ",  "))
	win.keys("Return", "Right", "Return", "Left")
	win.shot("welcome-restored")
	win.keys("Return")
	win.until("the folder", func() bool { return fileIsThere(m.dir, "api-token") || fileIsThere(m.dir, "outbox") })
	win.shot("restored")
	win.close()
	m.mustStart()
	if m.ready.PeerID != owner.ID().String() {
		t.Errorf("somebody else is back: %s, want %s", m.ready.PeerID, owner.ID())
	}
	m.stop()
	m.audit()
}

// TestWindowWelcomeBrokenOff kills the program in the middle of the first start.
// There is no folder then; a second start while it asks only raises the window.
func TestWindowWelcomeBrokenOff(t *testing.T) {
	m := newcomer(t)
	for range 2 {
		win := openAt(t, m)
		win.takesKeys()
		if out, err := exec.Command(win.bin, "--data", win.dir).CombinedOutput(); err != nil {
			t.Fatalf("the second start: %v\n%s", err, out)
		}
		win.keys("Return")
		win.types("Elena Costa")
		win.keys("Return")
		win.types("three ducks")
		win.types("three ducks")
		win.shot("welcome-broken-off")
		win.kill()
		for _, name := range []string{"vault.key", "restante.db", "outbox"} {
			if fileIsThere(m.dir, name) {
				t.Errorf("%s is there before the last step", name)
			}
		}
	}
}

// newcomer is a machine without a folder.
func newcomer(t *testing.T) *machine {
	t.Helper()
	bin, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return newMachine(t, bin, t.TempDir(), "newcomer", "serve", "--listen", freeAddr(t))
}

func fileIsThere(dir, name string) bool {
	_, err := os.Stat(filepath.Join(dir, name))
	return err == nil
}

func passphraseFile(t *testing.T, passphrase string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "passphrase")
	if err := os.WriteFile(file, []byte(passphrase+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// users is how many have their mail at a push node.
func (m *machine) users() int {
	m.t.Helper()
	var h struct{ Users int }
	m.must("GET", "/ob/holdings", nil, &h)
	return h.Users
}

// takesKeys gives the window the keyboard, which no window manager does here.
func (w *window) takesKeys() {
	w.t.Helper()
	w.xdotool("mousemove", "--window", w.id, "20", "20")
	w.xdotool("windowfocus", "--sync", w.id)
}

func (w *window) keys(names ...string) {
	w.t.Helper()
	w.xdotool(append([]string{"key"}, names...)...)
}
