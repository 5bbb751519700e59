package shell

import (
	"bytes"
	"errors"
	"io"
	"math"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
)

// shopScenes are the states of the shop's page, and what lies over it.
var shopScenes = []scene{
	{"shop", guitest.Stocked, func(w opened) { w.shell.ShowShop() }, true},
	{"shop-none", guitest.NoShop, func(w opened) { w.shell.ShowShop() }, true},
	{"shop-empty", bare, func(w opened) { w.shell.ShowShop() }, true},
	{"shop-failing", guitest.Stocked, func(w opened) {
		w.world.Shop.Pub.Pending = true
		w.shell.ShowShop()
		w.world.Err = errors.New("no push node answers")
		w.click("Publish now")
	}, true},
	{"shop-bulk", guitest.Stocked, func(w opened) {
		w.shell.ShowShop()
		w.click("More")
		guitest.Choose(w.t, w.Canvas(), "Choose several")
		w.tap("Oak desk lamp")
		w.tap("Serving tray, round")
	}, true},
	{"shop-editor", guitest.Stocked, func(w opened) { w.shell.ShowShop(); w.tap("Stoneware mug, sand") }, true},
	{"shop-editor-new", guitest.Stocked, func(w opened) { w.shell.ShowShop(); w.click("New listing") }, true},
	{"shop-editor-refused", guitest.Stocked, func(w opened) { w.shell.ShowShop(); w.click("New listing"); w.click("Put on sale") }, true},
	{"shop-setup", guitest.NoShop, func(w opened) { w.shell.ShowShop(); w.click("Set up your shop") }, true},
	{"shop-settings", guitest.Stocked, func(w opened) {
		w.shell.ShowShop()
		w.click("More")
		guitest.Choose(w.t, w.Canvas(), "Settings of the shop")
	}, true},
	{"shop-buyer", guitest.Stocked, func(w opened) { w.shell.ShowShop(); w.click("View as a buyer") }, true},
	{"shop-visit", guitest.Stocked, func(w opened) { w.shell.VisitShop(guitest.Kenji, "") }, true},
	{"shop-visit-away", closed, func(w opened) { w.shell.VisitShop(guitest.Kenji, "") }, true},
	{"shop-visit-nobody", guitest.Stocked, func(w opened) { w.shell.VisitShop(guitest.ID("Jonas Berg"), "") }, true},
	{"shop-visit-item", guitest.Stocked, func(w opened) { w.shell.VisitShop(guitest.Kenji, "morning-cup") }, true},
	{"shop-visit-share", guitest.Stocked, func(w opened) { w.shell.VisitShop(guitest.Kenji, ""); w.click("Share") }, true},
	{"shop-checkout", guitest.Stocked, func(w opened) { w.toDesk(); w.fill("DE", "Ines Duarte", "Rua da Bica 12") }, true},
	{"shop-ordered", guitest.Stocked, func(w opened) {
		w.toDesk()
		w.fill("DE", "Ines Duarte", "Rua da Bica 12", "", "1200-054", "Lisboa")
		w.click("Place the order")
	}, true},
	{"shop-visit-filter", styled, func(w opened) { w.shell.VisitShop(guitest.Kenji, ""); w.click("For the table"); w.click("Filter") }, true},
	{"shop-visit-about", styled, func(w opened) { w.shell.VisitShop(guitest.Kenji, ""); w.click("About this shop") }, true},
	{"shop-settings-find", guitest.Stocked, func(w opened) {
		w.shell.ShowShop()
		w.click("More")
		guitest.Choose(w.t, w.Canvas(), "Settings of the shop")
		w.click("Add a moderator")
	}, true},
	{"shop-settings-all", whole, func(w opened) {
		w.shell.ShowShop()
		w.click("More")
		guitest.Choose(w.t, w.Canvas(), "Settings of the shop")
		w.click("Conditions")
	}, true},
	{"shop-settings-all-below", whole, func(w opened) {
		w.shell.ShowShop()
		w.click("More")
		guitest.Choose(w.t, w.Canvas(), "Settings of the shop")
		w.click("Conditions")
		w.shopToEnd()
	}, false},
	{"shop-editor-below", guitest.Stocked, func(w opened) { w.shell.ShowShop(); w.tap("Stoneware mug, sand"); w.shopToEnd() }, false},
	{"shop-settings-below", guitest.Stocked, func(w opened) {
		w.shell.ShowShop()
		w.click("More")
		guitest.Choose(w.t, w.Canvas(), "Settings of the shop")
		w.click("Add a discount")
		w.click("Add a time away")
		w.shopToEnd()
	}, false},
	{"shop-editor-files", sellsFiles, func(w opened) { w.shell.ShowShop(); w.tap("Walnut desk organiser") }, false},
	{"shop-followed", follows, func(w opened) {
		w.shell.ShowShop()
		w.click("More")
		guitest.Choose(w.t, w.Canvas(), "Shops you follow: 1 with news")
	}, false},
	{"shop-many", many, func(w opened) { w.shell.ShowShop() }, false},
}

