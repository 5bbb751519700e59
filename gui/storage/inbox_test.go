package storage

import (
	"errors"
	"testing"

	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/widget"
	core "restante/offline/storage"
)

const letting = "Contacts may leave mail for me here"

// lets is the page on an account that contacts may be let into, and its switch.
func lets(t *testing.T) (*desk, *widget.Switch) {
	w := guitest.Stored()
	w.Storage.All = append(w.Storage.All, core.Account{ID: "space", Kind: "ucan", Title: "Space"})
	d := newDesk(t, w)
	d.press("Space")
	s, ok := guitest.Find[*widget.Switch](d.window.Content(), letting)
	if !ok {
		t.Fatal("there is no switch")
	}
	return d, s
}

// The switch is there where the provider can do it, and says how it is.
func TestInbox(t *testing.T) {
	d, s := lets(t)
	d.says(letting, "Each contact gets a permission of its own to put sealed messages here, until a date, and nothing else.")
	test.Tap(s)
	if !d.world.Storage.All[3].Inbox || !s.On() {
		t.Errorf("called %q", d.world.Calls)
	}
	test.Tap(s)
	if d.world.Storage.All[3].Inbox || s.On() || d.called("inbox space") != 2 {
		t.Errorf("called %q", d.world.Calls)
	}
	d.press("Dropbox")
	d.silent(letting)
	d.world.Storage.All[3].Leaving = true
	d.press("Space")
	d.page.Reload()
	d.silent(letting)
}

func TestAnInboxThatFailsIsShownAsItIs(t *testing.T) {
	d, s := lets(t)
	d.world.Err = errors.New("the disk is full")
	test.Tap(s)
	if s.On() || d.notice != "the disk is full" {
		t.Errorf("it is %v and says %q", s.On(), d.notice)
	}
}

// What was given to contacts outlives the switch and the account, and the words say so.
func TestAFormerInbox(t *testing.T) {
	d, s := lets(t)
	until := guitest.Now.AddDate(0, 0, 90).Format("2 Jan 2006")
	const holds, looks = "Contacts have permission to leave mail here until ", ". Until then this computer goes on looking here."
	test.Tap(s)
	d.silent(holds + until + looks)
	test.Tap(s)
	d.says(holds + until + looks)
	d.press("Leave")
	d.says(holds + until + looks + " Then the account goes from this page.")
	d.press("Leave")
	d.says("This account is being left", holds+until+looks)
	d.press("Forget at once")
	guitest.WantSaid(t, d.window.Canvas(), "0 items may still lie there. They stay at the provider until somebody removes them there, and this computer cannot do that any more. The messages themselves are not lost: they wait on this computer. What contacts leave there until "+until+" is not found any more.")
}
