package shop

import (
	"errors"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/guitest"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
)

func TestTheShopIsShownAsItStands(t *testing.T) {
	d := newDesk(t, guitest.Stocked())
	d.says("Atelier Costa · 12 listings", "Your shop is visible while you are away: mirrored by 3", "Walnut desk organiser", "€ 74.00", "4 left", "11 in stock", "Sold out")
	var counts []string
	for _, c := range d.page.home.filters.chips {
		counts = append(counts, c.count.AccessibilityLabel())
	}
	if want := []string{"12", "9", "2", "2", "1"}; !slices.Equal(counts, want) {
		t.Errorf("the filters count %q, want %q", counts, want)
	}
	guitest.Choose(t, d.canvas(), "Drafts")
	d.says("Willow basket")
	d.silent("Walnut desk organiser")
	guitest.Choose(t, d.canvas(), "Low stock")
	d.page.home.search.SetText("BEECH stool")
	d.says("Round stool, beech")
	d.silent("Walnut desk organiser")
	d.page.home.search.SetText("zeppelin")
	d.press("Show all")
	d.says("Oak desk lamp")
}

func TestTheBannerSaysWhatVisitorsSee(t *testing.T) {
	d := newDesk(t, guitest.Stocked())
	d.world.Nodes = nil
	d.page.Reload()
	d.says("Your shop is visible while this computer is on")
	d.press("Mirrors")
	if d.notice != "network" {
		t.Error("the mirrors lead nowhere")
	}
	d.world.Shop.Pub.Refused = map[peer.ID]string{d.world.Me.Peer: "the site is over the limit"}
	d.page.Reload()
	d.says("Your shop is visible while this computer is on") // nobody else has it
	d.world.Nodes = guitest.Stocked().Nodes
	d.world.Shop.Pub.Refused = map[peer.ID]string{d.world.Nodes[0].Peer: "the site is over the limit"}
	d.page.Reload()
	d.says("1 push node did not take the shop")
	d.world.Nodes, d.world.Shop.Pub.Refused = nil, nil
	d.world.Shop.Pub.Pending = true
	d.page.Events([]any{storefront.Changed{}})
	d.says("Visitors do not see your last changes yet")
	d.world.Err = errors.New("the cable is out")
	d.press("Publish now")
	d.says("Publishing failed today 14:36", "the cable is out")
	d.press("Try again")
	d.says("Your shop is visible while this computer is on")
	d.world.Shop.Pub = storefront.Publication{Pending: true}
	d.page.Reload()
	d.says("Your shop is not published yet")
}

func TestACardShowsAndHidesItsListing(t *testing.T) {
	d := newDesk(t, guitest.Stocked())
	d.flip("Visible: Oak desk lamp")
	if it := d.item("oak-desk-lamp"); it.State != storefront.Hidden {
		t.Errorf("the lamp is %d", it.State)
	}
	d.world.Err = storefront.ErrPhoto
	d.flip("Visible: Oak desk lamp")
	d.says("Oak desk lamp", "A photo is missing: add it again.", "Hidden: nobody sees it") // the editor
}

// A shop of a thousand listings has only those cards built that are seen, and the
// keyboard leads on to the others.
func TestAThousandListingsAreQuick(t *testing.T) {
	w := guitest.Stocked()
	w.Shop.Many(1000)
	d := newDesk(t, w)
	if n := len(d.page.home.cards); n == 0 || n > 20 {
		t.Errorf("%d cards are built", n)
	}
	for range 120 {
		d.canvas().(interface{ FocusNext() }).FocusNext()
	}
	o, named := d.canvas().Focused().(interface{ AccessibilityLabel() string })
	if !named || d.page.home.cards["walnut-desk-organiser-1"] != nil {
		t.Fatal("the page did not follow the keyboard")
	}
	y := fyne.CurrentApp().Driver().AbsolutePositionForObject(o.(fyne.CanvasObject)).Y
	if y < 0 || y > 820 {
		t.Errorf("the keyboard is at %v, out of sight", y)
	}
}

