package lock

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
)

// Minutes are the times without use after which the window can lock; 0 is never.
var Minutes = []int{0, 1, 5, 15, 60}

// afterKey is where the chosen one is kept.
const afterKey = "lock-after"

// look is how often it is looked whether the time is over.
const look = 10 * time.Second

// After is the chosen time, in minutes.
func After(p fyne.Preferences) int {
	if n := p.Int(afterKey); slices.Contains(Minutes, n) {
		return n
	}
	return 0
}

// Keep makes it the user's choice.
func Keep(p fyne.Preferences, minutes int) { p.SetInt(afterKey, minutes) }

// Used notes that the user did something.
func (l *Lock) Used() { l.used = l.now() }

// now is the wall clock: the other one stands still while the computer sleeps.
func (l *Lock) now() time.Time { return l.o.Now().Round(0) }

// Watch looks again and again whether the window was used.
func (l *Lock) Watch() {
	l.o.Loop.Later(look, func() {
		after := time.Duration(After(l.o.Preferences)) * time.Minute
		if after > 0 && !l.Locked() && l.now().Sub(l.used) >= after {
			l.ifAsks(l.shut, func() {})
		}
		l.Watch()
	})
}
