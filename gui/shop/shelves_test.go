package shop

import (
	"reflect"
	"slices"
	"testing"

	"restante/gui/guitest"
	"restante/messaging/storefront/listing"
)

// A collection keeps its slug when its title changes, since listings name it.
func TestCollectionsAreWritten(t *testing.T) {
	d := newDesk(t, guitest.Stocked())
	d.more("Settings of the shop")
	for range 2 {
		d.press("Add a collection")
	}
	for _, r := range d.page.settings.shelves.rows {
		r.title.SetText("For the desk")
	}
	d.press("Save")
	if got := d.world.Shop.Own.Collections; len(got) != 2 || got[0].Slug != "for-the-desk" || got[1].Slug == got[0].Slug {
		t.Fatalf("%+v", got)
	}
	d.more("Settings of the shop")
	d.page.settings.shelves.rows[0].title.SetText("On the desk")
	d.press("Save")
	if got := d.world.Shop.Own.Collections[0]; got != (listing.Collection{Slug: "for-the-desk", Title: "On the desk"}) {
		t.Errorf("%+v", got)
	}
	d.page.edit(d.item("oak-desk-lamp"))
	d.flip("On the desk")
	d.press("Save")
	if got := d.item("oak-desk-lamp").Collections; !slices.Equal(got, []string{"for-the-desk"}) {
		t.Errorf("%q", got)
	}
}

func TestTaxesAreWritten(t *testing.T) {
	d := newDesk(t, guitest.Stocked())
	d.more("Settings of the shop")
	d.press("Add a tax")
	r := d.page.settings.bills.rows[0]
	r.name.SetText("IVA")
	r.regions.SetText("pt")
	r.rate.SetText("a lot")
	d.press("Save")
	d.says("This is not a number.")
	r.rate.SetText("23")
	d.press("Save")
	want := []listing.TaxRate{{Name: "IVA", Regions: []string{"PT"}, PerMillion: 230_000, Included: true}}
	if got := d.world.Shop.Own.Taxes; !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
	d.more("Settings of the shop")
	d.press("Save")
	if got := d.world.Shop.Own.Taxes; !reflect.DeepEqual(got, want) {
		t.Errorf("untouched they became %+v", got)
	}
}

// Times are in days; what is too long is said beside its field, and what is the same is not
// set again.
func TestReturnsAndPatience(t *testing.T) {
	d := newDesk(t, guitest.Stocked())
	d.more("Settings of the shop")
	s := d.page.settings
	s.days.SetText("30")
	s.patience.SetText("91")
	d.press("Save")
	d.says("This number is too small or too large.")
	s.patience.SetText("14")
	d.press("Save")
	d.called("patience 336h0m0s")
	if d.world.Shop.Own.ReturnDays != 30 {
		t.Errorf("%d days", d.world.Shop.Own.ReturnDays)
	}
	calls := len(d.world.Calls)
	d.more("Settings of the shop")
	d.press("Save")
	if slices.Contains(d.world.Calls[calls:], "patience 336h0m0s") {
		t.Error("the patience begins anew")
	}
	d.more("Settings of the shop")
	d.page.settings.patience.SetText("")
	d.press("Save")
	d.called("patience 0s")
}