// shopToEnd shows the foot of the page.
func (w opened) shopToEnd() {
	scrolls(w.shell.Shop.Object, func(s *container.Scroll) { s.ScrollToOffset(fyne.NewPos(0, math.MaxInt16)) })
}

// styled is a shop to visit that has all that a shop can have.
func styled() *guitest.World {
	w := guitest.Stocked()
	shop, stock := &w.Shop.Fronts[guitest.Kenji].Shop, w.Shop.Stock[guitest.Kenji]
	shop.Banner, shop.Logo, shop.Website = stock[4].Photos[0], stock[0].Photos[0], "https://hinoki.example/"
	shop.Collections = []listing.Collection{{Slug: "table", Title: "For the table", About: "What comes out of the kiln in autumn."}, {Slug: "house", Title: "For the house"}}
	for i := range stock {
		stock[i].Collections = []string{shop.Collections[i/4].Slug}
	}
	shop.Payments = append(shop.Payments, listing.Payment{Name: "Cash", Text: "When you fetch it in Mashiko, in an envelope with the order's number."})
	shop.Moderators = []peer.ID{guitest.ID("Jonas Berg"), guitest.ID("a judge")}
	shop.Terms, shop.Privacy = "Clay is no plastic: small differences are no defects.", "Addresses are kept for a year, and then only what the tax office wants."
	return w
}

// whole is one's own shop with everything filled in.
func whole() *guitest.World {
	w := guitest.Stocked()
	own := &w.Shop.Own
	own.Banner, own.Logo, own.Website = w.Shop.All[8].Photos[0], w.Shop.All[2].Photos[0], "https://atelier.example/"
	own.Moderators = []peer.ID{guitest.ID("Jonas Berg"), guitest.ID("a judge")}
	own.Collections = []listing.Collection{{Slug: "desk", Title: "For the desk"}}
	de := []string{"DE", "AT"}
	own.Taxes = []listing.TaxRate{{Name: "VAT", Regions: de, PerMillion: 190_000, Included: true}, {Name: "VAT", Class: "Books", Regions: de, PerMillion: 70_000, Included: true}}
	own.Discounts = []listing.Discount{{Name: "Autumn", Off: listing.Percent, PerMillion: 100_000, Minimum: 3000, Limit: 100, OncePerBuyer: true, Collections: []string{"desk"}, Listings: []string{"oak-desk-lamp"}}}
	return w
}

// sellsFiles is a shop of which one listing hands over files.
func sellsFiles() *guitest.World {
	w := guitest.Stocked()
	it := &w.Shop.All[0]
	it.Kind, it.Delivery = listing.Digital, listing.ByFile
	w.Shop.Sold = map[string][]storefront.File{it.Slug: {{Name: "Plans, front and side.pdf", Size: 3 << 20, Here: true}, {Name: "Cutting list.csv", Size: 4 << 10}}}
	return w
}

