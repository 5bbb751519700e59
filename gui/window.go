// Package gui opens the window on a running core. It draws and holds no truth:
// what it shows it reads from the core, and events only say what to read again.
//
// Only this package imports Fyne's app and so needs C; the pages live in
// packages of their own, which build and test without a display:
//
//   - [restante/gui/shell]: the rail and the pages together
//   - [restante/gui/chats], [restante/gui/network], [restante/gui/invite]
//   - [restante/gui/widget]: what pages are made of
//   - [restante/gui/names]: what push nodes are called
//   - [restante/gui/loop]: how a page leaves the UI goroutine
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
// main starts the core first and calls [Run] on the main goroutine:
//
//	err := gui.Run(ctx, gui.API{Chats: core.Chats, ...}, gui.Options{})
package gui

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/lang"

	"restante/assets"
	"restante/gui/chats"
	"restante/gui/desktop"
	"restante/gui/network"
	"restante/gui/shell"
	"restante/gui/widget"
	"restante/node/event"
)

// ID names the program to the desktop.
const ID = "org.restante.Restante"

// API is what the window needs of the core.
type API struct {
	Chats  chats.Chats
	People shell.People
	Node   network.Node
	Push   network.PushNodes
	Mail   network.Mail
	Events *event.Subscription // subscribed before Run; the window closes it
}

// Options say how the window starts and ends.
type Options struct {
	Theme  string        // "light" or "dark"; "" follows the desktop
	Hidden bool          // start in the tray, as at log-in
	Closes bool          // closing the window ends the program
	Link   string        // of a person to add
	Knocks <-chan string // the links of later starts; "" only asks for the window
	Crash  string        // the file with the report of the last run's crash, if that is to be told
	Login  desktop.Login // what starts the program at log-in; offered if it has a command
}

var windowSize = fyne.NewSize(1280, 820)

// Run shows the window until the user quits or ctx ends. It must be called on the
// main goroutine, once.
func Run(ctx context.Context, api API, o Options) error {
	if err := lang.AddTranslationsFS(assets.Files, "translations"); err != nil {
		return fmt.Errorf("reading translations: %w", err)
	}
	icon, err := assets.Files.ReadFile("icon.png")
	if err != nil {
		return fmt.Errorf("reading the icon: %w", err)
	}
	a := app.NewWithID(ID)
	a.SetIcon(fyne.NewStaticResource("icon.png", icon))
	a.Settings().SetTheme(widget.Theme{Only: o.Theme})
	stop := context.AfterFunc(ctx, func() { fyne.Do(a.Quit) })
	defer stop()
	ctx, cancel := context.WithCancel(ctx)
	b := newBridge(ctx, fyne.Do)
	defer b.Wait()
	w := a.NewWindow("Restante")
	st := newStay(a, w, b, fill(w, b, api), o)
	desk := st.open(api.Chats)
	defer desk.Close()
	st.putTray(icon)
	a.Lifecycle().SetOnStarted(func() { st.begin(api.Events) })
	if !o.Hidden {
		w.Show()
	}
	a.Run()
	cancel() // before the desktop's last words: nothing is drawn any more
	return nil
}

// fill puts the pages into the window.
func fill(w fyne.Window, b *bridge, api API) *shell.Shell {
	s := shell.New(shell.Options{
		Chats: api.Chats, People: api.People, Node: api.Node, Push: api.Push, Mail: api.Mail, Loop: b, Now: time.Now,
	})
	w.SetPadded(false)
	w.SetMaster()
	w.SetContent(s.Object)
	w.Resize(windowSize)
	w.CenterOnScreen()
	s.Use(w.Canvas())
	return s
}
