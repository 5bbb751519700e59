//go:build linux || freebsd || openbsd || netbsd

package desktop

import (
	"slices"
	"testing"

	"github.com/godbus/dbus/v5"
)

// desk is a session whose calls a test reads.
type desk struct {
	*Session
	clicks chan string
	trays  chan bool
}

func openDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{clicks: make(chan string, 16), trays: make(chan bool, 16)}
	d.Session = Open(Options{Name: "Restante", ID: "org.restante.Restante", Open: "Open",
		Tray: func(on bool) { d.trays <- on }, Clicked: func(key string) { d.clicks <- key }})
	t.Cleanup(d.Close)
	return d
}

// notice is what Notify was called with.
type notice struct {
	replaces    uint32
	title, text string
	actions     []string
}

func noticeOf(t *testing.T, m *dbus.Message) notice {
	t.Helper()
	if member(m) != "Notify" || len(m.Body) != 8 {
		t.Fatalf("called %v", m)
	}
	actions, _ := m.Body[5].([]string)
	return notice{m.Body[1].(uint32), m.Body[3].(string), m.Body[4].(string), actions}
}

func TestAClickFindsItsConversation(t *testing.T) {
	bus := startBus(t, true, "body", "actions")
	d := openDesk(t)
	d.Show("marta", "Marta", "one")
	d.Show("kenji", "Kenji", "two")
	if n := noticeOf(t, <-bus.calls); n.title != "Marta" || n.text != "one" || !slices.Equal(n.actions, []string{"default", "Open"}) {
		t.Errorf("shown %+v", n)
	}
	<-bus.calls
	bus.signal(notifications, "ActionInvoked", uint32(99), "default") // another program's
	bus.signal(notifications, "ActionInvoked", uint32(1), "other")
	bus.signal(notifications, "ActionInvoked", uint32(2), "default")
	bus.signal(notifications, "ActionInvoked", uint32(1), "default")
	if first, second := <-d.clicks, <-d.clicks; first != "kenji" || second != "marta" {
		t.Errorf("clicked %q, then %q", first, second)
	}
}

func TestOnePersonHasOneNotice(t *testing.T) {
	bus := startBus(t, true, "body")
	d := openDesk(t)
	d.Show("marta", "Marta", "one")
	d.Show("marta", "Marta", "two")
	if n := noticeOf(t, <-bus.calls); n.replaces != 0 || len(n.actions) != 0 {
		t.Errorf("the first one is %+v", n)
	}
	if n := noticeOf(t, <-bus.calls); n.replaces != 1 {
		t.Errorf("the second one does not replace the first: %+v", n)
	}
	d.Withdraw("nobody")
	d.Withdraw("marta")
	if m := <-bus.calls; member(m) != "CloseNotification" || m.Body[0] != uint32(2) {
		t.Errorf("called %v", m)
	}
	d.Show("marta", "Marta", "three")
	if n := noticeOf(t, <-bus.calls); n.replaces != 0 {
		t.Errorf("it replaces one that is gone: %+v", n)
	}
	bus.signal(notifications, "NotificationClosed", uint32(3), uint32(2))
	bus.signal(notifications, "ActionInvoked", uint32(3), "default")
	bus.setTray(false) // heard after the two
	<-d.trays
	<-d.trays
	if len(d.clicks) != 0 {
		t.Error("a notice that was closed was clicked")
	}
}

// What a stranger writes must not become a link or a picture on the desktop.
func TestForeignTextIsNoMarkup(t *testing.T) {
	const evil = `<img src="file:///x"/> & <a href="x">y</a>`
	for caps, want := range map[string]string{
		"body":        evil,
		"body-markup": `&lt;img src="file:///x"/&gt; &amp; &lt;a href="x"&gt;y&lt;/a&gt;`,
	} {
		bus := startBus(t, true, caps)
		d := openDesk(t)
		d.Show("eve", "Eve", evil)
		if n := noticeOf(t, <-bus.calls); n.text != want {
			t.Errorf("with %s: %s", caps, n.text)
		}
		d.Close()
	}
}

func TestTheTrayComesAndGoes(t *testing.T) {
	bus := startBus(t, false)
	d := openDesk(t)
	if !d.Bus() || d.HasTray() {
		t.Errorf("bus %v, tray %v", d.Bus(), d.HasTray())
	}
	for _, on := range []bool{true, false, true} {
		bus.setTray(on)
		if got := <-d.trays; got != on || d.HasTray() != on {
			t.Errorf("told %v, has %v; want %v", got, d.HasTray(), on)
		}
	}
	bus.hangUp()
	if <-d.trays || d.HasTray() {
		t.Error("a tray is promised without a bus")
	}
}

func TestCloseTakesTheNoticesAway(t *testing.T) {
	bus := startBus(t, true, "body")
	d := openDesk(t)
	d.Show("marta", "Marta", "one")
	<-bus.calls
	d.Close()
	if m := <-bus.calls; member(m) != "CloseNotification" {
		t.Errorf("called %v", m)
	}
	d.Show("marta", "Marta", "late") // harmless
}

func TestWithoutABusNothingHappens(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+t.TempDir()+"/none")
	d := openDesk(t)
	d.Show("marta", "Marta", "one")
	d.Withdraw("marta")
	if d.Bus() || d.HasTray() {
		t.Error("a desktop without a bus has a tray")
	}
}
