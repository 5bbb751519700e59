package visit

import (
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/guitest"
	"restante/gui/names"
)

// Those whom the visitor knows have their names at check-out, and whoever is chosen is in
// the order.
func TestAModeratorIsChosen(t *testing.T) {
	w := guitest.Stocked()
	jonas, other := guitest.ID("Jonas Berg"), guitest.ID("a judge")
	w.Shop.Fronts[guitest.Kenji].Shop.Moderators = []peer.ID{other, jonas}
	g := toDeskIn(t, w)
	g.says("Nobody")
	g.press("Who decides a dispute")
	guitest.Choose(t, g.window.Canvas(), "Jonas Berg · "+names.Short(jonas))
	g.says("Jonas Berg · " + names.Short(jonas))
	d := g.view.desk
	d.region.SetText("PT")
	d.name.SetText("Ines Duarte")
	d.street.SetText("Rua da Bica 12")
	d.city.SetText("Lisboa")
	g.press("Place the order")
	if len(w.Shop.Placed) != 1 || w.Shop.Placed[0].Moderator != jonas {
		t.Errorf("the orders are %+v", w.Shop.Placed)
	}
}

// A shop that names nobody does not ask.
func TestWithoutModeratorsNobodyIsAsked(t *testing.T) {
	g := toDesk(t)
	g.silent("Who decides a dispute")
}
