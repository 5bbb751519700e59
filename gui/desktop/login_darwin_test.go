package desktop

import (
	"os"
	"path/filepath"
	"testing"
)

func TestStartAtLogin(t *testing.T) {
	t.Setenv("HOME", t.TempDir())
	l := Login{ID: "org.restante.Restante", Name: "Restante", Command: []string{"/Applications/Restante", "--hidden"}}
	for _, on := range []bool{false, true, true, false} {
		if err := l.Set(on); err != nil {
			t.Fatal(err)
		}
		if got, err := l.On(); got != on || err != nil {
			t.Errorf("on %v, %v; want %v", got, err, on)
		}
	}
	if left, _ := os.ReadDir(filepath.Join(os.Getenv("HOME"), "Library", "LaunchAgents")); len(left) != 0 {
		t.Errorf("it left %v", left)
	}
}
