package shell

import (
	"testing"

	"restante/gui/guitest"
)

// wordScenes are the recovery words in the running window.
var wordScenes = []scene{
	{"words-reminder", onNoPaper, func(w opened) { w.open("Marta Oliveira") }, true},
	{"words-passphrase", onNoPaper, func(w opened) { w.world.Passphrase = "x"; w.shell.ShowWords() }, true},
	{"words-sheet", onNoPaper, func(w opened) { w.shell.ShowWords() }, true},
}

func onNoPaper() *guitest.World {
	w := guitest.Busy()
	w.Unkept = true
	return w
}

func TestTheReminderStaysOverEveryPage(t *testing.T) {
	w := dressed(t, onNoPaper())
	w.says(t, "Show recovery words")
	w.press(t, "Network")
	w.press(t, "Show recovery words")
	w.says(t, "Your 24 recovery words")
	w.press(t, "Close")
	w.world.Unkept = false
	w.shell.Reload()
	if guitest.Says(w.Canvas(), "Show recovery words") {
		t.Error("it reminds of what is done")
	}
}
