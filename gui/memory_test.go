package gui

import (
	"testing"
	"time"
)

// usually is what Fyne says itself, before any test.
var usually time.Duration

func init() { usually = keptFor }

// TestFyneKeepsPicturesForAMinute unless it is told otherwise: another figure means
// that lighten sets nothing of Fyne's any more.
func TestFyneKeepsPicturesForAMinute(t *testing.T) {
	if usually != time.Minute {
		t.Errorf("Fyne keeps them for %v", usually)
	}
}
