package shop

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"restante/messaging/order"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
)

func (s *settings) fill() {
	was := s.was
	s.name.SetText(was.Name)
	s.currency.SetText(was.Currency.Code)
	s.tagline.SetText(was.Tagline)
	s.location.SetText(was.Location)
	s.contact.SetText(was.Contact)
	s.website.SetText(was.Website)
	s.privacy.SetText(was.Privacy)
	s.logo.fill(was.Logo)
	s.banner.fill(was.Banner)
	s.about.SetText(was.About)
	s.returns.SetText(was.Returns)
	s.terms.SetText(was.Terms)
	s.answers.SetText(number(uint16(was.Answers / time.Hour)))
	s.ships.fill(was.Shipping, was.Currency)
	s.away.fill(was.Away)
	s.pays.fill(was.Payments)
	s.bills.fill(was.Taxes, was.ShippingTaxClass)
	s.shelves.fill(was.Collections)
	s.judges.fill(was.Moderators)
	s.days.SetText(number(was.ReturnDays))
	s.patience.SetText(number(uint16(s.p.last.patience / day)))
	s.few.fill(s.p.last.few, "")
	s.offers.fill(was.Discounts, s.p.last.codes, was.Currency)
}

// compose makes a shop of the fields.
func (s *settings) compose() (shop listing.Shop, err error) {
	shop = s.was
	shop.Name, shop.Tagline, shop.About = strings.TrimSpace(s.name.Text()), strings.TrimSpace(s.tagline.Text()), strings.TrimSpace(s.about.Text())
	shop.Location, shop.Contact = strings.TrimSpace(s.location.Text()), strings.TrimSpace(s.contact.Text())
	shop.Returns, shop.Terms = strings.TrimSpace(s.returns.Text()), strings.TrimSpace(s.terms.Text())
	shop.Website, shop.Privacy, shop.Logo, shop.Banner = text(s.website), strings.TrimSpace(s.privacy.Text()), s.logo.photo, s.banner.photo
	if shop.Name == "" {
		return shop, &listing.Invalid{Field: "name", Why: listing.ErrMissing}
	}
	if shop.Currency, err = s.money(); err != nil {
		return shop, &listing.Invalid{Field: "currency", Why: err}
	}
	answers, err := readDays("answers", s.answers, s.answers)
	if err != nil {
		return shop, err
	}
	shop.Answers = time.Duration(answers.Max) * time.Hour
	shop.Payments = s.pays.compose()
	if shop.Away, err = s.away.compose(); err != nil {
		return shop, err
	}
	returns, err := readDays("returnDays", s.days, s.days)
	if err != nil {
		return shop, err
	}
	shop.ReturnDays, shop.Collections, shop.Moderators = returns.Max, s.shelves.compose(), s.judges.compose()
	if shop.Taxes, err = s.bills.compose(); err != nil {
		return shop, err
	}
	shop.ShippingTaxClass = s.bills.shipping.class
	if shop.Discounts, s.codes, err = s.offers.compose(shop.Currency); err != nil {
		return shop, err
	}
	shop.Shipping, err = s.ships.compose(shop.Currency)
	return shop, err
}

func (s *settings) keep() {
	if s.strange() {
		s.askDecimals()
		return
	}
	shop, err := s.compose()
	keepFew, bad := s.few.read()
	patience, wrong := readDays("patience", s.patience, s.patience)
	if err = cmp.Or(err, bad, wrong); err != nil {
		s.refused(err)
		return
	}
	s.save.Disable()
	codes := s.codes
	s.p.o.Loop.InOrder(func(ctx context.Context) func() {
		err := s.p.o.Core.SaveShop(ctx, shop)
		for name, code := range codes {
			if err == nil {
				err = s.p.o.Core.SetCode(ctx, name, code)
			}
		}
		if err == nil {
			err = keepFew(ctx, s.p.o.Core, "")
		}
		if err == nil {
			err = s.keepPatience(ctx, time.Duration(patience.Max)*day)
		}
		return func() {
			s.save.Enable()
			if err != nil {
				s.refused(err)
				return
			}
			s.p.o.Notice(lang.L("The shop is saved"))
			if s.p.settings == s {
				s.p.goHome()
			}
		}
	})
}

// keepPatience leaves it alone where it is the same: a new one begins anew for all orders.
func (s *settings) keepPatience(ctx context.Context, after time.Duration) error {
	if s.p.o.Policy == nil || after == s.p.last.patience {
		return nil
	}
	err := s.p.o.Policy.SetPatience(ctx, after)
	if errors.Is(err, order.ErrPolicy) {
		err = &listing.Invalid{Field: "patience", Why: listing.ErrRange}
	}
	return err
}

func (s *settings) refused(err error) {
	if errors.Is(err, storefront.ErrCurrency) {
		err = &listing.Invalid{Field: "currency", Why: errors.New(problem(err))}
	}
	var bad *listing.Invalid
	if errors.As(err, &bad) && bad.Field == "website" && errors.Is(bad.Why, listing.ErrText) {
		err = &listing.Invalid{Field: "website", Why: errors.New(lang.L("An address begins with https:// and has no password in it."))}
	}
	at := s.form.Refuse(err)
	if errors.As(err, &bad) && ownDispute(bad) {
		at = s.form.Say(bad.Field, lang.L("You cannot decide about your own sales."))
	}
	s.object.Refresh()
	if at != nil {
		s.p.o.Canvas().Focus(at)
	}
}
