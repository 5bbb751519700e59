package gui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/desktop"
	"restante/gui/notify"
	"restante/gui/shell"
	"restante/gui/tray"
	"restante/node/event"
)

// trayTime is how long a hidden window waits for a tray: at log-in the desktop's
// own may be later than we are, and panels start anew.
const trayTime = 15 * time.Second

// toldStays keeps that the user was told once that the program goes on.
const toldStays = "told-stays"

// desk is what is needed of the desktop.
type desk interface {
	notify.Desk
	Bus() bool
	HasTray() bool
}

// stay keeps the program running while its window comes and goes.
type stay struct {
	app    fyne.App
	window fyne.Window
	bridge *bridge
	shell  *shell.Shell
	o      Options

	desk   desk
	tray   *tray.Tray // nil where there is none
	watch  *notify.Watch
	hidden bool
}

func newStay(a fyne.App, w fyne.Window, b *bridge, s *shell.Shell, o Options) *stay {
	st := &stay{app: a, window: w, bridge: b, shell: s, o: o, hidden: o.Hidden}
	a.Lifecycle().SetOnEnteredForeground(func() { st.look(true) })
	a.Lifecycle().SetOnExitedForeground(func() { st.look(false) })
	w.SetCloseIntercept(st.close)
	return st
}

// open connects to the desktop; the caller closes the session.
func (st *stay) open(chats notify.Talks) *desktop.Session {
	s := desktop.Open(desktop.Options{
		Name: "Restante", ID: ID, Open: lang.L("Open Restante"),
		Tray:     func(bool) { st.bridge.onUI(st.waitForTray) },
		Clicked:  func(key string) { st.bridge.onUI(func() { st.clicked(key) }) },
		Fallback: func(title, text string) { st.app.SendNotification(fyne.NewNotification(title, text)) },
	})
	st.use(s, chats)
	return s
}

func (st *stay) use(d desk, chats notify.Talks) {
	st.desk = d
	st.watch = notify.New(notify.Options{
		Chats: chats, Loop: st.bridge, Desk: d, OnUnread: st.unread,
		Level: func() notify.Level { return notify.LevelIn(st.app.Preferences()) },
	})
}

// begin is the first thing on the UI goroutine.
func (st *stay) begin(events *event.Subscription) {
	st.bridge.Listen(events, audience{st.shell, st.watch})
	st.bridge.Hear(st.o.Knocks, st.knock)
	st.shell.Object.Refresh() // the scale of the screen is known only now
	st.shell.Reload()
	st.watch.Reload()
	if st.o.Link != "" {
		st.knock(st.o.Link)
	}
	if st.o.Crash != "" {
		st.sayCrash(st.o.Crash)
	}
	st.waitForTray()
}

// waitForTray shows a hidden window that nothing would bring back.
func (st *stay) waitForTray() {
	if st.desk.HasTray() {
		return
	}
	st.bridge.Later(trayTime, func() {
		if st.hidden && !st.desk.HasTray() {
			st.raise()
		}
	})
}

// close hides the window, or ends the program where a hidden window would be lost.
func (st *stay) close() {
	if st.o.Closes || st.tray == nil || !st.desk.HasTray() {
		st.app.Quit()
		return
	}
	st.window.Hide()
	st.look(false)
	st.hidden = true
	if p := st.app.Preferences(); !p.Bool(toldStays) {
		p.SetBool(toldStays, true)
		st.desk.Show(toldStays, "Restante", lang.L("Messages go on arriving while the window is closed. Open it, or quit, by the icon in the tray."))
	}
}

// raise brings the window to the front.
func (st *stay) raise() {
	st.hidden = false
	st.window.Show()
	st.window.RequestFocus()
	st.shell.Object.Refresh()
}

// look tells whether the user looks at the window.
func (st *stay) look(on bool) {
	st.hidden = st.hidden && !on // a click on the tray's icon shows it without us
	st.shell.SetFocused(on)
	st.watch.SetLooking(on)
}

// knock is a later start, perhaps by a click on a link.
func (st *stay) knock(link string) {
	st.raise()
	if link != "" {
		st.shell.AddLink(link)
	}
}

// clicked opens what a notice was about.
func (st *stay) clicked(key string) {
	st.raise()
	if id, ok := notify.Peer(key); ok {
		st.shell.OpenChat(id)
	}
}

func (st *stay) unread(n int) {
	if st.tray != nil {
		st.tray.Unread(n)
	}
}
