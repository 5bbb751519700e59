package shop

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"restante/gui/guitest"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
)

func TestANewListingIsPutOnSale(t *testing.T) {
	d := newDesk(t, guitest.Stocked())
	d.press("New listing")
	d.press("Put on sale")
	d.says("This is missing.")
	e := d.page.editor
	if d.canvas().Focused() != e.title.Focusable() {
		t.Error("the keyboard is not where something is missing")
	}
	e.title.SetText("Ash spoon")
	e.variants.rows[0].price.SetText("12,5o")
	d.press("Put on sale")
	d.says("This is not an amount, such as 12.50.")
	e.variants.rows[0].price.SetText("12,50")
	e.variants.rows[0].pieces.SetText("7")
	e.tags.SetText("ash, spoon, ash")
	d.press("Put on sale")
	it := d.item("ash-spoon")
	if it.State != storefront.OnSale || it.Variants[0].Price != 1250 || !slices.Equal(it.Tags, []string{"ash", "spoon"}) || !slices.Equal(it.Shipping, []string{"Parcel"}) {
		t.Errorf("it is %+v", it)
	}
	d.called("pieces of ash-spoon : 7")
	d.says("Ash spoon", "7 in stock")
}

// What the core refuses stands below its field.
func TestWhatIsRefusedIsSaidWhereItIs(t *testing.T) {
	d := newDesk(t, guitest.Stocked())
	d.press("Oak desk lamp")
	d.page.editor.refused(&listing.Invalid{Field: "variants[0].sku", Why: listing.ErrLong})
	d.says("This is too long.")
	if d.canvas().Focused() != d.page.editor.variants.rows[0].price.Focusable() {
		t.Error("the keyboard is elsewhere")
	}
	d.page.editor.refused(&listing.Invalid{Field: "slug", Why: listing.ErrSlug})
	d.says("slug: Only a to z, 0 to 9 and single hyphens.")
	d.silent("This is too long.")
}

func TestEachCombinationHasItsLine(t *testing.T) {
	d := newDesk(t, guitest.Stocked())
	d.press("Stoneware mug, sand")
	v := d.page.editor.variants
	if len(v.rows) != 4 || v.rows[1].pieces.Text() != "20" {
		t.Fatalf("there are %d lines", len(v.rows))
	}
	v.rows[3].price.SetText("21")
	v.options[1].choices.SetText("Small, Large, Huge")
	if len(v.rows) != 6 || v.rows[4].price.Text() != "21" {
		t.Fatalf("there are %d lines, of which the fifth costs %q", len(v.rows), v.rows[4].price.Text())
	}
	v.rows[0].on.Set(false) // not on offer
	v.rows[2].pieces.SetText("")
	d.press("Save")
	it := d.item("stoneware-mug-sand")
	var ids []string
	for _, one := range it.Variants {
		ids = append(ids, one.ID)
	}
	if want := []string{"sand-large", "sand-huge", "sea-small", "sea-large", "sea-huge"}; !slices.Equal(ids, want) {
		t.Errorf("the variants are %q, want %q", ids, want)
	}
	if it.Variants[3].Price != 2100 || it.Variants[1].Counted {
		t.Errorf("the variants are %+v", it.Variants)
	}
}

// Choices may be written in any letters.
func TestChoicesInOtherLettersAreSaved(t *testing.T) {
	d := newDesk(t, guitest.Stocked())
	d.press("Oak desk lamp")
	v := d.page.editor.variants
	v.options[0].name.SetText("اللون")
	v.options[0].choices.SetText("أحمر، أزرق، A, A+")
	d.press("Save")
	all := d.item("oak-desk-lamp").Variants
	if len(all) != 4 || all[0].ID == all[1].ID {
		t.Fatalf("the variants are %+v", all)
	}
	d.press("Oak desk lamp")
	d.page.editor.variants.options[0].choices.SetText("أزرق، أحمر")
	d.press("Save")
	if now := d.item("oak-desk-lamp").Variants; len(now) != 2 || now[0].ID != all[1].ID || now[1].ID != all[0].ID {
		t.Errorf("the variants are %+v, and were %+v", now, all)
	}
}

func TestPhotosAreAddedMovedAndRemoved(t *testing.T) {
	d := newDesk(t, guitest.Stocked())
	d.press("Oak desk lamp")
	d.file = guitest.Product("clock", 200)
	d.press("Add photo")
	p := d.page.editor.photos
	if len(p.list) != 2 || p.at != 1 {
		t.Fatalf("there are %d photos, the chosen one is %d", len(p.list), p.at)
	}
	p.alt.SetText("Beside a clock")
	d.press("Move to the front")
	if p.list[0].Alt != "Beside a clock" {
		t.Errorf("the first photo is %q", p.list[0].Alt)
	}
	d.press("Move to the front") // it is there already
	d.press("Remove the photo")
	d.press("Remove the photo")
	if len(p.list) != 0 {
		t.Error("photos are left")
	}
	d.file = nil
	d.press("Add photo")
	d.says("no picture")
	d.press("Save")
	if it := d.item("oak-desk-lamp"); len(it.Photos) != 0 {
		t.Error("the photos came back")
	}
}

func TestNothingIsLostWithoutAWord(t *testing.T) {
	d := newDesk(t, guitest.Stocked())
	d.press("Oak desk lamp")
	d.press("Back") // nothing was changed
	d.says("Your shop is visible while you are away: mirrored by 3")
	d.press("Oak desk lamp")
	d.page.editor.variants.rows[0].pieces.SetText("12")
	d.press("Back")
	d.says("Leave without saving?")
	d.press("Stay")
	d.says("How it comes")
	d.press("Back")
	d.press("Leave")
	if it := d.item("oak-desk-lamp"); it.Pieces[0].Free != 11 {
		t.Error("it was saved")
	}
}

func TestAListingIsDuplicatedAndDeleted(t *testing.T) {
	d := newDesk(t, guitest.Stocked())
	d.press("Oak desk lamp")
	d.press("Duplicate")
	d.says("A draft: nobody sees it")
	d.press("Delete")
	d.press("Delete") // on the question
	d.says("Atelier Costa · 12 listings")
	if _, err := d.world.Shop.Item(t.Context(), "oak-desk-lamp"); err != nil {
		t.Error("the original is gone")
	}
}

// Another kind asks for other things, and Enter breaks the line of a description.
func TestAServiceIsNotShipped(t *testing.T) {
	d := newDesk(t, guitest.Stocked())
	d.press("New listing")
	d.says("Shipping profiles", "Condition")
	e := d.page.editor
	e.kind.Choose(2)
	e.fit()
	d.silent("Shipping profiles", "Condition")
	e.title.SetText("A day at the wheel")
	e.variants.rows[0].price.SetText("120")
	d.canvas().Focus(e.description.Focusable())
	d.canvas().Focused().TypedRune('a')
	d.canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	d.canvas().Focused().TypedRune('b')
	d.press("Put on sale")
	if it := d.item("a-day-at-the-wheel"); it.Kind != listing.Service || it.Shipping != nil || it.Description != "a\nb" {
		t.Errorf("it is %+v", it)
	}
}
