package storage

import (
	"errors"
	"testing"
	"time"

	"restante/gui/guitest"
	"restante/offline/provider/depot"
	core "restante/offline/storage"
)

// Another primary moves everything, so it is asked for; other roles change at once.
func TestRole(t *testing.T) {
	d := newDesk(t, guitest.Stored())
	d.press("Dropbox")
	d.pick("What it is for", "Primary: all that waits")
	d.says("All that waits at Costa bucket moves to Dropbox, while messages go on arriving. Costa bucket stays connected and gets nothing new.")
	if d.called("role") != 0 {
		t.Fatal("everything moves without a yes")
	}
	d.press("Cancel")
	d.says("Mirror: a copy of all")
	d.pick("What it is for", "Primary: all that waits")
	d.press("Move")
	d.press("Costa bucket")
	d.says("418 items are still on their way, or to be removed")
	d.pick("What it is for", "Mirror: a copy of all")
	if d.called("role primary box") != 1 || d.called("role mirror s3") != 1 {
		t.Errorf("called %q", d.world.Calls)
	}
}

func TestARoleThatFailsIsShownAsItIs(t *testing.T) {
	d := newDesk(t, guitest.Stored())
	d.press("Dropbox")
	d.press("What it is for")
	d.world.Err = errors.New("the disk is full")
	guitest.Choose(t, d.window.Canvas(), "Nothing new")
	if d.notice != "the disk is full" {
		t.Errorf("it says %q", d.notice)
	}
	d.says("Mirror: a copy of all")
}

// The words say what happens to what lies there; forgetting it warns first.
func TestLeave(t *testing.T) {
	d := newDesk(t, guitest.Stored())
	d.press("Dropbox")
	d.silent("Forget at once")
	d.press("Leave")
	d.says("What lies there moves first: to the accounts that get it, and always to this computer. Then the account goes from this page.")
	d.press("Cancel")
	if d.called("leave") != 0 {
		t.Fatal("left without a yes")
	}
	d.press("Leave")
	d.press("Leave")
	d.says("This account is being left", "Leaving")
	d.press("Forget at once")
	d.says("96 items may still lie there. They stay at the provider until somebody removes them there, and this computer cannot do that any more. The messages themselves are not lost: they wait on this computer.")
	if d.called("forget") != 0 {
		t.Fatal("forgotten without a yes")
	}
	d.press("Forget at once")
	d.silent("Dropbox")
	if d.called("leave box") != 1 || d.called("forget box") != 1 {
		t.Errorf("called %q", d.world.Calls)
	}
}

func TestLeavingIsTakenBack(t *testing.T) {
	d := newDesk(t, guitest.Stored())
	d.world.Storage.All[1].Leaving = true
	d.page.Reload()
	d.press("Dropbox")
	d.press("Stay")
	d.silent("This account is being left")
}

func TestTry(t *testing.T) {
	d := newDesk(t, guitest.Stored())
	d.press("Dropbox")
	d.world.Err = depot.ErrQuota
	d.press("Try now")
	d.says("Needs you", "Make room in the account, or choose another provider. Meanwhile messages wait on this computer.")
	d.press("Try now")
	d.silent("Fails since 14:36")
	if d.notice != "It works: something was put there, fetched and removed again." || d.called("try box") != 2 {
		t.Errorf("it says %q", d.notice)
	}
}

func TestTerms(t *testing.T) {
	d := newDesk(t, guitest.Stored())
	d.press("Dropbox")
	d.press("Name, limit, price")
	d.fill("Box", "many")
	d.press("Save")
	d.says("The limit is a number of MiB, such as 100.")
	d.press("Close")
	d.press("Name, limit, price")
	d.fill("Attic", "250", "9,99", "€")
	if a := d.world.Storage.All[1]; a.Title != "Attic" || a.Cap != 250<<20 || a.Price != 9990 || a.Currency != "€" {
		t.Errorf("noted %q, %d, %d %q", a.Title, a.Cap, a.Price, a.Currency)
	}
	if tile := d.page.tiles["box"]; tile.tap.AccessibilityLabel() != "Attic" || tile.title.AccessibilityLabel() != "Attic" {
		t.Errorf("the tile says %q", tile.title.AccessibilityLabel())
	}
	d.says("At most 250.0 MiB of yours · 0.036 € a month now", "9.99 € for each GB a month")
}

// A person's choice begins with what holds for all, and may be given up.
func TestChoice(t *testing.T) {
	d := newDesk(t, guitest.Stored())
	d.says("Ines Duarte", "This computer alone", "Kenji Watanabe")
	d.press("Change where messages to Kenji Watanabe wait")
	d.press("As for everybody")
	if d.called("unchoose") != 1 {
		t.Errorf("called %q", d.world.Calls)
	}
	d.silent("Change where messages to Kenji Watanabe wait")
	d.press("Choose for a person")
	d.silent("As for everybody")
	d.pick("Person", "Jonas Berg")
	d.flip("Costa bucket")
	d.press("Choose")
	if got := d.world.Storage.For[guitest.ID("Jonas Berg")]; len(got) != 1 || got[0] != "box" {
		t.Errorf("chosen %q", got)
	}
	d.says("Change where messages to Jonas Berg wait")
}

// What the page reads does not take the place that the user looks at.
func TestTheChosenPlaceStays(t *testing.T) {
	d := newDesk(t, guitest.Stored())
	d.press("This computer")
	focus := d.page.tiles["box"].tap
	d.window.Canvas().Focus(focus)
	d.world.Storage.All[0].Moving = 3
	d.world.Loop.Advance(pace)
	d.says("Always there: it needs nobody else")
	if d.window.Canvas().Focused() != focus {
		t.Error("a reading took the keyboard")
	}
	d.page.Events([]any{core.Changed{Account: "s3"}})
	d.page.SetShown(false)
	d.world.Loop.Advance(time.Hour)
	d.page.loaded(d.page.last, nil) // a reading that comes late
	if d.world.Loop.Due() != 0 {
		t.Error("it reads while nobody looks")
	}
}

// A limit that is no whole number of MiB stays what it is, unless it is changed.
func TestExactLimit(t *testing.T) {
	d := newDesk(t, guitest.Stored())
	box := &d.world.Storage.All[1]
	box.Cap = 500_000
	d.page.Reload()
	d.press("Dropbox")
	d.press("Name, limit, price")
	d.fill("Attic")
	d.press("Save")
	if box.Title != "Attic" || box.Cap != 500_000 {
		t.Errorf("%q has the limit %d", box.Title, box.Cap)
	}
	d.press("Name, limit, price")
	d.fill("Attic", "0,5")
	d.press("Save")
	if box.Cap != 1<<19 {
		t.Errorf("the limit is %d", box.Cap)
	}
	for n, want := range map[int64]string{0: "", 1: "0.001", 500_000: "0.476", 100 << 20: "100", 3 << 19: "1.5", 1 << 62: "4398046511104"} {
		if got := inMebibytes(n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}
