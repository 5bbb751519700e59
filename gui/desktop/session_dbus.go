//go:build linux || freebsd || openbsd || netbsd

package desktop

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/godbus/dbus/v5"
)

// Names on the bus.
const (
	notifications = "org.freedesktop.Notifications"
	notifyPath    = "/org/freedesktop/Notifications"
	watcher       = "org.kde.StatusNotifierWatcher"
	watcherPath   = "/StatusNotifierWatcher"
	busName       = "org.freedesktop.DBus"

	clickAction = "default" // what a click on the notice itself means
)

// patience is how long the desktop may take for an answer.
const patience = 3 * time.Second

// Session is the connection to the desktop. One goroutine owns it; the methods
// never block.
type Session struct {
	o       Options
	conn    *dbus.Conn // nil without a bus
	signals chan *dbus.Signal
	orders  chan func()
	quit    chan struct{}
	close   sync.Once
	done    sync.WaitGroup
	tray    atomic.Bool

	ids    map[string]uint32 // notices on the screen by key; this and the rest is the goroutine's
	markup bool              // a notice's text is markup
	asked  bool              // the two lines above are known
	click  bool              // notices can be clicked
}

// Open connects to the desktop. Where there is none, the session does nothing.
func Open(o Options) *Session {
	s := &Session{o: o, ids: map[string]uint32{}, orders: make(chan func(), maxOrders), quit: make(chan struct{})}
	conn, err := connect()
	if err != nil {
		return s // a display without a desktop: nobody to tell
	}
	s.conn, s.signals = conn, make(chan *dbus.Signal, maxOrders)
	conn.Signal(s.signals)
	s.listen()
	s.order(s.lookForTray)
	s.done.Go(s.serve)
	return s
}

// connect never starts a bus: a program started from a bare display is alone.
func connect() (*dbus.Conn, error) {
	conn, err := dbus.SessionBusPrivateNoAutoStartup()
	if err != nil {
		return nil, err
	}
	if err = conn.Auth(nil); err == nil {
		err = conn.Hello()
	}
	if err != nil {
		_ = conn.Close() // nothing was said over it
		return nil, err
	}
	return conn, nil
}

// listen asks the bus for the signals that serve knows.
func (s *Session) listen() {
	for _, of := range [][]dbus.MatchOption{
		{dbus.WithMatchInterface(notifications)},
		{dbus.WithMatchInterface(watcher)},
		{dbus.WithMatchInterface(busName), dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, watcher)},
	} {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		_ = s.conn.AddMatchSignalContext(ctx, of...) // without it, no click is heard
		cancel()
	}
}

// Bus tells whether there is a desktop that a tray could belong to.
func (s *Session) Bus() bool { return s.conn != nil }

// Close ends the session and takes its notices from the screen: a click on one
// of them would find nobody.
func (s *Session) Close() {
	s.close.Do(func() {
		close(s.quit)
		s.done.Wait()
		if s.conn != nil {
			s.withdrawAll()
			_ = s.conn.Close() // the bus may have gone first
		}
	})
}

// order asks the session's goroutine to do something.
func (s *Session) order(f func()) {
	if s.conn == nil {
		return
	}
	select {
	case s.orders <- f:
	default: // the desktop hangs, and has enough to show when it comes back
	}
}

func (s *Session) serve() {
	for {
		select {
		case <-s.quit:
			return
		case f := <-s.orders:
			f()
		case sig, ok := <-s.signals:
			if !ok {
				s.setTray(false) // the bus is gone
				return
			}
			s.hear(sig)
		}
	}
}

func (s *Session) hear(sig *dbus.Signal) {
	switch name := sig.Name; {
	case name == notifications+".ActionInvoked":
		s.clicked(sig)
	case name == notifications+".NotificationClosed":
		if key, ok := s.keyOf(sig); ok {
			delete(s.ids, key)
		}
	case name == busName+".NameOwnerChanged", strings.HasPrefix(name, watcher+".StatusNotifierHost"):
		s.lookForTray()
	}
}

// call asks a service on the bus and stores its answer.
func (s *Session) call(name, path, method string, answer any, args ...any) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	c := s.conn.Object(name, dbus.ObjectPath(path)).CallWithContext(ctx, method, 0, args...)
	if c.Err != nil || answer == nil {
		return c.Err
	}
	return c.Store(answer)
}
