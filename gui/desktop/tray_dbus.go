//go:build linux || freebsd || openbsd || netbsd

package desktop

import "github.com/godbus/dbus/v5"

// HasTray tells whether a tray icon is seen by anybody now.
func (s *Session) HasTray() bool { return s.tray.Load() }

// lookForTray asks whether somebody shows tray icons: a watcher alone only
// collects them.
func (s *Session) lookForTray() {
	var has bool
	var host dbus.Variant
	if err := s.call(busName, "/org/freedesktop/DBus", busName+".NameHasOwner", &has, watcher); err == nil && has {
		err = s.call(watcher, watcherPath, "org.freedesktop.DBus.Properties.Get", &host, watcher, "IsStatusNotifierHostRegistered")
		shown, _ := host.Value().(bool)
		has = err == nil && shown
	}
	s.setTray(has)
}

func (s *Session) setTray(there bool) {
	if s.tray.Swap(there) != there && s.o.Tray != nil {
		s.o.Tray(there)
	}
}
