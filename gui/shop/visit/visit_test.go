package visit

import (
	"crypto/sha256"
	"errors"
	"os"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/shop/pictures"
	"restante/gui/widget"
	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/terms"
)

var (
	_ Shops  = (*storefront.Service)(nil)
	_ Orders = (*order.Service)(nil)
)

func TestMain(m *testing.M) { os.Exit(guitest.Run(m)) }

// visitor is a visit in a window.
type visitor struct {
	t       *testing.T
	world   *guitest.World
	view    *View
	window  fyne.Window
	notice  string
	left    bool
	browsed string
	order   event.ID // that is shown elsewhere
}

func visit(t *testing.T, w *guitest.World, slug string) *visitor {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(widget.Theme{Only: "light"})
	g := &visitor{t: t, world: w}
	all := pictures.New(pictures.Options{Reader: w.Shop, Loop: w.Loop, Changed: func() { g.view.Repaint() }})
	g.view = New(Options{Order: func(id event.ID) { g.order = id }, Shops: w.Shop, Orders: w.Shop, People: w, Browse: func(a string) error { g.browsed = a; return w.Err }, Pictures: all, Loop: w.Loop, Now: w.Loop.Now, Canvas: func() fyne.Canvas { return g.window.Canvas() },
		Notice: func(s string) { g.notice = s }, Back: func() { g.left = true }}, storefront.Link{Owner: guitest.Kenji, Slug: slug})
	g.window = test.NewTempWindow(t, g.view.Object)
	g.window.SetPadded(false)
	g.window.Resize(fyne.NewSize(1204, 820))
	g.view.Open()
	return g
}

func (g *visitor) press(name string) {
	g.t.Helper()
	guitest.Press(g.t, g.window.Canvas(), name)
}

func (g *visitor) says(all ...string) {
	g.t.Helper()
	guitest.WantSaid(g.t, g.window.Canvas(), all...)
}

func (g *visitor) silent(all ...string) {
	g.t.Helper()
	guitest.WantSilent(g.t, g.window.Canvas(), all...)
}

func TestTheFrontShowsTheShop(t *testing.T) {
	g := visit(t, guitest.Stocked(), "")
	g.says("Hinoki & Clay", "8 listings", "Morning cup", "€ 24.00 – 27.00", "Sold out")
	g.press("Follow")
	g.says("Following")
	g.press("Following")
	g.says("Follow")
	g.press("Back")
	if !g.left {
		t.Error("there is no way back")
	}
}

func TestASearchWaitsForTheLastLetter(t *testing.T) {
	g := visit(t, guitest.Stocked(), "")
	s := g.view.shelf
	s.search.SetText("b")
	s.search.SetText("board")
	g.says("Morning cup")
	g.world.Loop.Advance(typing)
	g.says("Bread board")
	g.silent("Morning cup")
	s.search.SetText("zeppelin")
	g.world.Loop.Advance(typing)
	g.says("Nothing here is like that.")
	s.search.SetText("")
	g.world.Loop.Advance(typing)
	g.says("Morning cup")
}

func TestAShopThatIsAwayCanStillBeSeen(t *testing.T) {
	w := guitest.Stocked()
	w.Shop.Fronts[guitest.Kenji].Shop.Away = []listing.Away{{From: guitest.Now.Add(-time.Hour), Until: guitest.Now.Add(72 * time.Hour), Message: "At the sea."}}
	g := visit(t, w, "")
	g.says("Away until 24 Nov: orders are kept. At the sea.", "Morning cup")
	w.Shop.Fronts[guitest.Kenji].Shop.Away, w.Shop.Away = nil, true
	visit(t, w, "").says("The shop cannot be reached now: this is how it looked when it was last seen. Orders wait until it is back.", "Morning cup")
	delete(w.Shop.Fronts, guitest.Kenji)
	g = visit(t, w, "")
	g.says("The shop cannot be reached", "This shop has not been visited yet, and cannot be reached now.")
}

func TestAVariantIsChosen(t *testing.T) {
	g := visit(t, guitest.Stocked(), "morning-cup")
	g.says("Morning cup", "€ 24.00", "In stock")
	i := g.view.item
	i.picks[0].Choose(1)
	i.chose()
	g.says("Sold out")
	if !i.add.Disabled() {
		t.Error("what is sold out can be ordered")
	}
	i.picks[0].Choose(2)
	i.chose()
	g.says("€ 27.00")
	g.press("One more")
	g.press("Put into the cart")
	if lines := g.view.cart.lines; len(lines) != 1 || lines[0].Variant != "indigo" || lines[0].Quantity != 2 {
		t.Errorf("in the cart is %+v", lines)
	}
	g.says("Cart · 2")
}

// A cart is kept when the window closes, and has the versions of today when it is opened
// again; what the shop does not have any more is said.
func TestACartIsKept(t *testing.T) {
	w := guitest.Stocked()
	g := visit(t, w, "morning-cup")
	g.view.item.picks[0].Choose(2)
	g.view.item.chose()
	g.press("Put into the cart")
	left := w.Shop.Carts[guitest.Kenji]
	if len(left) != 1 || left[0].Variant != "indigo" {
		t.Fatalf("kept is %+v", left)
	}
	g = visit(t, w, "")
	g.says("Cart · 1")
	if g.view.known[left[0].Listing].Title != "Morning cup" {
		t.Error("its listing is not there")
	}
	w.Shop.Carts[guitest.Kenji] = append(left, terms.CartLine{Listing: listing.Hash{1}, Quantity: 2})
	g = visit(t, w, "")
	g.says("Cart · 1")
	if g.notice != "1 thing of your cart is not there any more" {
		t.Errorf("said is %q", g.notice)
	}
}

