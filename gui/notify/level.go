package notify

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
)

// Level is how much a notice may show: it lies on the screen for whoever passes,
// and desktops keep it in a history that nothing encrypts.
type Level string

// The levels. Names are shown unless the user chose otherwise; words are not,
// for at rest they are encrypted here.
const (
	Off     Level = "off"
	Nothing Level = "nothing" // that something came
	Name    Level = "name"    // and from whom
	Text    Level = "text"    // and what

	Usual = Name
)

// Levels are all of them, from the least to the most.
var Levels = []Level{Off, Nothing, Name, Text}

// Word names a level in the user's language.
func (l Level) Word() string {
	switch l {
	case Off:
		return lang.L("No notices")
	case Nothing:
		return lang.L("Without a name")
	case Text:
		return lang.L("Name and message")
	}
	return lang.L("Name only")
}

// preference is where the level is kept.
const preference = "notifications"

// LevelIn reads the level that the user chose.
func LevelIn(p fyne.Preferences) Level {
	if l := Level(p.String(preference)); slices.Contains(Levels, l) {
		return l
	}
	return Usual
}

// Keep makes the level the chosen one.
func (l Level) Keep(p fyne.Preferences) { p.SetString(preference, string(l)) }
