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
