package desktop

import (
	"testing"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

func TestStartAtLogin(t *testing.T) {
	l := Login{ID: "org.restante.Test", Name: "Restante", Command: []string{`C:\Program Files\Restante\restante.exe`, "--hidden", "--data", `D:\a "b" c\`}}
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
	t.Cleanup(func() { set(false) })
	set(false)
	wantOn(false)
	set(true)
	wantOn(true)

	line := value(t, l.ID)
	args, err := windows.DecomposeCommandLine(line)
	if err != nil || len(args) != 4 || args[0] != l.Command[0] || args[3] != l.Command[3] {
		t.Errorf("Windows reads %q as %q, %v", line, args, err)
	}

	switchOff(t, l.ID)
	wantOn(false)
	set(true)
	wantOn(true)
	set(false)
	wantOn(false)
}

func value(t *testing.T, name string) string {
	t.Helper()
	k, err := registry.OpenKey(registry.CURRENT_USER, runKey, registry.QUERY_VALUE)
	if err != nil {
		t.Fatal(err)
	}
	defer k.Close()
	s, _, err := k.GetStringValue(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// switchOff does what the Task Manager does.
func switchOff(t *testing.T, name string) {
	t.Helper()
	k, _, err := registry.CreateKey(registry.CURRENT_USER, approvedKey, registry.SET_VALUE)
	if err != nil {
		t.Fatal(err)
	}
	defer k.Close()
	if err := k.SetBinaryValue(name, []byte{3, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8}); err != nil {
		t.Fatal(err)
	}
}
