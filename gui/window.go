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

// Options change how the window looks.
type Options struct {
	Theme string // "light" or "dark"; "" follows the desktop
}

var windowSize = fyne.NewSize(1280, 820)

// Run shows the window until it is closed or ctx ends. It must be called on the
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
	defer cancel()
	w := a.NewWindow("Restante")
	s := fill(w, b, api)
	a.Lifecycle().SetOnEnteredForeground(func() { s.SetFocused(true) })
	a.Lifecycle().SetOnExitedForeground(func() { s.SetFocused(false) })
	a.Lifecycle().SetOnStarted(func() {
		b.Listen(api.Events, s)
		s.Object.Refresh() // the scale of the screen is known only now
		s.Reload()
	})
	w.ShowAndRun()
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
