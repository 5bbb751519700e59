package shop

import (
	"testing"

	"restante/gui/guitest"
	"restante/messaging/storefront/listing"
)

// The shop has a logo and a banner, chosen as photos are, a website and a privacy policy.
func TestTheShopHasAFace(t *testing.T) {
	d := newDesk(t, guitest.Stocked())
	d.more("Settings of the shop")
	s := d.page.settings
	d.file = nil
	d.press("Choose a picture")
	d.says("no picture")
	d.silent("Remove: Logo")
	d.file = guitest.Product("mug", 200)
	d.press("Choose a picture")
	d.silent("no picture")
	logo := s.logo.photo
	s.banner.fill(logo)
	s.website.SetText("ftp://atelier.example")
	s.privacy.SetText(" We keep addresses for a year. ")
	d.press("Save")
	d.says("An address begins with https:// and has no password in it.")
	s.website.SetText("https://atelier.example/shop")
	d.press("Save")
	own := d.world.Shop.Own
	if own.Logo != logo || own.Banner != logo || logo == (listing.Photo{}) || own.Website != "https://atelier.example/shop" || own.Privacy != "We keep addresses for a year." {
		t.Fatalf("the shop is %+v", own)
	}
	d.more("Settings of the shop")
	d.press("Remove: Logo")
	d.press("Save")
	if own = d.world.Shop.Own; own.Logo != (listing.Photo{}) || own.Banner != logo {
		t.Errorf("the logo is %+v, the banner %+v", own.Logo, own.Banner)
	}
}
