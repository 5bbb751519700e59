package order

import (
	"errors"
	"slices"
	"strings"
	"time"
	"unicode"

	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/terms"
	"restante/node/vault"
)

// CodeModerator is that of a failure besides those of package event.
const CodeModerator = "moderator"

var (
	errTimes     = errors.New("the shop has other times")
	errModerator = errors.New("the shop does not name this moderator")
	errBadTicket = errors.New("the ticket has expired, was used, or is somebody else's")
)

// failures are the reasons for which an order is not taken, and their codes. Any other
// error is one of this computer, and the order is tried again.
var failures = []struct {
	why  error
	code string
}{
	{errTimes, event.CodeTimes}, {errModerator, CodeModerator}, {errBadTicket, event.CodeTicket},
	{storefront.ErrPrice, event.CodePrice}, {terms.ErrTerms, event.CodePrice}, {storefront.ErrUsed, event.CodePrice},
	{storefront.ErrSoldOut, event.CodeStock},
	{storefront.ErrVersion, event.CodeListing}, {storefront.ErrStale, event.CodeListing}, {storefront.ErrNoItem, event.CodeListing},
	{storefront.ErrNoShop, event.CodeListing},
}

// follow does what an order's new state asks of one's shop, and stores the state.
func (s *Service) follow(tx *vault.Tx, l *log, fresh bool) error {
	if l.role == machine.Merchant {
		if err := s.serve(tx, l, fresh); err != nil {
			return err
		}
	}
	return s.save(tx, l)
}

// serve takes a fresh order or says why not, keeps the stock in step, and hands out what
// delivers itself.
func (s *Service) serve(tx *vault.Tx, l *log, fresh bool) error {
	if fresh && l.state.Stage == machine.Placed {
		if err := s.judge(tx, l); err != nil {
			return err
		}
	}
	if err := errors.Join(s.settle(tx, l), s.handOut(tx, l)); err != nil {
		return err
	}
	if l.state.Ended != nil && l.state.Ended.Kind != event.KindRefund {
		return s.Shop.ReturnDiscounts(tx, l.id.String())
	}
	return nil
}

// judge looks whether an order can be taken. One that cannot is answered with a failure
// at once, in the same transaction.
func (s *Service) judge(tx *vault.Tx, l *log) error {
	err := s.fits(tx, l)
	for _, f := range failures {
		if errors.Is(err, f.why) {
			return s.fail(tx, l, event.Failure{Code: f.code, Reason: cut(err.Error())})
		}
	}
	return err
}

// cut makes a reason fit an event, whatever a stranger has put into it.
func cut(text string) string {
	text = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, text)
	return strings.ToValidUTF8(text[:min(len(text), event.MaxNote)], "")
}

// fail says why an order is not taken; what was reserved for it goes back.
func (s *Service) fail(tx *vault.Tx, l *log, f event.Failure) error {
	if _, err := s.say(tx, l, f); err != nil {
		return err
	}
	if err := s.settle(tx, l); err != nil {
		return err
	}
	return s.returnTickets(tx, l.id)
}

// fits checks an order against the shop, and reserves what it needs.
func (s *Service) fits(tx *vault.Tx, l *log) error {
	o := l.state.Placed
	if err := s.Shop.Recheck(tx, o.Terms, time.Now()); err != nil {
		return err
	}
	if err := s.checkShop(tx, o); err != nil {
		return err
	}
	if err := s.Shop.UseDiscounts(tx, l.id.String(), l.state.People.Buyer, o.Terms); err != nil {
		return err
	}
	return s.reserve(tx, l)
}

// checkShop holds an order to what the shop said that it was placed in: who judges, and
// until when goods can be returned. Of all other times it has the usual ones.
func (s *Service) checkShop(tx *vault.Tx, o event.Order) error {
	signed, err := s.Shop.Version(tx, o.Terms.Shop)
	if err != nil {
		return err
	}
	shop, err := listing.OpenShop(signed)
	switch {
	case err != nil:
		return err
	case o.Times != TimesOf(shop):
		return errTimes
	case o.Moderator != "" && !slices.Contains(shop.Moderators, o.Moderator):
		return errModerator
	}
	return nil
}

// TimesOf are those of orders in a shop.
func TimesOf(shop listing.Shop) event.Times {
	return event.Times{Return: uint32(shop.ReturnDays) * 24}
}
