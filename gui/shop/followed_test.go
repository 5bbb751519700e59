package shop

import (
	"testing"

	"restante/gui/guitest"
)

// Shops that one follows are listed with their news, which is none once one has looked.
func TestFollowedShops(t *testing.T) {
	w := guitest.Stocked()
	w.Shop.Fronts[guitest.Kenji].Followed, w.Shop.Fronts[guitest.Kenji].News = true, true
	d := newDesk(t, w)
	d.more("Shops you follow: 1 with news")
	d.says("Hinoki & Clay", "Small things for slow mornings", "News")
	d.press("Hinoki & Clay")
	d.says("Morning cup")
	d.page.goHome()
	d.more("Shops you follow")
	d.silent("News")
}
