package notify

import (
	"slices"
	"testing"

	"restante/messaging/webhook"
)

// desktop remembers what the desktop shows.
type desktop struct{ keys []string }

func (s *desktop) Show(key, _, _ string) { s.keys = append(s.keys, key) }
func (s *desktop) Withdraw(key string) {
	s.keys = slices.DeleteFunc(s.keys, func(k string) bool { return k == key })
}

func TestAPausedSystemIsTold(t *testing.T) {
	level, desk := Nothing, &desktop{}
	w := &SystemWatch{Desk: desk, Level: func() Level { return level }}
	paused := []any{webhook.Paused{Hook: "a", Why: "it answered 410"}}
	wants := func(when string, n int) {
		t.Helper()
		if len(desk.keys) != n || n > 0 && !Systems(desk.keys[0]) {
			t.Errorf("%s: %q", when, desk.keys)
		}
	}
	w.Events([]any{7})
	wants("nothing happened", 0)
	w.Events(paused)
	wants("nobody looks", 1)
	w.SetLooking(true)
	wants("the window says it", 0)
	w.Events(paused)
	wants("somebody looks", 0)
	w.SetLooking(false)
	level = Off
	w.Events(paused)
	wants("without notices", 0)
}
