package shop

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"restante/gui/shop/form"
	"restante/gui/shop/pictures"
	"restante/gui/widget"
	"restante/messaging/money"
	"restante/messaging/storefront/listing"
)

// settings are what all listings share: with them a shop begins.
type settings struct {
	p      *Page
	was    listing.Shop
	object fyne.CanvasObject
	form   *form.Form
	save   *widget.Button

	name, currency, tagline, location, contact, answers *widget.Field
	website                                             *widget.Field
	about, returns, terms, privacy                      *widget.Area
	logo, banner                                        *emblem
	ships                                               *shipments
	away                                                *absences
	pays                                                *payments
	offers                                              *discounts
	codes                                               map[string]string // of discounts, that are to be set
	few                                                 threshold
	coin                                                money.Currency // that nobody knows, as it was asked for
	bills                                               *taxes
	shelves                                             *collections
	judges                                              *moderators
	days, patience                                      *widget.Field
}

// openSettings shows them, or the first set-up.
func (p *Page) openSettings() {
	s := &settings{p: p, was: p.last.shop, form: form.New()}
	p.editor, p.settings = nil, s
	s.object = s.build()
	s.fill()
	p.view(s.object)
	p.o.Canvas().Focus(s.name.Focusable())
}

func (s *settings) build() fyne.CanvasObject {
	title, sub, word := lang.L("Settings of the shop"), lang.L("What all listings share"), lang.L("Save")
	if s.was.Name == "" {
		title, sub, word = lang.L("Your shop"), lang.L("A name and a currency are enough to begin with"), lang.L("Open the shop")
	}
	s.save = widget.NewButton(word, "check", widget.Primary, s.keep)
	s.ships, s.away, s.pays = newShipments(s), newAbsences(s), newPayments(s)
	s.offers, s.bills, s.shelves = newDiscounts(s), newTaxes(s), newCollections(s)
	s.judges = newModerators(s)
	left := widget.Col(gap, s.self(), section("truck", lang.L("Shipping"), widget.Flow(lang.L("A profile is how some goods are shipped: where to, in which ways, and for how much."), 12.5, widget.Muted), s.ships.object, s.form.Hold("shipping", nil)),
		section("store", lang.L("Collections"), widget.Flow(lang.L("Shelves on which visitors look; a listing can stand on several."), 12.5, widget.Muted), s.shelves.object, s.form.Hold("collections", nil)),
		section("shield-check", lang.L("Who decides disputes"), widget.Flow(s.judges.most(), 12.5, widget.Muted), s.judges.object, s.form.Hold("moderators", s.judges.more)), s.rules())
	right := widget.Col(gap, section("calendar", lang.L("While you are away"), s.absence()...), section("banknote", lang.L("How buyers pay"), s.pays.object, s.form.Hold("payments", nil),
		widget.Flow(lang.L("Payment is settled between you and the buyer: this program never holds money."), 12, widget.Muted)), section("tag", lang.L("Discounts"), s.offers.object, s.form.Hold("discounts", nil)),
		section("scroll-text", lang.L("Taxes"), s.bills.object, s.form.Hold("taxes", nil)), s.stock())
	body := widget.Col(gap, container.New(&widget.Sides{Side: sideWide, From: wideFrom, Gap: gap}, left, right), s.form.Rest)
	return widget.Twice(widget.Col(0, backHead(s.p.goHome, title, sub, widget.Row(8, s.save)), widget.Grow(widget.Room(widget.Inset(2, margin, margin, margin, body)))))
}

// self is what the shop says of itself.
func (s *settings) self() fyne.CanvasObject {
	var name, currency, tagline, location, contact, website, logo, banner fyne.CanvasObject
	s.name, name = s.form.Field("name", lang.L("Name"), "Atelier Costa", "")
	s.currency, currency = s.form.Field("currency", lang.L("Currency"), "EUR", lang.L("Of all prices: EUR, USD, JPY, BTC and others"))
	s.tagline, tagline = s.form.Field("tagline", lang.L("In one line"), lang.L("Things for the table and the desk"), "")
	s.location, location = s.form.Field("location", lang.L("Where it is"), lang.L("Lisbon"), "")
	s.contact, contact = s.form.Field("contact", lang.L("Contact besides this program"), "hello@example.org", "")
	s.website, website = s.form.Field("website", lang.L("Website"), "https://example.org", "")
	s.logo, logo = newEmblem(s, "logo", lang.L("Logo"), lang.L("Beside the name"), pictures.Square, fyne.NewSquareSize(56))
	s.banner, banner = newEmblem(s, "banner", lang.L("Banner"), lang.L("Above all: five times as wide as high"), pictures.Broad, fyne.NewSize(280, 56))
	s.about = widget.NewArea(lang.L("Who you are, and how you make what you sell"), 4)
	return section("store", lang.L("The shop"), widget.RowFill(12, widget.Grow(name), widget.Grow(currency)), tagline, s.form.Put("about", lang.L("About"), "", s.about),
		widget.RowFill(12, widget.Grow(location), widget.Grow(contact)), website, logo, banner)
}

func (s *settings) absence() []fyne.CanvasObject {
	s.answers = widget.NewField("24", "", 36, nil)
	hours := widget.Row(8, widget.Fixed(72, 36, s.answers), widget.Label(lang.L("hours"), 13), widget.Spring())
	return []fyne.CanvasObject{widget.Flow(lang.L("Orders are kept while you are away, and visitors are told when you answer."), 12.5, widget.Muted), s.away.object, s.form.Hold("away", nil),
		s.form.Put("answers", lang.L("You usually answer within"), "", hours), s.waiting()}
}

func (s *settings) stock() (o fyne.CanvasObject) {
	s.few, o = newThreshold(s.form, lang.L("Of all listings that do not say another number. 0: never."))
	return section("package", lang.L("Stock"), o)
}

// waiting is what becomes of orders that nobody answers; only with a desk of orders.
func (s *settings) waiting() fyne.CanvasObject {
	s.patience = widget.NewField("", "", 36, nil)
	row := widget.Row(8, widget.Fixed(72, 36, s.patience), widget.Label(lang.L("days"), 13), widget.Spring())
	s.form.Focus("patience", s.patience)
	o := s.form.Put("patience", lang.L("Decline what nobody has answered after"), lang.L("The pieces go back to the stock. Without a number orders wait for you; those for which a buyer says to have paid always do."), row)
	show(o, s.p.o.Policy != nil)
	return o
}

func (s *settings) rules() fyne.CanvasObject {
	s.days = widget.NewField("30", "", 36, nil)
	days := widget.Row(8, widget.Fixed(72, 36, s.days), widget.Label(lang.L("days"), 13), widget.Spring())
	s.returns, s.terms = widget.NewArea(lang.L("30 days, unused."), 2), widget.NewArea("", 2)
	s.privacy = widget.NewArea(lang.L("What you keep of buyers, and for how long"), 2)
	return section("scroll-text", lang.L("Policies"), s.form.Put("returns", lang.L("Returns"), "", s.returns),
		s.form.Put("returnDays", lang.L("Buyers may return within"), lang.L("From the last parcel on; without a number nothing is said."), days), s.form.Put("terms", lang.L("Terms"), "", s.terms), s.form.Put("privacy", lang.L("Privacy policy"), "", s.privacy))
}