// toDesk is a visitor with a cup at the check-out.
func toDesk(t *testing.T) *visitor {
	t.Helper()
	return toDeskIn(t, guitest.Stocked())
}

func toDeskIn(t *testing.T, w *guitest.World) *visitor {
	t.Helper()
	g := visit(t, w, "morning-cup")
	g.press("Put into the cart")
	g.press("Cart · 1")
	return g
}

func TestThePriceFollowsPlaceAndCode(t *testing.T) {
	g := toDesk(t)
	d := g.view.desk
	g.says("Say where it goes, and you see what it costs.")
	if !d.place.Disabled() {
		t.Error("it can be ordered to nowhere")
	}
	d.region.SetText("pt")
	g.says("€ 30.00") // 24 and a parcel
	g.view.cart.ways["Parcel"] = "Express"
	d.draw()
	g.says("€ 36.00")
	d.region.SetText("JP")
	g.says("It is not shipped there.")
	if !d.place.Disabled() {
		t.Error("it can be ordered where it is not shipped")
	}
	d.region.SetText("DE")
	d.code.SetText("nonsense")
	g.says("€ 40.00", "The code does not fit this order.")
	d.code.SetText("slow 10")
	g.says("− € 2.40", "€ 37.60")
	g.silent("The code does not fit this order.")
	g.press("One more: Morning cup")
	g.says("€ 63.20") // 48 less a tenth, and 20 for the parcel
	g.press("One less: Morning cup")
	g.press("One less: Morning cup")
	g.says("There is nothing in the cart.")
}

// A shop that ships to one place only does not ask for it.
func TestTheOnlyPlaceIsThere(t *testing.T) {
	w := guitest.Stocked()
	shop := &w.Shop.Fronts[guitest.Kenji].Shop
	shop.Shipping = slices.Clone(shop.Shipping)
	for i := range shop.Shipping {
		shop.Shipping[i].Zones = slices.Clone(shop.Shipping[i].Zones[:1])
		shop.Shipping[i].Zones[0].Regions = []string{"PT"}
	}
	g := toDeskIn(t, w)
	if g.view.desk.to() != "PT" {
		t.Errorf("it goes to %q", g.view.desk.to())
	}
	g.says("€ 30.00")
}

func TestAnOrderIsPlaced(t *testing.T) {
	g := toDesk(t)
	d := g.view.desk
	d.region.SetText("DE")
	g.press("Place the order")
	g.says("This is missing.")
	if len(g.world.Shop.Placed) != 0 || g.window.Canvas().Focused() != d.name.Focusable() {
		t.Fatal("it went without a name")
	}
	for f, text := range map[*widget.Field]string{d.name: "Ines Duarte", d.street: "Rua da Bica 12", d.city: "Köln", d.postcode: "50667"} {
		f.SetText(text)
	}
	d.memo.SetText("Second bell")
	g.world.Err = errors.New("the disk is full")
	g.press("Place the order")
	g.says("the disk is full")
	g.press("Place the order")
	g.says("The order is placed")
	o := g.world.Shop.Placed[0]
	if o.Merchant != guitest.Kenji || o.ShipTo.Country != "DE" || o.ShipTo.City != "Köln" || o.Memo != "Second bell" || o.Terms.Total != 4000 || o.Terms.Check() != nil {
		t.Errorf("the order is %+v", o)
	}
	g.press("See the order")
	if g.order != event.ID(sha256.Sum256([]byte("order"))) {
		t.Errorf("%v was shown", g.order)
	}
	g.press("Back to the shop")
	g.says("Cart")
}

// The pages of a large shop come as one scrolls there.
func TestALargeShopComesPageByPage(t *testing.T) {
	w := guitest.Stocked()
	first := w.Shop.Stock[guitest.Kenji]
	var all []listing.Listing
	for i := range 250 {
		l := first[i%len(first)]
		l.Slug = listing.Numbered(l.Slug, i+1)
		all = append(all, l)
	}
	w.Shop.Stock[guitest.Kenji], w.Shop.Fronts[guitest.Kenji].Shop.Listings = all, 250
	g := visit(t, w, "")
	s := g.view.shelf
	if len(s.pages) != listing.PerPage || len(s.frames) > 40 {
		t.Errorf("%d listings are here, %d cards are built", len(s.pages), len(s.frames))
	}
	s.more()
	s.more()
	s.more() // there are no more
	if len(s.pages) != 250 || !slices.Equal(s.pages[:1], []string{all[0].Slug}) {
		t.Errorf("%d listings are here", len(s.pages))
	}
	if g = visit(t, w, all[240].Slug); g.view.item == nil {
		t.Error("the link to a listing on the last page leads nowhere")
	}
}

// A cart of two rates has two lines of tax.
func TestTwoRatesAreTwoLines(t *testing.T) {
	w := guitest.Stocked()
	de := []string{"DE"}
	w.Shop.Fronts[guitest.Kenji].Shop.Taxes = []listing.TaxRate{{Name: "VAT", Regions: de, PerMillion: 190_000, Included: true}, {Name: "VAT", Class: "Books", Regions: de, PerMillion: 70_000, Included: true}}
	stock := w.Shop.Stock[guitest.Kenji]
	stock[1].TaxClass = "Books"
	g := toDeskIn(t, w)
	g.view.cart.add(sha256.Sum256([]byte(stock[1].Slug)), "", 1)
	g.view.known[sha256.Sum256([]byte(stock[1].Slug))] = stock[1]
	g.view.desk.region.SetText("DE")
	g.says("VAT 19 %, included", "€ 7.03", "VAT 7 %, included", "€ 2.36") // of 24 and 20 for the parcel, and of 36
}
