package visit

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging/storefront/listing"
)

// sorted is a shop with collections, and goods of several kinds.
func sorted() *guitest.World {
	w := guitest.Stocked()
	w.Shop.Fronts[guitest.Kenji].Shop.Collections = []listing.Collection{{Slug: "tea", Title: "For tea", About: "What the table wants."}, {Slug: "home", Title: "For the house"}}
	stock := w.Shop.Stock[guitest.Kenji]
	stock[0].Collections, stock[3].Collections = []string{"tea"}, []string{"tea", "home"}
	stock[4].Kind, stock[4].Shipping, stock[4].Tags = listing.Digital, nil, []string{"plans"}
	return w
}

func TestACollectionIsChosen(t *testing.T) {
	g := visit(t, sorted(), "")
	g.silent("What the table wants.")
	g.press("For tea")
	g.says("Morning cup", "Tea tray, cedar", "2 listings", "What the table wants.")
	g.silent("Bread board")
	g.press("Tea tray, cedar")
	g.press("Put into the cart")
	g.says("Morning cup", "2 listings") // it is still chosen
	g.silent("Bread board")
	g.press("All")
	g.says("Bread board", "8 listings")
	g.silent("What the table wants.")
}

func TestListingsAreFiltered(t *testing.T) {
	g := visit(t, sorted(), "")
	pick := func(what, word string) {
		t.Helper()
		g.press(what)
		guitest.Choose(t, g.window.Canvas(), word)
	}
	g.silent("Tag")
	g.press("Filter")
	pick("Type", "Digital")
	g.says("Bread board", "1 listing")
	pick("Type", "Everything")
	pick("Tag", "handmade")
	g.says("7 listings")
	g.silent("Bread board")
	pick("Tag", "plans")
	g.says("Bread board", "1 listing")
	pick("Tag", "Any")
	f := g.view.shelf.sieve
	f.least.SetText("50")
	f.most.SetText("60,5o")
	g.world.Loop.Advance(typing)
	g.says("This is not an amount, such as 12.50.")
	f.most.SetText("60,50")
	g.world.Loop.Advance(typing)
	g.says("Bud vase, indigo", "Market basket", "2 listings")
	g.silent("This is not an amount, such as 12.50.")
	stock, _ := guitest.Find[*widget.Switch](g.window.Content(), "In stock")
	test.Tap(stock)
	g.says("Bud vase, indigo", "1 listing")
	g.silent("Market basket")
	g.press("Filter")
	g.silent("Tag")
	g.says("1 listing")
}

func TestListingsAreSorted(t *testing.T) {
	g := visit(t, sorted(), "")
	g.press("Sort by")
	guitest.Choose(t, g.window.Canvas(), "Lowest price first")
	if first := g.view.shelf.shown[0]; first != "morning-cup" {
		t.Errorf("first is %s", first)
	}
	g.press("Sort by")
	guitest.Choose(t, g.window.Canvas(), "Highest price first")
	if first := g.view.shelf.shown[0]; first != "milking-stool" {
		t.Errorf("first is %s", first)
	}
}
