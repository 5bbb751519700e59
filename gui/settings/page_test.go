package settings

import (
	"errors"
	"log/slog"
	"runtime/debug"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"restante/gui/guitest"
	"restante/gui/keys"
	"restante/gui/widget"
	"restante/node/logring"
)

var end = &fyne.KeyEvent{Name: fyne.KeyEnd}

func TestEverySectionOpensFromTheList(t *testing.T) {
	d := newDesk(t)
	for _, s := range d.page.sections {
		d.press(s.title)
		d.says(s.title, s.sub)
	}
	d.page.Show("nothing")
	d.says("Versions and licences")
}

func TestTheListFolds(t *testing.T) {
	d := newDesk(t)
	folded := func() bool {
		_, list := guitest.Find[*widget.NavItem](d.window.Content(), "Privacy")
		_, strip := guitest.Find[*widget.Select](d.window.Content(), "Section")
		if list == strip {
			t.Errorf("list %v and strip %v", list, strip)
		}
		return strip
	}
	for _, c := range []struct {
		wide, text float32
		want       bool
	}{{1204, 1, false}, {824, 1, false}, {1204, 1.5, false}, {824, 1.5, true}} {
		d.app.Settings().SetTheme(widget.Theme{Only: "light", Text: c.text})
		d.window.Resize(fyne.NewSize(c.wide, 620))
		if folded() != c.want {
			t.Errorf("%v wide with text of %v it folds: %v", c.wide, c.text, !c.want)
		}
	}
	d.pick("Section", "Privacy")
	d.says("What others learn of you")
}

func TestStorageSaysWhatLiesWhere(t *testing.T) {
	d := newDesk(t)
	d.page.Show("storage")
	d.says("252.1 MiB", "214.0 MiB", "56 KiB", "38.0 MiB", "12.0 MiB", "214.0 GiB free on this disk", "/home/elena/.config/restante")
	d.press("Open folder")
	if d.opened != "/home/elena/.config/restante" {
		t.Errorf("opened is %q", d.opened)
	}
	d.openErr = errors.New("no program opens folders")
	d.press("Open folder")
	if d.notice != "no program opens folders" {
		t.Errorf("said %q", d.notice)
	}
	d.press("Copy")
	if got := d.app.Clipboard().Content(); got != "/home/elena/.config/restante" {
		t.Errorf("the clipboard has %q", got)
	}
	d.world.Err = errors.New("the disk does not answer")
	d.page.Show("storage")
	if d.notice != "the disk does not answer" {
		t.Errorf("said %q", d.notice)
	}
}

func TestTheSheetShowsTheTable(t *testing.T) {
	d := newDesk(t, func(o *Options) {
		o.Keys = func() keys.Table {
			return keys.Table{{Title: "In the kitchen", Shortcuts: []keys.Shortcut{{Key: fyne.KeyF9, Mod: fyne.KeyModifierShift, Name: "Boil an egg"}}}}
		}
	})
	d.page.Show("keyboard")
	d.says("In the kitchen", "Boil an egg", "Shift", "F9")
}

func TestTheLogIsFilteredAndCopied(t *testing.T) {
	d := newDesk(t)
	d.page.Show("logs")
	d.says("13:54:30", "registered at a push node node=push-oslo.example quota=67108864")
	d.press("Errors")
	d.silent("registered at a push node node=push-oslo.example quota=67108864")
	d.says("Error")
	d.press("Copy all")
	if got := d.app.Clipboard().Content(); strings.Count(got, "\n") != 1 || !strings.Contains(got, "ERROR a relay refused this computer node=push-kobe.example") {
		t.Errorf("the clipboard has %q", got)
	}
	d.press("All")
	d.press("Copy all")
	if got := strings.Split(d.app.Clipboard().Content(), "\n"); len(got) != 6 || !strings.Contains(got[0], "opened") {
		t.Errorf("the clipboard has %q", got)
	}
}

func TestTheLogGoesOnWhileItIsShown(t *testing.T) {
	ring := logring.New(10, slog.LevelInfo)
	d := newDesk(t, func(o *Options) { o.Logs = ring })
	d.page.Show("logs")
	d.says("Nothing yet")
	slog.New(ring).Warn("the ferry left")
	d.world.Loop.Advance(logPace)
	d.says("the ferry left", "Warning")
	d.silent("Nothing yet")
	d.page.Show("about")
	d.world.Loop.Advance(2 * logPace)
	if n := d.world.Loop.Due(); n != 0 {
		t.Errorf("%d timers read a log that nobody sees", n)
	}
}

func TestALineIsShownWhole(t *testing.T) {
	d := newDesk(t)
	d.page.Show("logs")
	line := "a relay refused this computer node=push-kobe.example error=\"reservation refused: the limit is reached\""
	guitest.Choose(t, d.window.Canvas(), line)
	d.says("A line of the log")
	d.press("Copy")
	if got := d.app.Clipboard().Content(); !strings.HasSuffix(got, line) {
		t.Errorf("the clipboard has %q", got)
	}
}

func TestTheCrashReportIsOpened(t *testing.T) {
	d := newDesk(t)
	d.page.Show("logs")
	d.silent("There is a crash report")
	d = newDesk(t, func(o *Options) { o.Crash = "/tmp/crash-last.log" })
	d.page.Show("logs")
	d.press("Open the report")
	if d.opened != "/tmp/crash-last.log" {
		t.Errorf("opened is %q", d.opened)
	}
}

func TestAboutTellsVersionsAndLicences(t *testing.T) {
	d := newDesk(t)
	d.page.Show("about")
	d.says("1.2.3", "Go", "1.26.8", "Inter, the font", "OFL-1.1", "Lucide, the icons")
	d.press("Copy versions")
	if got := d.app.Clipboard().Content(); got != "Restante 1.2.3\nGo 1.26.8" {
		t.Errorf("the clipboard has %q", got)
	}
}

func TestVersionsComeFromTheLinker(t *testing.T) {
	b := BuildOf("1.0", &debug.BuildInfo{GoVersion: "go1.26.8", Deps: []*debug.Module{
		{Path: "github.com/libp2p/go-libp2p", Version: "v0.51.0"}, {Path: "example.org/other", Version: "v1.0.0"}, {Path: "fyne.io/fyne/v2", Version: "v2.8.1"},
	}})
	if got := b.String(); got != "Restante 1.0\nGo 1.26.8\nFyne 2.8.1\nlibp2p 0.51.0" {
		t.Errorf("it was made of %q", got)
	}
	if got := BuildOf("1.0", nil).String(); got != "Restante 1.0" {
		t.Errorf("without a note it was made of %q", got)
	}
}
