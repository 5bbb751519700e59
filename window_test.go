//go:build e2e

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestWindow sends from the real window to Bob who is down, closes it, lets Bob
// come for his mail, and opens the window again, which then shows `delivered`.
// It needs a display, and the program with the window in $RESTANTE_BIN. With
// $E2E_SHOTS it leaves its screenshots there.
func TestWindow(t *testing.T) {
	w := newTown(t, t.TempDir())
	alice, bob := w.alice.ready.PeerID, w.bob.ready.PeerID
	w.bob.sends(alice, []string{"Are the walnut organisers back in stock?"})
	w.bob.allAre(alice, 1, "delivered")
	w.alice.stop()
	w.bob.stop()

	win := openAt(t, w.alice)
	win.click(245, 216) // the first person in the list, below the reminder of the recovery words
	win.click(640, 786) // the composer
	before := win.picture()
	win.types("Yes, four in oiled walnut. I put one aside for you.")
	win.until("the message to show", func() bool { return win.picture() != before })
	w.oslo.until("the window's message", func() bool { return w.oslo.held() >= 1 })
	win.shot("stored")
	win.close()

	w.bob.mustStart()
	w.bob.until("the window's message", func() bool { return len(w.bob.messages(alice)) == 2 })
	if m := w.bob.messages(alice)[1]; m.Message != "Yes, four in oiled walnut. I put one aside for you." {
		t.Fatalf("Bob got %q", m.Message)
	}
	w.bob.stop()

	win = openAt(t, w.alice)
	w.oslo.until("the receipt to be fetched", func() bool { return w.oslo.held() == 0 })
	win.click(245, 216)
	win.shot("delivered")
	win.close()
	w.alice.args = []string{"--loopback", "--without", "direct,push"} // only what the window saw
	w.alice.mustStart()
	if ms := w.alice.messages(bob); len(ms) != 2 || ms[1].State != "delivered" {
		t.Fatalf("the window's messages are %+v, want the second delivered", ms)
	}
	w.alice.stop()
	w.oslo.stop()
	for _, m := range w.all() {
		m.audit()
	}
}

// window is the real program under Xvfb.
type window struct {
	*machine
	id string
}

// openAt starts the window and waits until something is drawn in it.
func openAt(t testing.TB, m *machine) *window {
	t.Helper()
	w := startAt(t, m)
	w.until("the window to be drawn", func() bool { return w.colours() >= 20 })
	return w
}

func startAt(t testing.TB, m *machine) *window {
	t.Helper()
	w := &window{machine: newMachine(t, os.Getenv("RESTANTE_BIN"), filepath.Dir(m.dir), m.name, "", m.args[1:]...)}
	w.run(m.env...)
	w.find()
	return w
}

// find waits until the window is on the screen.
func (w *window) find() {
	w.t.Helper()
	pid := strconv.Itoa(w.cmd.Process.Pid)
	lines := strings.Fields(w.xdotool("search", "--sync", "--onlyvisible", "--pid", pid, "--name", "^Restante"))
	w.id = lines[len(lines)-1]
}

// run starts the program on its data folder.
func (w *window) run(env ...string) {
	w.t.Helper()
	w.env = env
	w.begin(append([]string{"--data", w.dir}, w.args...)...)
}

// begin starts the program.
func (w *window) begin(args ...string) {
	w.t.Helper()
	w.cmd = exec.Command(w.bin, args...)
	w.cmd.Env = append(os.Environ(), w.env...)
	w.cmd.Stderr = &w.errors
	if err := w.cmd.Start(); err != nil {
		w.t.Fatal(err)
	}
	w.done = make(chan struct{})
	go func(cmd *exec.Cmd, done chan struct{}) {
		_ = cmd.Wait()
		close(done)
	}(w.cmd, w.done)
}

func (w *window) xdotool(args ...string) string {
	w.t.Helper()
	out, err := exec.Command("xdotool", args...).CombinedOutput()
	if err != nil {
		w.t.Fatalf("xdotool %v: %v\n%s\n%s", args, err, out, w.errors.String())
	}
	return string(out)
}

// colours counts them in the window: an empty one has one.
func (w *window) colours() int {
	shot := filepath.Join(w.t.TempDir(), "shot.png")
	if err := exec.Command("import", "-window", w.id, shot).Run(); err != nil {
		return 0
	}
	out, err := exec.Command("identify", "-format", "%k", shot).Output()
	if err != nil {
		return 0
	}
	n, _ := strconv.Atoi(string(out)) // 0 when it is no number
	return n
}

func (w *window) click(x, y int) {
	w.t.Helper()
	before := w.picture()
	w.xdotool("mousemove", "--window", w.id, strconv.Itoa(x), strconv.Itoa(y), "click", "1")
	w.until("the click to show", func() bool { return w.picture() != before })
}

func (w *window) types(text string) {
	w.t.Helper()
	w.xdotool("type", "--delay", "20", text)
	w.xdotool("key", "Return")
}

// picture is a fingerprint of what the window shows.
func (w *window) picture() string {
	out, err := exec.Command("sh", "-c", "import -window "+w.id+" rgb:- | sha256sum").Output()
	if err != nil {
		return fmt.Sprint(err)
	}
	return string(out)
}

// shot waits until nothing but the cursor moves and keeps a picture of the window:
// a blinking cursor is the same again and again.
func (w *window) shot(name string) {
	w.t.Helper()
	seen := map[string]int{}
	w.until("the window to stand still", func() bool {
		now := w.picture()
		seen[now]++
		return seen[now] >= 4
	})
	w.keep(name)
}

// keep makes a picture of the window as it is.
func (w *window) keep(name string) {
	w.t.Helper()
	if dir := os.Getenv("E2E_SHOTS"); dir != "" {
		if err := exec.Command("import", "-window", w.id, filepath.Join(dir, name+".png")).Run(); err != nil {
			w.t.Error(err)
		}
	}
}

// close ends the program as a log-out does.
func (w *window) close() {
	w.t.Helper()
	w.stop()
	for _, fault := range []string{"Error in Fyne call thread", "panic:"} {
		if strings.Contains(w.errors.String(), fault) {
			w.t.Fatalf("the log shows a fault:\n%s", w.errors.String())
		}
	}
}
