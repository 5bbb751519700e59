package lock

import (
	"os"
	"reflect"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging"
)

var _ Guard = (*messaging.Guard)(nil)

func TestMain(m *testing.M) { os.Exit(guitest.Run(m)) }

// desk is a window with a secret in it, and its lock.
type desk struct {
	*Lock
	t       *testing.T
	world   *guitest.World
	window  fyne.Window
	field   *widget.Field
	notices []string
	locked  []bool
	erased  int
}

func newDesk(t *testing.T, passphrase string) *desk {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(widget.Theme{Only: "light"})
	d := &desk{t: t, world: guitest.Empty(), field: widget.NewField("write here", "", 42, nil)}
	d.world.Passphrase = passphrase
	d.window = test.NewTempWindow(t, widget.Sense(widget.Col(0, widget.Label("Marta wrote", 14), d.field)))
	d.window.Resize(fyne.NewSize(900, 620))
	d.Lock = New(Options{Guard: d.world, Preferences: app.Preferences(), Loop: d.world.Loop, Now: d.world.Loop.Now,
		Canvas: d.window.Canvas, Notice: func(s string) { d.notices = append(d.notices, s) },
		Erase: func(fyne.Canvas) { d.erased++ }, Changed: func(on bool) { d.locked = append(d.locked, on) }})
	widget.OnUse(d.Used)
	t.Cleanup(func() { widget.OnUse(func() {}) })
	return d
}

// types types into whatever has the keyboard, and presses Enter.
func (d *desk) types(s string) {
	c := d.window.Canvas()
	if c.Focused() == nil {
		d.t.Fatal("nothing has the keyboard")
	}
	test.Type(c.Focused(), s)
	c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

func (d *desk) wants(locked bool) {
	d.t.Helper()
	if d.Locked() != locked {
		d.t.Fatalf("locked is %v", d.Locked())
	}
}

func (d *desk) says(s string) bool { return guitest.Says(d.window.Canvas(), s) }

func TestLockAndUnlock(t *testing.T) {
	d := newDesk(t, "three ducks")
	d.window.Canvas().Focus(d.field.Focusable())
	d.Lock.Lock()
	d.wants(true)
	if !d.says("Restante is locked") || d.window.Canvas().Focused() == d.field.Focusable() {
		t.Error("the page is not covered, or has the keyboard")
	}
	if top := d.window.Canvas().Overlays().Top(); top.Size() != d.window.Canvas().Size() {
		t.Errorf("the cover is %v", top.Size())
	}
	for _, seconds := range []string{"This is not the passphrase. The next try takes 1 second.", "This is not the passphrase. The next try takes 2 seconds."} {
		if d.types("three geese"); !d.says(seconds) {
			t.Errorf("it does not say %q", seconds)
		}
		d.wants(true)
	}
	d.types("three ducks")
	d.wants(false)
	if len(d.window.Canvas().Overlays().List()) != 0 || len(d.locked) != 2 || !d.locked[0] || d.locked[1] {
		t.Errorf("something lies over the page, or it was told %v", d.locked)
	}
}

// What is behind the cover does not show in a single pixel.
func TestTheCoverHides(t *testing.T) {
	d := newDesk(t, "three ducks")
	d.Lock.Lock()
	before := d.window.Canvas().Capture()
	d.window.SetContent(widget.Label("Marta wrote something else, and more of it", 30))
	if after := d.window.Canvas().Capture(); !reflect.DeepEqual(before, after) {
		t.Error("it shines through")
	}
	d.types("three ducks")
	if open := d.window.Canvas().Capture(); reflect.DeepEqual(before, open) {
		t.Error("the picture shows nothing")
	}
}

// Nothing but the passphrase takes the cover away, and nothing gets behind it.
func TestNothingGetsBehindTheCover(t *testing.T) {
	d := newDesk(t, "three ducks")
	real := d.window.Canvas()
	if d.Over(real) != real {
		t.Error("an open window has another canvas")
	}
	d.Lock.Lock()
	for _, k := range []fyne.KeyName{fyne.KeyEscape, fyne.KeyF1} {
		real.Focused().TypedKey(&fyne.KeyEvent{Name: k})
		real.OnTypedKey()(&fyne.KeyEvent{Name: k})
	}
	test.TapCanvas(real, fyne.NewPos(5, 5))
	d.wants(true)
	before := real.Focused()
	o := widget.Ask(d.Over(real), widget.Question{Title: "Marta’s words", Field: true})
	if d.says("Marta’s words") || real.Focused() != before || len(real.Overlays().List()) != 1 {
		t.Error("a card shows over the cover, or took the keyboard")
	}
	o.Close()
	d.types("three ducks")
	d.wants(false)
}

// A card that was open when the window was locked, and ends by itself, takes nothing of the
// cover with it, and gets no keys back.
func TestTheCoverOutlivesTheCardsBelow(t *testing.T) {
	d := newDesk(t, "three ducks")
	real := d.window.Canvas()
	var typed []fyne.KeyName
	real.SetOnTypedKey(func(k *fyne.KeyEvent) { typed = append(typed, k.Name) })
	first := widget.Ask(real, widget.Question{Title: "Connecting"})
	second := widget.Modal(real, widget.Label("Saving", 14))
	d.Lock.Lock()
	before := real.Capture()
	for _, card := range []*widget.Overlay{first, second} {
		card.Close()
		real.OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
		if _, covered := real.Overlays().Top().(*widget.Cover); !covered || !reflect.DeepEqual(before, real.Capture()) || len(typed) > 0 {
			t.Fatal("the window is open")
		}
	}
	d.types("three ducks")
	d.wants(false)
	if real.OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyF1}); len(typed) != 1 || real.Overlays().Top() != nil {
		t.Error("the page does not have its keys again")
	}
}

