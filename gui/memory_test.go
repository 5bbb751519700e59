package gui

import (
	"runtime/debug"
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

// TestFyneWalksSeldom: at ten seconds and less Fyne looks at everything in every frame.
func TestFyneWalksSeldom(t *testing.T) {
	gc := debug.SetGCPercent(100)
	defer func() { debug.SetGCPercent(gc); keptFor = usually }()
	lighten()
	if keptFor <= 11*time.Second {
		t.Errorf("pictures are kept for %v", keptFor)
	}
}
