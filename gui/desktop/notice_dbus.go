//go:build linux || freebsd || openbsd || netbsd

package desktop

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/godbus/dbus/v5"
)

// Show puts a notice on the screen, in the place of an earlier one with that key.
func (s *Session) Show(key, title, text string) {
	s.order(func() { s.show(key, title, text) })
}

// Withdraw takes a notice from the screen.
func (s *Session) Withdraw(key string) { s.order(func() { s.withdraw(key) }) }

func (s *Session) show(key, title, text string) {
	s.askAbilities()
	if s.markup {
		text = plain.Replace(text)
	}
	actions := []string{}
	if s.click {
		actions = []string{clickAction, s.o.Open}
	}
	hints := map[string]dbus.Variant{
		"desktop-entry": dbus.MakeVariant(s.o.ID),
		"category":      dbus.MakeVariant("im.received"),
	}
	const standard = int32(-1) // how long it stays is the desktop's business
	var id uint32
	err := s.call(notifications, notifyPath, notifications+".Notify", &id,
		s.o.Name, s.ids[key], s.o.ID, title, text, actions, hints, standard)
	if err == nil { // else the number at the tray's icon has to do
		s.ids[key] = id
	}
}

// plain keeps what others write from becoming links and pictures.
var plain = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// askAbilities asks once what the desktop's notices can do.
func (s *Session) askAbilities() {
	if s.asked {
		return
	}
	var can []string
	if err := s.call(notifications, notifyPath, notifications+".GetCapabilities", &can); err != nil {
		s.markup, s.click = true, false // the careful guess
		return
	}
	s.asked, s.markup, s.click = true, slices.Contains(can, "body-markup"), slices.Contains(can, "actions")
}

func (s *Session) withdraw(key string) {
	if id, ok := s.ids[key]; ok {
		delete(s.ids, key)
		_ = s.take(id) // it may be gone already
	}
}

// withdrawAll does not wait for each when the desktop hangs.
func (s *Session) withdrawAll() {
	for _, id := range s.ids {
		if err := s.take(id); errors.Is(err, context.DeadlineExceeded) {
			return
		}
	}
}

func (s *Session) take(id uint32) error {
	return s.call(notifications, notifyPath, notifications+".CloseNotification", nil, id)
}

func (s *Session) clicked(sig *dbus.Signal) {
	key, ok := s.keyOf(sig)
	if !ok || len(sig.Body) < 2 || sig.Body[1] != clickAction || s.o.Clicked == nil {
		return
	}
	s.o.Clicked(key)
}

// keyOf finds which of our notices a signal is about: it goes to every program.
func (s *Session) keyOf(sig *dbus.Signal) (key string, ok bool) {
	if len(sig.Body) == 0 {
		return "", false
	}
	for key, id := range s.ids {
		if sig.Body[0] == id {
			return key, true
		}
	}
	return "", false
}
