package guitest

import (
	"time"

	"fyne.io/fyne/v2/driver/software"
)

// rests is how often Forget was called: Fyne tidies up only when its clock is
// past the last time, and every synctest bubble begins in the same year.
var rests time.Duration

// Forget lets so much time pass that Fyne drops the renderers of all that is
// hidden. It must be called in a synctest bubble: once before the window is made,
// so that its renderers have an age, then whenever something is hidden.
func Forget() {
	rests++
	<-time.After(rests * time.Hour)
	software.NewCanvas().Capture() // the only door to the tidying without a display
}
