package recovery

import (
	"errors"
	"slices"
	"testing"

	"restante/gui/guitest"
)

const reminder = "Show recovery words"

func TestWhoHasThemOnPaperIsNotReminded(t *testing.T) {
	newDesk(t, guitest.Busy()).wants(false, reminder)
}

// TestTheReminderGoesOnceTheyAreOnPaper answers wrong first: a word that is
// another one, then one that is missing.
func TestTheReminderGoesOnceTheyAreOnPaper(t *testing.T) {
	w := guitest.Busy()
	w.Unkept = true
	d := newDesk(t, w)
	d.press(reminder)
	d.wants(true, "art")
	d.press("I wrote them down")
	d.answer("Abandon", "abandon", "zoo")
	d.wants(true, "This is not word 24. Look at your paper, or go back to the words.")
	if w.Calls != nil {
		t.Fatalf("it was believed: %q", w.Calls)
	}
	d.press("Back to the words")
	d.press("I wrote them down")
	d.answer("abandon", "")
	d.wants(true, "This is not word 12. Look at your paper, or go back to the words.")
	d.answer(" ABANDON ", "art")
	if !slices.Equal(w.Calls, []string{"keep words"}) || d.notice == "" {
		t.Errorf("it did %q and said %q", w.Calls, d.notice)
	}
	d.wants(false, reminder)
	if d.Overlays().Top() != nil {
		t.Error("the card stays")
	}
}

func TestTheyAreShownForThePassphraseOnly(t *testing.T) {
	w := guitest.Busy()
	w.Passphrase = "marta's bakery"
	d := newDesk(t, w)
	d.Show()
	d.answer("marta")
	d.wants(true, "the passphrase is wrong")
	d.wants(false, "art")
	d.answer("'s bakery")
	d.wants(true, "art")
	d.wants(false, "I wrote them down") // she has
	d.press("Close")
	if d.Overlays().Top() != nil {
		t.Error("the card stays")
	}
}

func TestAFailedNoteKeepsTheReminder(t *testing.T) {
	w := guitest.Busy()
	w.Unkept = true
	d := newDesk(t, w)
	d.press(reminder)
	d.press("I wrote them down")
	w.Err = errors.New("the disk is full")
	d.answer("abandon", "abandon", "art")
	d.wants(true, reminder)
	if d.notice != "the disk is full" {
		t.Errorf("it said %q", d.notice)
	}
}

func TestPickAsksForThreeWordsInOrder(t *testing.T) {
	seen := map[int]bool{}
	for range 1000 {
		n := Pick()
		if len(n) != asked || !slices.IsSorted(n) || len(slices.Compact(slices.Clone(n))) != asked || n[0] < 1 || n[2] > 24 {
			t.Fatalf("it asks for %v", n)
		}
		for _, i := range n {
			seen[i] = true
		}
	}
	if len(seen) != 24 {
		t.Errorf("it never asks for some: only %v", seen)
	}
}

// TestTheReminderTakesItsRoomAndGivesItBack looks at the pages below it.
func TestTheReminderTakesItsRoomAndGivesItBack(t *testing.T) {
	w := guitest.Busy()
	d := newDesk(t, w)
	page := d.o.Strip.Object.Objects[1]
	whole := page.Size().Height
	w.Unkept = true
	d.Reload()
	if left := page.Size().Height; left > whole-40 {
		t.Errorf("under the reminder the pages are %.0f high, without it %.0f", left, whole)
	}
	w.Unkept = false
	d.Reload()
	if back := page.Size().Height; back != whole {
		t.Errorf("without it they are %.0f high again, not %.0f", back, whole)
	}
}
