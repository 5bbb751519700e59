package shell

import (
	"cmp"
	"errors"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging/remote"
)

const server = "shop.example:4002"

// TestShotsOfAServer draws what only the window of a server has, into $RESTANTE_SHOTS.
func TestShotsOfAServer(t *testing.T) {
	dir := cmp.Or(os.Getenv("RESTANTE_SHOTS"), t.TempDir())
	for _, look := range []string{"light", "dark"} {
		test.NewTempApp(t).Settings().SetTheme(widget.Theme{Only: look})
		for name, act := range map[string]func(opened){
			"away":     func(w opened) { w.open("Marta Oliveira"); w.shell.Events([]any{remote.Away{Host: server}}) },
			"security": func(w opened) { w.shell.ShowSettings("security") },
			"storage":  func(w opened) { w.shell.ShowSettings("storage") },
		} {
			w := windowOf(t, guitest.Busy(), large, server)
			act(w)
			f, err := os.Create(filepath.Join(dir, "far-"+name+"-"+look+".png"))
			if err == nil {
				err = errors.Join(png.Encode(f, w.Canvas().Capture()), f.Close())
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
}

// openFar is the window of a server.
func openFar(t *testing.T) opened {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(widget.Theme{Only: "light"})
	return windowOf(t, guitest.Busy(), large, server)
}

func (w opened) wants(text string, says bool) {
	w.t.Helper()
	if guitest.Says(w.Canvas(), text) != says {
		w.t.Errorf("the window says %q: %v, want %v", text, !says, says)
	}
}

// TestTheServerIsAway says so over the pages, until it is back.
func TestTheServerIsAway(t *testing.T) {
	w := openFar(t)
	const lost = "Connection to " + server + " lost, trying again"
	w.wants(lost, false)
	w.shell.Events([]any{remote.Back{}, remote.Away{Host: server}})
	w.wants(lost, true)
	w.shell.Events([]any{remote.Away{Host: server}, remote.Back{}})
	w.wants(lost, false)
	w.shell.Events([]any{remote.Away{Host: server, Why: errors.Join(remote.ErrToken)}})
	if !w.shell.far.Says() {
		t.Error("nothing is said of a token that is not taken any more")
	}
}

// TestWhatStaysOnTheServer: no lock, no words and no end of everything; backups there are.
func TestWhatStaysOnTheServer(t *testing.T) {
	w := openFar(t)
	w.shell.ShowSettings("security")
	w.wants("On another machine", true)
	w.wants("Make a backup", true)
	w.wants("Erase everything", false)
	w.wants("Lock the window now", false)
	if w.shell.Locked() {
		t.Error("it is locked")
	}
}
