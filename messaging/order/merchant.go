package order

import (
	"errors"
	"fmt"
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
	errClock     = errors.New("the order was signed at another time than it came")
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
	{errClock, event.CodeTimes}, {errTimes, event.CodeTimes}, {errModerator, CodeModerator}, {errBadTicket, event.CodeTicket},
	{storefront.ErrPrice, event.CodePrice}, {terms.ErrTerms, event.CodePrice}, {storefront.ErrUsed, event.CodePrice},
	{storefront.ErrSoldOut, event.CodeStock},
	{storefront.ErrVersion, event.CodeListing}, {storefront.ErrStale, event.CodeListing}, {storefront.ErrNoItem, event.CodeListing},
	{storefront.ErrNoShop, event.CodeListing},
}

// follow does what an order's new state asks of one's shop, and stores the state.
func (s *Service) follow(tx *vault.Tx, l *log) error {
	if l.role == machine.Merchant {
		if err := s.serve(tx, l); err != nil {
			return err
		}
	}
	return s.save(tx, l)
}

// serve keeps the stock in step, and hands out what delivers itself.
func (s *Service) serve(tx *vault.Tx, l *log) error {
	if err := errors.Join(s.settle(tx, l), s.handOut(tx, l)); err != nil {
		return err
	}
	if l.state.Ended != nil && l.state.Ended.Kind != event.KindRefund {
		return s.Shop.ReturnDiscounts(tx, l.id.String())
	}
	return nil
}

// judge looks once whether an order can be taken, whatever else came with it: the buyer may
// have called a moderator already. One that cannot is answered with a failure at once, in
// the same transaction. What came back to life was not looked at while it was over; what is
// confirmed was judged before this folder was put back.
func (s *Service) judge(tx *vault.Tx, l *log) error {
	if l.role != machine.Merchant || l.judged || l.state.Ended != nil {
		return nil
	}
	l.judged = true
	if l.state.Confirmed != nil {
		return nil
	}
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

// fail says why an order is not taken; what was reserved for it, or kept by its tickets, goes back.
func (s *Service) fail(tx *vault.Tx, l *log, f event.Failure) error {
	if _, err := s.say(tx, l, f); err != nil {
		return err
	}
	if err := s.settle(tx, l); err != nil {
		return err
	}
	return s.spendTickets(tx, l)
}

// fits checks an order against the shop, and reserves what it needs.
func (s *Service) fits(tx *vault.Tx, l *log) error {
	if l.clockLies() {
		return fmt.Errorf("%w: %s", errClock, l.state.At.UTC().Format(time.RFC3339))
	}
	o := l.state.Placed
	shop, err := s.Shop.Recheck(tx, o.Terms, time.Now())
	if err != nil {
		return err
	}
	if err := checkShop(shop, o); err != nil {
		return err
	}
	if err := s.Shop.UseDiscounts(tx, l.id.String(), l.state.People.Buyer, o.Terms); err != nil {
		return err
	}
	return s.reserve(tx, l)
}

// maxAhead is how far in the future an order may be signed when it comes.
const maxAhead = 24 * time.Hour

// clockLies reports whether an order cannot have been signed when its buyer says: it is of
// tomorrow, or so old that nothing in it can be on sale any more.
func (l *log) clockLies() bool {
	return l.state.At.After(l.came.Add(maxAhead)) || l.came.Sub(l.state.At) > storefront.MaxStale
}

// placed is when an order was placed, for lists and figures: when it came to the shop, if
// the buyer's clock lies.
func (l *log) placed() time.Time {
	if l.role == machine.Merchant && l.clockLies() {
		return l.came
	}
	return l.state.At
}

// checkShop holds an order to what the shop said that it was placed in: who judges, and
// until when goods can be returned. Of all other times it has the usual ones.
func checkShop(shop listing.Shop, o event.Order) error {
	switch {
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
