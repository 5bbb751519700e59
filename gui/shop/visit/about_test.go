package visit

import (
	"errors"
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/guitest"
	"restante/gui/names"
	"restante/gui/shop/pictures"
	"restante/messaging/storefront/listing"
)

// paid is a shop that says how one pays, and who decides.
func paid() *guitest.World {
	w := guitest.Stocked()
	shop := &w.Shop.Fronts[guitest.Kenji].Shop
	shop.Payments = []listing.Payment{{Name: "Bank transfer", Text: "PT50 0002 0123 1234 5678 9015 4\nwith the order's number"}, {Name: "Cash"}}
	shop.Moderators, shop.Terms = []peer.ID{guitest.ID("Jonas Berg")}, "Clay is no plastic."
	return w
}

func TestTheShopSaysHowOnePays(t *testing.T) {
	says := []string{"Bank transfer", "PT50 0002 0123 1234 5678 9015 4\nwith the order's number", "Cash", "You pay Hinoki & Clay directly: this program never holds money."}
	toDeskIn(t, paid()).says(says...)
	g := visit(t, paid(), "")
	g.press("About this shop")
	g.says(append(says, "30 days, unused.", "Clay is no plastic.", "Jonas Berg · "+names.Short(guitest.ID("Jonas Berg")))...)
	g.press("Back")
	g.says("Morning cup")
	visit(t, paid(), "morning-cup").says("Bank transfer: PT50 0002 0123 1234 5678 9015 4\nwith the order's number\nCash")
}

// Another version of the shop does not take the page of facts away.
func TestTheFactsStay(t *testing.T) {
	g := visit(t, paid(), "")
	g.press("About this shop")
	f := g.world.Shop.Fronts[guitest.Kenji]
	f.Hash[0]++
	g.view.News(guitest.Kenji)
	g.says("Clay is no plastic.")
}

// The website opens in the browser, but not unasked.
func TestTheWebsiteOpensAfterAQuestion(t *testing.T) {
	w := paid()
	shop := &w.Shop.Fronts[guitest.Kenji].Shop
	shop.Website, shop.Privacy = "https://hinoki.example/kiln", "Nothing is kept."
	g := visit(t, w, "")
	g.press("About this shop")
	g.says("Nothing is kept.")
	g.press("hinoki.example")
	if g.browsed != "" {
		t.Error("it opened unasked")
	}
	g.says("It opens in your browser. hinoki.example learns that somebody looks at it, and from which address on the network.\n\nhttps://hinoki.example/kiln")
	w.Err = errors.New("there is none")
	g.press("Open the page")
	g.says("No browser opened.")
	w.Err = nil
	g.press("Open the page")
	if g.browsed != shop.Website {
		t.Errorf("%q opened", g.browsed)
	}
	g.silent("Open this page?")
}

// Banner and logo are there where the shop has them, and its pictures are fetched.
func TestTheShopShowsItsPictures(t *testing.T) {
	w := guitest.Stocked()
	g := visit(t, w, "")
	if e := g.view.shelf.emblems; e.banner != nil || e.logo != nil {
		t.Error("there are pictures of nothing")
	}
	shop := &w.Shop.Fronts[guitest.Kenji].Shop
	shop.Logo, shop.Banner = w.Shop.Stock[guitest.Kenji][0].Photos[0], w.Shop.Stock[guitest.Kenji][1].Photos[0]
	g = visit(t, w, "")
	g.world.Loop.Advance(0)
	key := pictures.Key{Owner: guitest.Kenji, Picture: shop.Banner.Large, Shape: pictures.Broad}
	if im := g.view.o.Pictures.Of(key); im == nil || im.Bounds().Dx() < 4*im.Bounds().Dy() {
		t.Error("the banner is not there, or of another shape")
	}
}
