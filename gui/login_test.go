package gui

import (
	"testing"

	"restante/gui/desktop"
	"restante/gui/guitest"
)

const offered = "Restante can begin in the tray when you log in, so that mail is there before you look."

// TestStartAtLogInIsAskedOnce: after the window was closed for the first time, in a strip
// that no later look brings back once it was answered.
func TestStartAtLogInIsAskedOnce(t *testing.T) {
	for answer, want := range map[string]bool{"Start at log-in": true, "Not now": false} {
		t.Setenv("XDG_CONFIG_HOME", t.TempDir())
		login := desktop.Login{ID: ID, Name: "Restante", Command: []string{"/usr/bin/restante"}}
		at(t, Options{Login: login}, nil, func(h *home) {
			h.look(true)
			if h.says(offered) {
				t.Error("it is asked before the window was ever closed")
			}
			h.close()
			h.raise()
			h.look(true)
			if !h.says(offered) {
				t.Fatal("it is not asked")
			}
			guitest.Press(t, h.window.Canvas(), answer)
			if on, err := login.On(); on != want || err != nil {
				t.Errorf("%s: it starts at log-in: %v, %v", answer, on, err)
			}
			h.asked = false // as at the next start
			if h.look(true); h.says(offered) {
				t.Errorf("%s: it is asked again", answer)
			}
		})
	}
}

// TestTheWordsComeFirst: one thing at a time is said over the pages.
func TestTheWordsComeFirst(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	login := desktop.Login{ID: ID, Name: "Restante", Command: []string{"/usr/bin/restante"}}
	at(t, Options{Login: login}, func(h *home) { h.world.Unkept = true }, func(h *home) {
		h.close()
		h.raise()
		if h.look(true); h.says(offered) {
			t.Error("it is asked beside the reminder of the words")
		}
	})
}
