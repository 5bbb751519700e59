package gui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/desktop"
	"restante/gui/notify"
	"restante/gui/shell"
	"restante/gui/tray"
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
	core   Core
	o      Options

	desk    desk
	tray    *tray.Tray // nil where there is none
	hidden  bool
	looking bool  // the window has the keyboard
	failure error // of the last attempt to open the core
	asked   bool  // whether it shall start at log-in

	shell   *shell.Shell // nil, as watch, before the core runs
	watch   *notify.Watch
	news    *notify.OrderWatch // nil, too, where there are no orders
	low     *notify.LowWatch   // nil, too, where there is no shop
	systems *notify.SystemWatch
	after   func() // what waits for the window to be unlocked
}

func newStay(a fyne.App, w fyne.Window, b *bridge, core Core, o Options) *stay {
	st := &stay{app: a, window: w, bridge: b, core: core, o: o, hidden: true}
	a.Lifecycle().SetOnEnteredForeground(func() { st.look(true) })
	a.Lifecycle().SetOnExitedForeground(func() { st.look(false) })
	w.SetCloseIntercept(st.close)
	return st
}

// open connects to the desktop; the caller closes the session.
func (st *stay) open() *desktop.Session {
	s := desktop.Open(desktop.Options{
		Name: "Restante", ID: ID, Open: lang.L("Open Restante"),
		Tray:     func(bool) { st.bridge.onUI(st.waitForTray) },
		Clicked:  func(key string) { st.bridge.onUI(func() { st.clicked(key) }) },
		Fallback: func(title, text string) { st.app.SendNotification(fyne.NewNotification(title, text)) },
	})
	st.desk = s
	return s
}

// begin is the first thing on the UI goroutine once the app runs.
func (st *stay) begin() {
	st.bridge.Hear(st.o.Knocks, st.knock)
	st.refresh() // the scale of the screen is known only now
	st.waitForTray()
}

// enter shows the pages of a core that runs.
func (st *stay) enter(api API) {
	st.watch = notify.New(notify.Options{
		Chats: api.Chats, Loop: st.bridge, Desk: st.desk, OnUnread: st.unread,
		Level: st.level,
	})
	st.shell = st.fill(api)
	st.systems = &notify.SystemWatch{Desk: st.desk, Level: st.level}
	all := audience{st.shell, st.watch, st.systems}
	if api.Orders != nil {
		st.news = notify.NewOrders(notify.OrderOptions{Orders: api.Orders, Loop: st.bridge, Desk: st.desk, Level: st.level})
		all = append(all, st.news)
		st.news.Reload()
	}
	if stock, ok := api.Shop.(notify.Stock); ok {
		st.low = notify.NewLow(notify.LowOptions{Stock: stock, Loop: st.bridge, Desk: st.desk, Level: st.level})
		all = append(all, st.low)
	}
	st.bridge.Listen(api.Events, all)
	st.shell.Reload()
	st.shell.Watch()
	st.watch.Reload()
	st.look(st.looking) // since before the core ran, perhaps
	lighten()
	if st.o.Crash != "" {
		st.sayCrash(st.o.Crash)
	}
	if link := st.o.Link; link != "" {
		st.o.Link = ""
		st.shell.AddLink(link)
	}
}

func (st *stay) refresh() {
	if o := st.window.Content(); o != nil {
		o.Refresh()
	}
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
	stays, _ := stays{st.app.Preferences()}.On() // a preference can always be read
	if !stays || st.o.Closes || st.shell == nil || st.tray == nil || !st.desk.HasTray() {
		st.quit()
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
	st.refresh()
}

// look tells whether the user looks at the window.
func (st *stay) look(on bool) {
	st.looking = on
	st.hidden = st.hidden && !on // a click on the tray's icon shows it without us
	if st.shell != nil {
		st.shell.SetFocused(on)
		st.tellLooking(on && !st.shell.Locked())
	}
	if on {
		st.offerLogin()
	}
}

func (st *stay) tellLooking(on bool) {
	st.watch.SetLooking(on)
	st.systems.SetLooking(on)
	if st.news != nil {
		st.news.SetLooking(on)
	}
	if st.low != nil {
		st.low.SetLooking(on)
	}
}

// knock is a later start, perhaps by a click on a link, which waits for the core.
func (st *stay) knock(link string) {
	st.raise()
	switch {
	case link == "":
	case st.shell == nil:
		st.o.Link = link
	case st.shell.Locked():
		st.after = func() { st.shell.AddLink(link) }
	default:
		st.shell.AddLink(link)
	}
}

// clicked opens what a notice was about.
func (st *stay) clicked(key string) {
	st.raise()
	switch {
	case st.shell == nil:
	case st.shell.Locked():
		st.after = func() { st.turnTo(key) }
	default:
		st.turnTo(key)
	}
}

func (st *stay) turnTo(key string) {
	if id, ok := notify.Peer(key); ok {
		st.shell.OpenChat(id)
		return
	}
	if id, ok := notify.Order(key); ok {
		st.shell.OpenOrder(id)
		return
	}
	if slug, ok := notify.Listing(key); ok {
		st.shell.OpenListing(slug)
	}
	if notify.Systems(key) {
		st.shell.ShowSettings("systems")
	}
}

func (st *stay) unread(n int) {
	if st.tray != nil {
		st.tray.Unread(n)
	}
}
