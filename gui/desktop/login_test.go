//go:build linux || freebsd || openbsd || netbsd

package desktop

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestStartAtLogin(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("XDG_CONFIG_HOME", dir)
	l := Login{ID: "org.restante.Restante", Name: "Restante", Command: []string{"/opt/my apps/restante", "--hidden", "--data", `/tmp/50% "a" $b`}}
	wantOn := func(want bool) {
		t.Helper()
		if on, err := l.On(); err != nil || on != want {
			t.Errorf("on %v, %v; want %v", on, err, want)
		}
	}
	set := func(on bool) {
		t.Helper()
		if err := l.Set(on); err != nil {
			t.Fatal(err)
		}
	}
	wantOn(false)
	set(false)
	set(true)
	wantOn(true)

	file := filepath.Join(dir, "autostart", "org.restante.Restante.desktop")
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		"[Desktop Entry]", "Type=Application", "Name=Restante", "TryExec=/opt/my apps/restante",
		`Exec="/opt/my apps/restante" "--hidden" "--data" "/tmp/50%% \\"a\\" \\$b"`,
	} {
		if !strings.Contains(string(b), line+"\n") {
			t.Errorf("the entry lacks %s:\n%s", line, b)
		}
	}
	for _, off := range []string{"Hidden=true\n", "X-GNOME-Autostart-enabled = false\n"} {
		if err := os.WriteFile(file, append(b, off...), 0o600); err != nil {
			t.Fatal(err)
		}
		wantOn(false)
	}
	set(true)
	wantOn(true)
	set(false)
	wantOn(false)
	if left, _ := os.ReadDir(filepath.Dir(file)); len(left) != 0 {
		t.Errorf("it left %v", left)
	}
}
