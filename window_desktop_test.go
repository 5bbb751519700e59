//go:build e2e

package main

import (
	"bufio"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/godbus/dbus/v5"
)

// deskBus is a session bus of its own with a tray and a place for notices on it.
type deskBus struct {
	t       testing.TB
	env     string
	conn    *dbus.Conn
	mu      sync.Mutex
	icon    string // the bus name of the program in the tray
	notices []desktopNotice
}

type desktopNotice struct{ title, text string }

func newDeskBus(t *testing.T) *deskBus {
	t.Helper()
	daemon := exec.Command("dbus-daemon", "--session", "--nofork", "--print-address=1",
		"--address=unix:path="+filepath.Join(t.TempDir(), "bus"))
	out, err := daemon.StdoutPipe()
	if err == nil {
		err = daemon.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = daemon.Process.Kill()
		_ = daemon.Wait()
	})
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	address = strings.TrimSpace(address)
	d := &deskBus{t: t, env: "DBUS_SESSION_BUS_ADDRESS=" + address}
	if d.conn, err = dbus.Connect(address); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.conn.Close() })
	d.offer("org.freedesktop.Notifications", "/org/freedesktop/Notifications", notices{d})
	d.offer("org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher", tray{d})
	return d
}

func (d *deskBus) offer(name string, path dbus.ObjectPath, service any) {
	d.t.Helper()
	err := d.conn.Export(service, path, name)
	if err == nil {
		err = d.conn.Export(service, path, "org.freedesktop.DBus.Properties")
	}
	if err == nil {
		_, err = d.conn.RequestName(name, dbus.NameFlagDoNotQueue)
	}
	if err != nil {
		d.t.Fatal(err)
	}
}

// notices is org.freedesktop.Notifications.
type notices struct{ d *deskBus }

func (notices) GetCapabilities() ([]string, *dbus.Error) {
	return []string{"body", "actions"}, nil
}

func (n notices) Notify(_ string, _ uint32, _, title, text string, _ []string, _ map[string]dbus.Variant, _ int32) (uint32, *dbus.Error) {
	n.d.mu.Lock()
	defer n.d.mu.Unlock()
	n.d.notices = append(n.d.notices, desktopNotice{title, text})
	return uint32(len(n.d.notices)), nil
}

func (notices) CloseNotification(uint32) *dbus.Error { return nil }

// tray is org.kde.StatusNotifierWatcher.
type tray struct{ d *deskBus }

func (s tray) RegisterStatusNotifierItem(_ string, from dbus.Sender) *dbus.Error {
	s.d.mu.Lock()
	defer s.d.mu.Unlock()
	s.d.icon = string(from)
	return nil
}

func (tray) Get(_, _ string) (dbus.Variant, *dbus.Error) { return dbus.MakeVariant(true), nil }

func (d *deskBus) inTray() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.icon != ""
}

// last is the newest notice and its number.
func (d *deskBus) last() (n desktopNotice, id uint32) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.notices) == 0 {
		return n, 0
	}
	return d.notices[len(d.notices)-1], uint32(len(d.notices))
}

// clickNotice is a click of the user.
func (d *deskBus) clickNotice(id uint32) {
	d.t.Helper()
	if err := d.conn.Emit("/org/freedesktop/Notifications", "org.freedesktop.Notifications.ActionInvoked", id, "default"); err != nil {
		d.t.Fatal(err)
	}
}

// trayLayout is a menu as com.canonical.dbusmenu tells it.
type trayLayout struct {
	ID       int32
	Props    map[string]dbus.Variant
	Children []dbus.Variant
}

// clickIcon clicks on the icon in the tray.
func (d *deskBus) clickIcon() {
	d.t.Helper()
	err := d.conn.Object(d.icon, "/StatusNotifierItem").Call("org.kde.StatusNotifierItem.Activate", 0, int32(0), int32(0)).Err
	if err != nil {
		d.t.Fatal(err)
	}
}

// clickTray chooses from the icon's menu.
func (d *deskBus) clickTray(label string) {
	d.t.Helper()
	menu := d.conn.Object(d.icon, "/StatusNotifierItem/menu")
	var version uint32
	var root trayLayout
	if err := menu.Call("com.canonical.dbusmenu.GetLayout", 0, int32(0), int32(-1), []string{}).Store(&version, &root); err != nil {
		d.t.Fatal(err)
	}
	for _, c := range root.Children {
		var item trayLayout
		if err := dbus.Store([]any{c.Value()}, &item); err != nil {
			d.t.Fatal(err)
		}
		if item.Props["label"].Value() == label {
			menu.Call("com.canonical.dbusmenu.Event", 0, item.ID, "clicked", dbus.MakeVariant(""), uint32(0))
			return
		}
	}
	d.t.Fatalf("the tray's menu has no %q: %v", label, root.Children)
}

// hidden tells whether the window is off the screen while the program runs.
func (w *window) hidden() bool {
	out, err := exec.Command("xwininfo", "-id", w.id).Output()
	return err == nil && strings.Contains(string(out), "IsUnMapped") && w.running()
}
