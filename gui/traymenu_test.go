package gui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"restante/gui/desktop"
	"restante/gui/notify"
)

func TestTheTraysMenu(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	login := desktop.Login{ID: ID, Name: "Restante", Command: []string{"/usr/bin/restante"}}
	at(t, Options{Login: login}, nil, func(h *home) {
		item := func(label string) *fyne.MenuItem {
			t.Helper()
			i := slices.IndexFunc(h.menu.Items, func(i *fyne.MenuItem) bool { return i.Label == label })
			if i < 0 {
				t.Fatalf("no %q in the tray's menu", label)
			}
			return h.menu.Items[i]
		}
		item("Start at log-in").Action()
		if on, err := login.On(); !on || err != nil || !item("Start at log-in").Checked {
			t.Errorf("starts at log-in: %v, %v", on, err)
		}
		for i, l := range notify.Levels {
			item("Notifications").ChildMenu.Items[i].Action()
			if notify.LevelIn(h.Preferences()) != l || !item("Notifications").ChildMenu.Items[i].Checked {
				t.Errorf("%q was chosen, and is %q", l, notify.LevelIn(h.Preferences()))
			}
		}
		item("Open Restante").Action()
		item("Quit").Action()
		h.wants("show", "quit")
	})
	at(t, Options{}, nil, func(h *home) {
		for _, i := range h.menu.Items {
			if strings.Contains(i.Label, "log-in") {
				t.Error("a start at log-in is offered that has no command")
			}
		}
	})
}
