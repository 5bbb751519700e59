package gui

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"restante/assets"
	"restante/gui/guitest"
	"restante/gui/shop"
	"restante/gui/welcome"
	"restante/gui/widget"
	"restante/node/event"
	"restante/node/vault"
)

func TestMain(m *testing.M) { os.Exit(guitest.Run(m)) }

// home is a desktop, an app and its window, that say what happens to them.
type home struct {
	fyne.App
	*stay
	t     *testing.T
	world *guitest.World
	bus   event.Bus
	hear  chan string
	tasks chan func() // for the UI goroutine, which is the test's

	hasBus, hasTray bool
	menu            *fyne.Menu
	icon            string
	did             []string

	orders Orders    // may be nil
	shop   shop.Core // may be nil
	ask    welcome.Ask
	refuse func(welcome.Choices) error // why the core does not open
	takes  time.Duration               // to open it
	late   error                       // what cannot be done with what was chosen
	chosen []welcome.Choices
}

// fromWorld is a core that opens as the test says.
func (h *home) fromWorld() Core {
	return Core{
		Ask: h.ask, Keyring: func(context.Context) error { return vault.ErrKeyring },
		Open: func(_ context.Context, c welcome.Choices) (API, error) {
			<-time.After(h.takes)
			h.chosen = append(h.chosen, c)
			if h.refuse != nil && h.refuse(c) != nil {
				return API{}, h.refuse(c)
			}
			return API{Chats: h.world, People: h.world, Node: h.world, Push: h.world, Mail: h.world,
				Words: h.world, Orders: h.orders, Shop: h.shop, Events: h.bus.Subscribe(100)}, nil
		},
		Settle: func(context.Context, welcome.Choices) error { return h.late },
	}
}

func (h *home) note(what string) { h.did = append(h.did, what) }

func (h *home) Quit()                             { h.note("quit") }
func (h *home) SetSystemTrayMenu(m *fyne.Menu)    { h.menu = m }
func (h *home) SetSystemTrayIcon(i fyne.Resource) { h.icon = i.Name() }
func (h *home) Bus() bool                         { return h.hasBus }
func (h *home) HasTray() bool                     { return h.hasTray }
func (h *home) Withdraw(string)                   { h.note("withdraw") }
func (h *home) Show(_ string, title, text string) { h.note(title + ": " + text) }

// seen is a window that tells when it comes and goes.
type seen struct {
	fyne.Window
	h *home
}

func (s seen) Show() { s.h.note("show") }
func (s seen) Hide() { s.h.note("hide") }

// at begins the program in a busy world and a desktop with a tray, unless o or
// prepare say otherwise.
func at(t *testing.T, o Options, prepare func(*home), story func(*home)) {
	synctest.Test(t, func(t *testing.T) {
		h := &home{App: test.NewTempApp(t), t: t, world: guitest.Busy(), hasBus: true, hasTray: true,
			hear: make(chan string), tasks: make(chan func(), 100)}
		h.App.Settings().SetTheme(widget.Theme{Only: "light"})
		if prepare != nil {
			prepare(h)
		}
		ctx, cancel := context.WithCancel(t.Context())
		b := newBridge(ctx, func(f func()) { h.tasks <- f })
		defer b.end()
		defer cancel()
		o.Knocks = h.hear
		h.stay = newStay(h, seen{test.NewTempWindow(t, nil), h}, b, h.fromWorld(), o)
		h.desk = h
		icon, err := assets.Files.ReadFile("icon.png")
		if err != nil {
			t.Fatal(err)
		}
		h.putTray(icon)
		h.arrive()
		h.begin()
		h.settle()
		if !o.Hidden {
			h.did = nil // the window was shown
		}
		story(h)
	})
}

// settle runs the UI goroutine's tasks until there are none.
func (h *home) settle() {
	for synctest.Wait(); len(h.tasks) > 0; synctest.Wait() {
		(<-h.tasks)()
	}
}

// wants checks what happened since the last time.
func (h *home) wants(want ...string) {
	h.t.Helper()
	h.settle()
	if !slices.Equal(h.did, want) {
		h.t.Errorf("it did %q, want %q", h.did, want)
	}
	h.did = nil
}

func (h *home) says(text string) bool {
	h.settle()
	return guitest.Says(h.window.Canvas(), text)
}

func TestCloseHidesAndSaysSoOnce(t *testing.T) {
	at(t, Options{}, nil, func(h *home) {
		h.close()
		h.wants("hide", "Restante: Messages go on arriving while the window is closed. Open it, or quit, by the icon in the tray.")
		h.close()
		h.wants("hide")
	})
}

func TestCloseEndsWhatNothingBringsBack(t *testing.T) {
	at(t, Options{}, func(h *home) { h.hasTray = false }, func(h *home) { h.close(); h.wants("quit") })
	at(t, Options{}, func(h *home) { h.hasBus, h.hasTray = false, false }, func(h *home) { h.close(); h.wants("quit") })
	at(t, Options{Closes: true}, nil, func(h *home) {
		if h.menu != nil {
			t.Error("a window that ends has an icon in the tray")
		}
		h.close()
		h.wants("quit")
	})
}

func TestAKnockRaisesTheWindow(t *testing.T) {
	at(t, Options{}, nil, func(h *home) {
		h.hear <- ""
		h.wants("show")
		if h.window.Canvas().Overlays().Top() != nil {
			t.Error("it asks for a link")
		}
		h.hear <- "restante:Kenji"
		h.wants("show")
		h.wantsKenji()
		close(h.hear)
		h.wants()
	})
}

func TestAStartWithALink(t *testing.T) {
	at(t, Options{Link: "restante:Kenji"}, nil, (*home).wantsKenji)
}

// wantsKenji says yes to his link, which nobody but the user may add.
func (h *home) wantsKenji() {
	h.t.Helper()
	if h.world.Contact(guitest.ID("Kenji")) != nil {
		h.t.Error("he was added without a question")
	}
	guitest.Press(h.t, h.window.Canvas(), "Add")
	h.settle()
	if h.world.Contact(guitest.ID("Kenji")) == nil {
		h.t.Errorf("he was not added: %q", h.world.Calls)
	}
}

func TestAHiddenStartNeedsATray(t *testing.T) {
	at(t, Options{Hidden: true}, nil, func(h *home) {
		<-time.After(2 * trayTime)
		h.wants()
	})
	at(t, Options{Hidden: true}, func(h *home) { h.hasTray = false }, func(h *home) {
		h.wants()
		<-time.After(2 * trayTime)
		h.wants("show")
	})
}

func TestAHiddenWindowIsNotLostWithTheTray(t *testing.T) {
	at(t, Options{}, nil, func(h *home) {
		h.close()
		h.settle()
		h.did, h.hasTray = nil, false
		h.waitForTray()
		h.wants()
		<-time.After(2 * trayTime)
		h.wants("show")
	})
}

func TestACrashIsTold(t *testing.T) {
	file := filepath.Join(t.TempDir(), "crash-last.log")
	if err := os.WriteFile(file, []byte("panic: the ferry left"), 0o600); err != nil {
		t.Fatal(err)
	}
	at(t, Options{Crash: file}, nil, func(h *home) {
		if !h.says("Restante ended unexpectedly") {
			t.Error("nothing is said")
		}
		guitest.Press(t, h.window.Canvas(), "Copy the report")
		h.settle()
		if got := h.App.Clipboard().Content(); got != "panic: the ferry left" || h.says("Restante ended unexpectedly") {
			t.Errorf("the clipboard has %q", got)
		}
	})
}