func TestWithoutAShopThePageLeadsToOne(t *testing.T) {
	d := newDesk(t, guitest.NoShop())
	d.says("A shop of your own")
	d.silent("New listing", "View as a buyer", "All")
	d.press("Set up your shop")
	d.page.settings.name.SetText("Atelier Costa")
	d.page.settings.currency.SetText("quat?")
	d.press("Open the shop")
	d.says("This is not a currency.")
	d.page.settings.currency.SetText("eur")
	d.press("Open the shop")
	d.says("What do you sell?", "Atelier Costa · 0 listings")
	d.press("Make the first listing")
	d.says("New listing", "Put on sale")
}

func TestSeveralAreChangedAtOnce(t *testing.T) {
	d := newDesk(t, guitest.Stocked())
	d.more("Choose several")
	guitest.Choose(t, d.canvas(), "Oak desk lamp")
	guitest.Choose(t, d.canvas(), "Stoneware mug, sand")
	d.says("2 chosen")
	d.press("Hide")
	d.called("state 2 of 2")
	d.press("Price")
	d.answer("-5")
	d.called("edit 2: {State:<nil> Price:{Down:true PerMillion:0 Amount:500} AddTags:[] RemoveTags:[]}")
	d.press("Tags")
	d.answer("gift, -old")
	d.called("edit 2: {State:<nil> Price:{Down:false PerMillion:0 Amount:0} AddTags:[gift] RemoveTags:[old]}")
	d.press("Delete")
	d.press("Delete") // on the question
	d.called("delete 2")
	d.says("0 chosen")
}

func TestChangesOfPriceAreReadAsWritten(t *testing.T) {
	eur := guitest.Stocked().Shop.Own.Currency
	for text, want := range map[string]storefront.PriceChange{
		"+10 %": {PerMillion: 100_000}, "-2,5%": {Down: true, PerMillion: 25_000}, "+2.50": {Amount: 250}, "−1": {Down: true, Amount: 100}, "3": {Amount: 300}, "+1,000": {Amount: 100_000},
	} {
		if got, err := parseChange(eur, text); err != nil || got != want {
			t.Errorf("%q is %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "cheap", "-", "5 % 5", "+1.005"} {
		if got, err := parseChange(eur, text); err == nil {
			t.Errorf("%q is %+v", text, got)
		}
	}
}

// Without a desk of orders there is a page all the same, also before there is a shop.
func TestThePageNeedsNoOrders(t *testing.T) {
	d := newDesk(t, guitest.NoShop())
	d.page.o.Policy = nil
	d.page.Reload()
	d.says("Set up your shop")
	if d.notice != "" {
		t.Errorf("it says %q", d.notice)
	}
}

// What could not be signed is named, and leads to where it is put right.
func TestWhatCouldNotBePublishedIsNamed(t *testing.T) {
	w := guitest.Stocked()
	w.Shop.Pub.Pending = true
	w.Shop.Pub.Failed = []storefront.ItemError{{Slug: "oak-desk-lamp", Why: &listing.TooLarge{Size: 70_000, Most: listing.MaxListing}}}
	d := newDesk(t, w)
	d.says("1 listing could not be published", "Oak desk lamp: It takes 69 KiB, and at most 64 can be published. Shorten its texts, or leave something out.")
	d.silent("They are published by themselves in a moment.")
	d.press("Edit")
	if e := d.page.editor; e == nil || e.it.Slug != "oak-desk-lamp" {
		t.Error("it leads elsewhere")
	}
}

// What is too large is refused in the editor, with how much that is.
func TestWhatIsTooLargeIsSaid(t *testing.T) {
	d := newDesk(t, guitest.Stocked())
	d.press("Oak desk lamp")
	d.page.editor.refused(&listing.TooLarge{Size: 70_000, Most: listing.MaxListing})
	d.says("It takes 69 KiB, and at most 64 can be published. Shorten its texts, or leave something out.")
}

// A notice of the desktop leads to its listing, and takes nothing away that is being written.
func TestAListingIsOpenedFromElsewhere(t *testing.T) {
	d := newDesk(t, guitest.Stocked())
	d.page.Edit("oak-desk-lamp")
	e := d.page.editor
	if e == nil || e.it.Slug != "oak-desk-lamp" {
		t.Fatal("it is not opened")
	}
	d.page.Edit("walnut-desk-organiser")
	if d.page.editor != e {
		t.Error("what was being written is gone")
	}
	d.press("Back")
	d.page.Edit("gone")
	d.says("Atelier Costa · 12 listings")
}
