package notify

import (
	"fyne.io/fyne/v2/lang"

	"restante/messaging/webhook"
)

// systems is the key of the notice about one's own systems.
const systems = "systems"

// Systems tells that a notice was about one's own systems.
func Systems(key string) bool { return key == systems }

// SystemWatch tells that one of one's own systems is told nothing any more: it was paused,
// since nothing arrived there. It says neither which nor where, and is shown unless the
// user wants no notices.
type SystemWatch struct {
	Desk  Desk
	Level func() Level

	looking, shown bool
}

// SetLooking tells whether the user looks at the window, which says it all then.
func (w *SystemWatch) SetLooking(on bool) {
	w.looking = on
	if on && w.shown {
		w.shown = false
		w.Desk.Withdraw(systems)
	}
}

// Events takes what changed in the core.
func (w *SystemWatch) Events(events []any) {
	for _, e := range events {
		if _, ok := e.(webhook.Paused); ok && !w.looking && w.Level() != Off {
			w.shown = true
			w.Desk.Show(systems, "Restante", lang.L("One of your own systems is told nothing any more: nothing arrived there."))
			return
		}
	}
}

// Reload does nothing: the settings show what is paused.
func (w *SystemWatch) Reload() {}
