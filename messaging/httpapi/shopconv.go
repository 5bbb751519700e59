package httpapi

import (
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/money"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
)

var offs = words[listing.Off]{"off", map[string]listing.Off{
	"percent": listing.Percent, "fixed": listing.Fixed, "freeShipping": listing.FreeShipping,
}}

// shopOf gives a shop the form that others read.
func shopOf(s listing.Shop) shopForm {
	return shopForm{
		Name: s.Name, ShortDescription: s.Tagline, About: s.About, Location: s.Location, ContactInfo: s.Contact, Website: s.Website,
		Avatar: imageOf(s.Logo), Header: imageOf(s.Banner), TermsAndConditions: s.Terms, RefundPolicy: s.Returns, ReturnDays: s.ReturnDays, PrivacyPolicy: s.Privacy,
		PaymentMethods:  each(s.Payments, func(p listing.Payment) paymentForm { return paymentForm(p) }),
		Moderators:      each(s.Moderators, peer.ID.String),
		Collections:     each(s.Collections, func(c listing.Collection) collectionForm { return collectionForm(c) }),
		Away:            each(s.Away, func(a listing.Away) awayForm { return awayForm{a.From.UTC(), a.Until.UTC(), a.Message} }),
		AnswersWithin:   int64(s.Answers / time.Second),
		Currency:        currencyOf(s.Currency),
		ShippingOptions: each(s.Shipping, shippingOf), ShippingTaxClass: s.ShippingTaxClass,
		Taxes: each(s.Taxes, func(t listing.TaxRate) taxRateForm {
			return taxRateForm{t.Name, t.Class, texts(t.Regions), t.PerMillion, t.Included}
		}),
		Discounts: each(s.Discounts, discountOf),
	}
}

func frontOf(f storefront.Front) shopReply {
	return shopReply{
		PeerID: f.Shop.Peer.String(), Hash: hashText(f.Hash), LastModified: f.Shop.Updated.UTC(), Listings: f.Shop.Listings,
		Seen: f.Seen.UTC(), Following: f.Followed, Profile: shopOf(f.Shop),
	}
}

func currencyOf(c money.Currency) currencyForm { return currencyForm{c.Code, &c.Decimals} }

func shippingOf(p listing.Profile) shippingForm {
	return shippingForm{p.Name, p.From, each(p.Zones, func(z listing.Zone) zoneForm {
		return zoneForm{z.Name, texts(z.Regions), each(z.Services, func(s listing.ShippingService) serviceForm {
			return serviceForm{s.Name, units(s.Price), units(s.Extra), daysForm(s.Days)}
		})}
	})}
}

func discountOf(d listing.Discount) discountForm {
	return discountForm{
		Name: d.Name, NeedsCode: !d.Code.None(), Off: offs.text(d.Off), PerMillion: d.PerMillion, Amount: units(d.Amount),
		Minimum: units(d.Minimum), Collections: texts(d.Collections), Listings: texts(d.Listings),
		From: d.From.UTC(), Until: d.Until.UTC(), Limit: d.Limit, OncePerBuyer: d.OncePerBuyer,
	}
}

func imageOf(p listing.Photo) *imageForm {
	if p == (listing.Photo{}) {
		return nil
	}
	return &imageForm{p.Alt, pictureOf(p.Large), pictureOf(p.Medium), pictureOf(p.Small)}
}

func pictureOf(p listing.Picture) pictureForm { return pictureForm{p.CID.String(), p.Size} }

// shop reads a form; what the shop checks itself is left to it.
func (f shopForm) shop() (s listing.Shop, err error) {
	var r reading
	s = listing.Shop{
		Name: f.Name, Tagline: f.ShortDescription, About: f.About, Location: f.Location, Contact: f.ContactInfo, Website: f.Website,
		Logo: r.photo(f.Avatar), Banner: r.photo(f.Header), Terms: f.TermsAndConditions, Returns: f.RefundPolicy, ReturnDays: f.ReturnDays, Privacy: f.PrivacyPolicy,
		Payments:    some(f.PaymentMethods, func(p paymentForm) listing.Payment { return listing.Payment(p) }),
		Moderators:  some(f.Moderators, r.peer),
		Collections: some(f.Collections, func(c collectionForm) listing.Collection { return listing.Collection(c) }),
		Away:        some(f.Away, func(a awayForm) listing.Away { return listing.Away(a) }),
		Answers:     r.seconds(f.AnswersWithin),
		Currency:    r.currency(f.Currency),
		Shipping:    some(f.ShippingOptions, shippingForm.profile), ShippingTaxClass: f.ShippingTaxClass,
		Taxes:     some(f.Taxes, func(t taxRateForm) listing.TaxRate { return listing.TaxRate(t) }),
		Discounts: some(f.Discounts, r.discount),
	}
	return s, r.err
}

func (f shippingForm) profile() listing.Profile {
	return listing.Profile{Name: f.Name, From: f.From, Zones: some(f.Zones, func(z zoneForm) listing.Zone {
		return listing.Zone{Name: z.Name, Regions: z.Regions, Services: some(z.Services, func(s serviceForm) listing.ShippingService {
			return listing.ShippingService{Name: s.Name, Price: money.Amount(s.Price), Extra: money.Amount(s.AdditionalItemPrice), Days: listing.Days(s.EstimatedDelivery)}
		})}
	})}
}

func (r *reading) discount(f discountForm) listing.Discount {
	return listing.Discount{
		Name: f.Name, Off: value(r, offs, f.Off), PerMillion: f.PerMillion, Amount: money.Amount(f.Amount), Minimum: money.Amount(f.Minimum),
		Collections: f.Collections, Listings: f.Listings, From: f.From, Until: f.Until, Limit: f.Limit, OncePerBuyer: f.OncePerBuyer,
	}
}