func TestNoPassphraseNoLock(t *testing.T) {
	d := newDesk(t, "")
	d.Lock.Lock()
	d.wants(false)
	if len(d.notices) != 1 {
		t.Errorf("it says %q", d.notices)
	}
	Keep(fyne.CurrentApp().Preferences(), 1)
	d.Watch()
	d.world.Loop.Advance(time.Hour)
	d.wants(false)
	if len(d.notices) != 1 {
		t.Errorf("it says so again: %q", d.notices)
	}
}

// The window locks when it was not used for the chosen time; a key, or the pointer,
// counts as use.
func TestLocksByItself(t *testing.T) {
	d := newDesk(t, "three ducks")
	d.Watch()
	d.world.Loop.Advance(24 * time.Hour)
	d.wants(false) // nobody chose a time
	Keep(fyne.CurrentApp().Preferences(), 5)
	d.Used()
	for _, use := range []func(){
		func() { test.Type(d.field.Focusable(), "x") },
		func() { test.MoveMouse(d.window.Canvas(), fyne.NewPos(400, 500)) },
	} {
		d.world.Loop.Advance(4 * time.Minute)
		use()
	}
	d.world.Loop.Advance(4 * time.Minute)
	d.wants(false)
	d.world.Loop.Advance(2 * time.Minute)
	d.wants(true)
	d.types("three ducks")
	d.world.Loop.Advance(4 * time.Minute)
	d.wants(false)
}

// Go's other clock stands still while the computer sleeps, and the window with it.
func TestASleepIsNoUse(t *testing.T) {
	l := New(Options{Now: time.Now})
	if now := l.now(); now != now.Round(0) || l.used != l.used.Round(0) {
		t.Error("the time of the last use is read off a clock that stands still in a sleep")
	}
}

func TestEraseFromTheCover(t *testing.T) {
	d := newDesk(t, "three ducks")
	d.Lock.Lock()
	guitest.Press(t, d.window.Canvas(), "Erase everything…")
	if d.erased != 1 {
		t.Error("nothing asks whether to erase")
	}
	d.wants(true)
}

func TestAfter(t *testing.T) {
	p := test.NewTempApp(t).Preferences()
	for set, want := range map[int]int{0: 0, 15: 15, 7: 0, -1: 0} {
		if Keep(p, set); After(p) != want {
			t.Errorf("%d minutes are read as %d", set, After(p))
		}
	}
}
