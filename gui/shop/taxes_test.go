package shop

import (
	"reflect"
	"testing"

	"restante/gui/guitest"
	"restante/messaging/storefront/listing"
)

// Two rates are two classes: of the listings, and of shipping.
func TestTaxesHaveClasses(t *testing.T) {
	w := guitest.Stocked()
	d := newDesk(t, w)
	d.press("Oak desk lamp")
	d.silent("Taxed as")
	d.press("Back")
	d.more("Settings of the shop")
	d.silent("Shipping is taxed as")
	b := d.page.settings.bills
	for i, one := range [][3]string{{"19", "de, at", ""}, {"7", "DE", " Books "}} {
		d.press("Add a tax")
		b.rows[i].name.SetText("VAT")
		b.rows[i].rate.SetText(one[0])
		b.rows[i].regions.SetText(one[1])
		b.rows[i].class.SetText(one[2])
	}
	d.says("Shipping is taxed as")
	d.press("Shipping is taxed as")
	guitest.Choose(t, d.canvas(), "Books")
	d.press("Save")
	want := []listing.TaxRate{{Name: "VAT", Regions: []string{"DE", "AT"}, PerMillion: 190_000, Included: true}, {Name: "VAT", Class: "Books", Regions: []string{"DE"}, PerMillion: 70_000, Included: true}}
	if own := w.Shop.Own; !reflect.DeepEqual(own.Taxes, want) || own.ShippingTaxClass != "Books" {
		t.Errorf("the taxes are %+v, shipping is of %q", own.Taxes, own.ShippingTaxClass)
	}
	d.press("Notebook set of three")
	d.press("Taxed as")
	guitest.Choose(t, d.canvas(), "Books")
	d.press("Save")
	if class := d.item("notebook-set-of-three").TaxClass; class != "Books" {
		t.Errorf("the listing is of %q", class)
	}
}

// A class that is on no line any more is not forgotten silently.
func TestAClassWithoutATaxIsSaid(t *testing.T) {
	w := guitest.Stocked()
	w.Shop.Own.Taxes = []listing.TaxRate{{Name: "VAT", Regions: []string{"DE"}, PerMillion: 190_000}}
	w.Shop.All[1].TaxClass = "Books"
	d := newDesk(t, w)
	d.press("Oak desk lamp")
	d.says("Books", "No tax line is on this class: nothing is taxed.")
	d.press("Save")
	if class := d.item("oak-desk-lamp").TaxClass; class != "Books" {
		t.Errorf("the listing is of %q", class)
	}
}
