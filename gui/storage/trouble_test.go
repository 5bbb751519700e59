package storage

import (
	"testing"

	"restante/gui/guitest"
	core "restante/offline/storage"
)

// What needs the user is counted while the page is not shown, too.
func TestTroubleIsCountedBesideThePage(t *testing.T) {
	w := guitest.Stored()
	p, told := newDesk(t, w).page, -1
	p.SetShown(false)
	p.o.OnTrouble = func(n int) { told = n }
	if p.Count(); told != 1 {
		t.Errorf("%d accounts need the user", told)
	}
	for i := range w.Storage.All {
		w.Storage.All[i].Health = core.Health{}
	}
	p.Events([]any{core.Changed{}})
	if told != 0 {
		t.Errorf("mended, %d accounts need the user", told)
	}
}
