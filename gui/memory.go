package gui

import (
	"runtime/debug"
	"time"
	_ "unsafe" // for go:linkname
)

// keptFor is Fyne's own: how long it keeps the picture of a text that is no longer
// drawn. Whoever scrolls draws hundreds of texts a second, and at the minute that Fyne
// takes, their pictures are a third of the program's memory. Fyne lets it be set by
// the environment alone, and reads that before main begins.
//
// It is more than ten seconds: Fyne walks through all that the window shows that long
// before the first of it would run out, and at ten it would do so in every frame.
//
//go:linkname keptFor fyne.io/fyne/v2/internal/cache.ValidDuration
var keptFor time.Duration

// lighten keeps memory low for the rest of the run: the window is open all day and
// idle for most of it. It comes after the first frame, which garbage may not delay.
func lighten() {
	keptFor = 12 * time.Second
	debug.SetGCPercent(50)
}
