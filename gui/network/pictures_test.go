package network

import (
	"testing"

	"restante/gui/guitest"
)

// One's picture is no letter: it has a line, like the receipts, and counts as none.
func TestOwnPictureUnderWay(t *testing.T) {
	w := guitest.Busy()
	w.Pictures = 2
	newDesk(t, w).says("Your picture is on its way to 2 contacts", "2 held elsewhere", "2 only here")
	w.Pictures = 1
	newDesk(t, w).says("Your picture is on its way to 1 contact")
	w.Pictures = 0
	newDesk(t, w).silent("Your picture is on its way to 0 contacts")
}

// What was refused is counted, and is no more than that.
func TestWhatWasRefused(t *testing.T) {
	w := guitest.Busy()
	d := newDesk(t, w)
	d.silent("1 item that came in was refused: damaged, forged, or not for you")
	w.Junk = 1
	d.page.Reload()
	d.says("1 item that came in was refused: damaged, forged, or not for you")
}

// Nor is the word of where mail may be left, and it is no picture either.
func TestGrantsUnderWay(t *testing.T) {
	w := guitest.Busy()
	w.Grants = 2
	d := newDesk(t, w)
	d.says("Where 2 contacts may leave mail for you is on its way to them", "2 held elsewhere", "2 only here")
	d.silent("Your picture is on its way to 2 contacts")
}

// A request for a card is no letter: nobody wrote anything in it.
func TestRequestsAreNoLetters(t *testing.T) {
	w := guitest.Busy()
	w.Asked = 3
	d := newDesk(t, w)
	d.says("2 held elsewhere", "2 only here")
	if n := len(d.page.letters); n != 4 {
		t.Errorf("%d letters, want 4", n)
	}
}