// follows is somebody who follows a shop that has something new.
func follows() *guitest.World {
	w := guitest.Stocked()
	f := w.Shop.Fronts[guitest.Kenji]
	f.Followed, f.News = true, true
	return w
}

// bare is a shop without listings.
func bare() *guitest.World {
	w := guitest.Stocked()
	w.Shop.All = nil
	return w
}

// closed is a shop whose owner is away, and that cannot be reached.
func closed() *guitest.World {
	w := guitest.Stocked()
	w.Shop.Away = true
	return w
}

// toDesk goes to the check-out with two things.
func (w opened) toDesk() {
	w.shell.VisitShop(guitest.Kenji, "morning-cup")
	w.click("Put into the cart")
	w.tap("Rice bowl, white")
	w.click("Put into the cart")
	w.click("Cart · 2")
}

// fill types into the fields of the address, one after another.
func (w opened) fill(texts ...string) {
	for _, f := range fieldsOf(w.shell.Shop.Object) {
		if len(texts) == 0 {
			return
		}
		f.SetText(texts[0])
		texts = texts[1:]
	}
}

// fieldsOf are the fields on a page, in their order.
func fieldsOf(o fyne.CanvasObject) (all []*widget.Field) {
	switch x := o.(type) {
	case *widget.Field:
		return []*widget.Field{x}
	case *container.Scroll:
		return fieldsOf(x.Content)
	case *fyne.Container:
		for _, one := range x.Objects {
			all = append(all, fieldsOf(one)...)
		}
	}
	return all
}

func many() *guitest.World {
	w := guitest.Stocked()
	w.Shop.Many(1000)
	return w
}

// The page is there where the core has a shop; keys, links and people lead to it.
func TestTheShopIsReachedFromEverywhere(t *testing.T) {
	w := dressed(t, guitest.Busy())
	if guitest.Says(w.Canvas(), "Shop") || w.shell.Shop != nil {
		t.Error("there is a page for nothing")
	}
	w = dressed(t, guitest.Stocked())
	w.press(t, "Shop")
	w.says(t, "Atelier Costa · 12 listings")
	w.open("Kenji Watanabe")
	w.shell.Show(chatsPage)
	w.click("More")
	guitest.Choose(t, w.Canvas(), "Visit the shop")
	w.says(t, "Hinoki & Clay")
	w.shell.AddLink(storefront.Link{Owner: guitest.Kenji, Slug: "rice-bowl-white"}.String())
	w.says(t, "€ 36.00")
	w.says(t, "Put into the cart")
	w.press(t, "Back")
	w.says(t, "Morning cup")
	w.press(t, "Back")
	w.says(t, "Atelier Costa · 12 listings")
}

// A photo that is dropped goes to the listing that is open.
func TestAPhotoIsDroppedOnAListing(t *testing.T) {
	w := dressed(t, guitest.Stocked())
	w.shell.ShowShop()
	drop := func() { w.shell.Dropped(io.NopCloser(bytes.NewReader(guitest.Product("clock", 200)))) }
	drop() // nothing is open
	w.tap("Oak desk lamp")
	drop()
	w.says(t, "Photo 2")
}

// TestEverythingInTheShopIsReachedByTab goes round the page once.
func TestEverythingInTheShopIsReachedByTab(t *testing.T) {
	w := dressed(t, guitest.Stocked())
	w.shell.ShowShop()
	stops := w.stops()
	at := -1
	for _, want := range []string{"Shop", "View as a buyer", "New listing", "More", "Mirrors", "All", "Drafts", "*widget.input", "Walnut desk organiser", "Visible: Walnut desk organiser", "Oak desk lamp"} {
		i := slices.Index(stops, want)
		if i <= at {
			t.Errorf("%s is stop %d, after %d; all are %q", want, i, at, stops)
		}
		at = i
	}
}
