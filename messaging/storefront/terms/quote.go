package terms

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"restante/messaging/money"
	"restante/messaging/storefront/listing"
)

// Why a cart has no price. They come as a [LineError] where they are about one line.
var (
	ErrCart     = errors.New("this is not a cart")
	ErrListing  = errors.New("the shop has no such listing")
	ErrVariant  = errors.New("the listing has no such variant")
	ErrCurrency = errors.New("the listing is in another currency than the shop")
	ErrShipping = errors.New("it is not shipped there in this way")
	ErrCode     = errors.New("the code is not valid for this order")
)

// Quote computes the terms of a cart from a version of the shop and of its listings,
// by hash, at a time. It has no other input: whoever has the same versions gets the
// same terms.
func Quote(shop listing.Shop, listings map[Hash]listing.Listing, cart Cart, now time.Time) (Terms, error) {
	if len(cart.Lines) == 0 || len(cart.Lines) > MaxLines || len(cart.Codes) > MaxCodes {
		return Terms{}, fmt.Errorf("%w: %d lines, %d codes", ErrCart, len(cart.Lines), len(cart.Codes))
	}
	if cart.Region != "" && !listing.IsRegion(cart.Region) {
		return Terms{}, fmt.Errorf("%w: it goes to %.10q", ErrCart, cart.Region)
	}
	q := quote{shop: shop, cart: cart, t: Terms{
		Shop: cart.Shop, At: now.UTC().Truncate(time.Millisecond), Region: cart.Region,
		Currency: shop.Currency, ShippingTaxClass: shop.ShippingTaxClass,
	}}
	for i, c := range cart.Lines {
		if err := q.line(listings, c); err != nil {
			return Terms{}, &LineError{i, err}
		}
	}
	for _, step := range []func() error{q.parcels, q.discounts, q.taxes, q.t.sum} {
		if err := step(); err != nil {
			return Terms{}, err
		}
	}
	if err := q.t.Check(); err != nil {
		return Terms{}, err
	}
	return q.t, nil
}

// quote is the work on one cart.
type quote struct {
	shop listing.Shop
	cart Cart
	sold []listing.Listing // of each line
	t    Terms
}

func (q *quote) line(listings map[Hash]listing.Listing, c CartLine) error {
	l, ok := listings[c.Listing]
	switch {
	case !ok || l.Shop != q.shop.Peer:
		return ErrListing
	case l.Currency != q.shop.Currency:
		return fmt.Errorf("%w: %s, not %s", ErrCurrency, l.Currency.Code, q.shop.Currency.Code)
	}
	v, ok := l.Variant(c.Variant)
	if !ok {
		return ErrVariant
	}
	if l.Kind == Physical && !slices.Contains(l.Shipping, c.Profile) {
		return ErrShipping
	}
	line := Line{
		Listing: c.Listing, Slug: l.Slug, Title: l.Title, Kind: l.Kind, Variant: v.ID, SKU: v.SKU,
		Quantity: c.Quantity, Price: v.Price, TaxClass: l.TaxClass, Profile: c.Profile, Service: c.Service,
	}
	for i, choice := range v.Choices {
		line.Options = append(line.Options, Option{l.Options[i].Name, choice})
	}
	q.sold, q.t.Lines = append(q.sold, l), append(q.t.Lines, line)
	return line.check()
}

// parcels finds the services, and counts the pieces in each parcel.
func (q *quote) parcels() error {
	for _, p := range q.t.parcels() {
		s, err := q.service(p)
		if err != nil {
			return err
		}
		further := uint32(0)
		for _, l := range q.t.Lines {
			if (parcel{l.Profile, l.Service}) == p {
				further += l.Quantity // at most MaxLines * MaxQuantity
			}
		}
		price, err := s.Extra.Times(further - 1)
		if err != nil {
			return err
		}
		if price, err = money.Add(price, s.Price); err != nil {
			return err
		}
		q.t.Shipping = append(q.t.Shipping, Shipping{p.profile, p.service, s.Days, price})
	}
	return nil
}

func (q *quote) service(p parcel) (listing.ShippingService, error) {
	profile, _ := q.shop.Profile(p.profile)
	for _, s := range profile.To(q.cart.Region) {
		if s.Name == p.service {
			return s, nil
		}
	}
	return listing.ShippingService{}, fmt.Errorf("%w: %q of %q to %q", ErrShipping, p.service, p.profile, q.cart.Region)
}

// taxes names the rates that apply: those on the classes of the lines, in their order,
// and on the shipping.
func (q *quote) taxes() error {
	var classes []string
	for _, l := range q.t.Lines {
		classes = append(classes, l.TaxClass)
	}
	if len(q.t.Shipping) > 0 {
		classes = append(classes, q.shop.ShippingTaxClass)
	}
	seen := make(map[string]bool)
	for _, class := range classes {
		if seen[class] {
			continue
		}
		seen[class] = true
		for _, r := range q.shop.TaxesOn(class, q.cart.Region) {
			q.t.Taxes = append(q.t.Taxes, Tax{Name: r.Name, Class: class, PerMillion: r.PerMillion, Included: r.Included})
		}
	}
	return nil
}
