package welcome

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"restante/gui/guitest"
)

// restored goes to the words.
func restored(t *testing.T) *desk {
	d := newDesk(t)
	d.key(fyne.KeyDown)
	d.enter()
	d.wantsStep("Your recovery words")
	return d
}

func TestWordsBringSomebodyBack(t *testing.T) {
	d := restored(t)
	var messy strings.Builder // as a list that somebody pasted
	for i, w := range strings.Fields(guitest.TestWords) {
		messy.WriteString([]string{"1. ", "\t", "\n\n", ", "}[i%4] + strings.ToUpper(w[:1]) + w[1:])
	}
	d.restore.area.SetText(messy.String())
	d.wants("All 24 words are there and fit together.")
	d.enter()
	d.wantsStep("Your name and picture")
	d.enter("Elena")
	d.enter()
	d.enter("three ducks", "three ducks")
	d.key(fyne.KeyLeft)
	d.wants("Start Restante") // they have the words
	d.enter()
	if len(d.opened) != 1 || !d.opened[0].Kept || d.opened[0].Words != messy.String() {
		t.Errorf("chosen was %+v", d.opened)
	}
}

func TestWrongWordsAreNamed(t *testing.T) {
	d := restored(t)
	words := strings.Fields(guitest.TestWords)
	with := func(i int, w string) string {
		c := append([]string{}, words...)
		c[i] = w
		return strings.Join(c, " ")
	}
	for _, c := range []struct{ typed, problem string }{
		{"", "There must be 24 words."},
		{strings.Join(words[:23], " "), "There must be 24 words."},
		{guitest.TestWords + " abandon", "There must be 24 words."},
		{with(4, "abandn"), "Word 5, “abandn”, is not one of the words that are used."},
		{with(23, "ability"), "together they fit nobody"},
		{with(4, "a\u202ebandon"), "Word 5, “a”, is not"},
		{strings.Repeat("abandon ", 1000), "There must be 24 words."},
		{with(2, strings.Repeat("ä", 300)), "Word 3"},
	} {
		d.restore.area.SetText(c.typed)
		d.key(fyne.KeyReturn)
		d.wantsStep("Your recovery words")
		d.wants(c.problem)
		d.Page.frame.problem.Objects = nil
	}
}

// TestWhileOneTypes does not complain of the word that is being typed.
func TestWhileOneTypes(t *testing.T) {
	d := restored(t)
	d.restore.area.SetText("abandon aban")
	d.wants("2 of 24 words")
	d.restore.area.SetText("abandn aban")
	d.wants("Word 1, “abandn”, is not one of the words that are used.")
}
