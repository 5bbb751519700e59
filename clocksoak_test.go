//go:build soak

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// shiftSeconds is the environment variable by which a program of [builtShifted]
// takes its clock for another.
const shiftSeconds = "RESTANTE_TEST_CLOCK"

// builtShifted is the program on a standard library whose clock is off by as many
// seconds as the environment says.
func builtShifted(t *testing.T) string {
	t.Helper()
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	root := filepath.Join(strings.TrimSpace(string(goroot)), "src", "time", "time.go")
	source, err := os.ReadFile(root)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	shifted := filepath.Join(dir, "time.go")
	if err := os.WriteFile(shifted, []byte(shift(t, string(source))), 0o600); err != nil {
		t.Fatal(err)
	}
	overlay, err := json.Marshal(map[string]any{"Replace": map[string]string{root: shifted}})
	if err != nil {
		t.Fatal(err)
	}
	config, bin := filepath.Join(dir, "overlay.json"), filepath.Join(dir, "restante")
	if err := os.WriteFile(config, overlay, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "build", "-overlay", config, "-tags", "headless", "-o", bin, ".")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("building: %v\n%s", err, out)
	}
	return bin
}

// shift puts the offset into time.Now.
func shift(t *testing.T, source string) string {
	t.Helper()
	const read = "sec, nsec, mono := runtimeNow()\n"
	if strings.Count(source, read) != 1 || !strings.Contains(source, "import (\n") {
		t.Fatal("this standard library has another time.Now")
	}
	source = strings.Replace(source, read, read+"\tsec += shiftBy\n", 1)
	source = strings.Replace(source, "import (\n", "import (\n\t\"syscall\"\n", 1)
	return source + `
var shiftBy = func() (n int64) {
	text, _ := syscall.Getenv("` + shiftSeconds + `")
	sign := int64(1)
	for _, c := range text {
		if c == '-' {
			sign = -1
		} else {
			n = 10*n + int64(c-'0')
		}
	}
	return sign * n
}()
`
}

// The clocks of sender, recipient and push node are up to a day apart. They are
// never there at the same time, and know in the end what became of all.
func TestSoakClocks(t *testing.T) {
	bin := builtShifted(t)
	const almost = 23 * time.Hour
	for _, c := range []struct{ alice, bob, oslo time.Duration }{
		{almost, 0, 0}, {-almost, 0, 0}, {0, almost, 0}, {0, -almost, 0}, {0, 0, almost}, {0, 0, -almost},
	} {
		t.Run(fmt.Sprintf("alice %v bob %v oslo %v", c.alice, c.bob, c.oslo), func(t *testing.T) {
			w := shiftedTown(t, bin, c.alice, c.bob, c.oslo)
			w.neverTogether(t)
		})
	}
}

func shiftedTown(t *testing.T, bin string, alice, bob, oslo time.Duration) *town {
	root := t.TempDir()
	at := func(m *machine, off time.Duration) *machine {
		m.env = []string{fmt.Sprint(shiftSeconds, "=", int(off.Seconds()))}
		m.mustStart()
		return m
	}
	w := &town{oslo: at(newMachine(t, bin, root, "oslo", "push", "--listen", freeAddr(t)), oslo)}
	person := func(name string, off time.Duration) *machine {
		return at(newMachine(t, bin, root, name, "serve", "--listen", freeAddr(t), "--push-node", w.oslo.ready.Addrs[0]), off)
	}
	w.alice, w.bob = person("alice", alice), person("bob", bob)
	w.alice.registered()
	w.bob.registered()
	w.alice.add(w.bob.link())
	w.bob.add(w.alice.link())
	return w
}
