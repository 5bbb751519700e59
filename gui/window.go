// Package gui opens the window on a running core. It draws and holds no truth:
// what it shows it reads from the core, and events only say what to read again.
//
// Only this package imports Fyne's app and so needs C; the pages live in
// packages of their own, which build and test without a display:
//
//   - [restante/gui/welcome]: the first start, and the passphrase
//   - [restante/gui/connect]: before the window of a core on another machine
//   - [restante/gui/shell]: the rail and the pages together
//   - [restante/gui/chats], [restante/gui/network], [restante/gui/invite], [restante/gui/storage], [restante/gui/orders], [restante/gui/shop], [restante/gui/settings]
//   - [restante/gui/widget]: what pages are made of
//   - [restante/gui/look]: how the window looks, as the user chose it
//   - [restante/gui/keys]: the shortcuts
//   - [restante/gui/names]: what push nodes are called
//   - [restante/gui/portrait]: pictures of people, at hand
//   - [restante/gui/recovery]: the recovery words
//   - [restante/gui/safe]: how this computer unlocks, backups, the end of everything
//   - [restante/gui/lock]: the window behind its passphrase
//   - [restante/gui/loop]: how a page leaves the UI goroutine; the bridge here is the one
//     that all of them have, and turns hold what must be done in order
//   - [restante/gui/web]: the question before a page is opened in the browser
//
// A messenger that is closed must go on, so the window only hides where a tray
// can bring it back. What the desktop has to do with that:
//
//   - [restante/gui/desktop]: notices, the place for tray icons, start at log-in
//   - [restante/gui/notify]: what is told while nobody looks
//   - [restante/gui/tray]: the icon, its number and its menu
//   - [restante/gui/instance]: a second start raises the first window
//   - [restante/gui/crash]: the report of a crash
//
// The window is there before the core: a new folder or a locked one needs answers
// first. main says how a core is opened and calls [Run] on the main goroutine:
//
//	err := gui.Run(ctx, gui.Core{Ask: welcome.Everything, Open: open, ...}, gui.Options{})
package gui

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"restante/assets"
	"restante/gui/chats"
	"restante/gui/connect"
	"restante/gui/desktop"
	"restante/gui/look"
	"restante/gui/network"
	"restante/gui/notify"
	"restante/gui/orders"
	"restante/gui/portrait"
	"restante/gui/recovery"
	"restante/gui/safe"
	"restante/gui/settings"
	"restante/gui/shell"
	"restante/gui/shop"
	"restante/gui/shop/visit"
	"restante/gui/storage"
	"restante/gui/welcome"
	"restante/node/backup"
	"restante/node/event"
)

// ID names the program to the desktop.
const ID = "org.restante.Restante"

// API is what the window needs of the core.
type API struct {
	Chats   chats.Chats
	People  shell.People
	Node    network.Node
	Push    network.PushNodes
	Mail    network.Mail
	Faces   portrait.Pictures
	Picture settings.Picture
	Words   recovery.Words
	Privacy settings.Privacy
	Guard   shell.Guard
	Backup  safe.Backup
	Storage settings.Storage
	Places  storage.Core        // where messages wait
	Orders  Orders              // nil: the window has no page for them
	Shop    shop.Core           // one's own, and those of others
	Hooks   settings.Systems    // one's other systems, which are told what happens
	Events  *event.Subscription // the window closes it
	Far     string              // the host of the server that has all this; "" is this computer
}

// Orders are those that one gives and gets: all about them, and where new ones are placed.
type Orders interface {
	orders.Core
	visit.Orders
	notify.Orders
	shop.Policy
}

// Core is how the window comes by its core: what must be asked before, and what is
// done with the answers. The functions are called on other goroutines, one at a time.
type Core struct {
	Ask     welcome.Ask
	Keyring func(context.Context) error // tries the keyring of this computer
	// Open opens the data folder, or makes one of what was chosen.
	Open func(context.Context, welcome.Choices) (API, error)
	// Settle does the rest of what was chosen. If it fails, the window opens all the same.
	Settle func(context.Context, welcome.Choices) error
	// Backup looks into a backup file, for the first start.
	Backup func(path, passphrase string) (backup.About, error)
	// Wipe destroys the key of the data folder; the rest goes when the program ends.
	Wipe func(context.Context) error
	// Server is the host of the server that has the core, if it runs on another machine:
	// then Reach and Keep are used, and nothing above.
	Server string
	Reach  func(context.Context, connect.Answers) (API, error)
	// Keep remembers what was answered. If it fails, the window opens all the same.
	Keep func(context.Context) error
}

// Options say how the window starts and ends.
type Options struct {
	Theme     string        // "light" or "dark"; "" follows the desktop
	Hidden    bool          // start in the tray, as at log-in
	Closes    bool          // closing the window ends the program
	Link      string        // of a person to add
	Knocks    <-chan string // the links of later starts; "" only asks for the window
	Crash     string        // the file with the report of the last run's crash, if that is to be told
	Logs      settings.Logs // the last lines of the log
	LastCrash string        // the file with the report of any earlier crash
	Build     settings.Build
	Login     desktop.Login // what starts the program at log-in; offered if it has a command
}

var windowSize = fyne.NewSize(1280, 820)

// Run shows the window until the user quits or ctx ends. It must be called on the
// main goroutine, once. If the core could not be opened, it says why.
func Run(ctx context.Context, core Core, o Options) error {
	icon, err := assets.Files.ReadFile("icon.png")
	if err != nil {
		return fmt.Errorf("reading the icon: %w", err)
	}
	a := app.NewWithID(ID)
	a.SetIcon(fyne.NewStaticResource("icon.png", icon))
	if err := dress(a, o.Theme); err != nil {
		return err
	}
	return show(ctx, a, icon, core, o)
}

// show runs the window of an app. What runs beside it ends with it, also after a panic,
// which is to be reported and not waited for.
func show(ctx context.Context, a fyne.App, icon []byte, core Core, o Options) error {
	stopped := stoppedHook(a)
	b := newBridge(ctx, fyne.Do)
	defer b.end()
	st := newStay(a, newWindow(a), b, core, o)
	desk := st.open()
	defer desk.Close()
	st.putTray(icon)
	a.Lifecycle().SetOnStarted(st.begin)
	st.arrive()
	st.quitAfter(ctx)
	a.Run()
	b.finish() // before the desktop's last words: nothing is drawn any more
	stopped()
	return st.failure
}

// dress gives the app the look that the user chose, but for a theme that is set.
func dress(a fyne.App, theme string) error {
	c := look.In(a.Preferences())
	if theme != "" {
		c.Theme = theme
	}
	if err := c.Begin(); err != nil {
		return err
	}
	c.Wear(a.Settings())
	return nil
}

func newWindow(a fyne.App) fyne.Window {
	w := a.NewWindow("Restante")
	w.SetPadded(false)
	w.SetMaster()
	w.Resize(windowSize)
	w.CenterOnScreen()
	return w
}
