package event

import (
	"cmp"
	"fmt"
	"strings"
)

func (o Order) check() error {
	return cmp.Or(o.checkWho(), o.checkPlace(), o.ShipTo.check(), o.Times.check(), o.checkTickets(),
		prose("the memo", o.Memo, MaxNote), field("the contact", o.Contact, MaxField))
}

func (o Order) checkWho() error {
	if o.Moderator == "" {
		return checkPerson(o.Merchant)
	}
	return cmp.Or(checkPerson(o.Merchant), checkPerson(o.Moderator))
}

// checkPlace: whoever pays for a parcel to one country has it sent there.
func (o Order) checkPlace() error {
	country := o.ShipTo.Country
	if len(o.Terms.Shipping) > 0 && (country == "" || !strings.HasPrefix(o.Terms.Region, country)) {
		return fmt.Errorf("%w: the address is not in the country of the terms", ErrMalformed)
	}
	return nil
}

func (a Address) check() error {
	if c := a.Country; c != "" && (len(c) != 2 || !upper(c[0]) || !upper(c[1])) {
		return fmt.Errorf("%w: the country has no two letters", ErrMalformed)
	}
	return cmp.Or(field("the name", a.Name, MaxField), field("the company", a.Company, MaxField),
		field("the street", a.Street, MaxField), field("the address", a.Extra, MaxField),
		field("the city", a.City, MaxField), field("the region", a.Region, MaxField),
		field("the postcode", a.Postcode, MaxField))
}

func upper(b byte) bool { return b >= 'A' && b <= 'Z' }

func (t Times) check() error {
	return upTo("hours", int(max(t.Confirm, t.Pay, t.Ship, t.Complete, t.Return)), MaxHours)
}

func (o Order) checkTickets() error {
	for _, t := range o.Tickets {
		switch {
		case int(t.Line) >= len(o.Terms.Lines) || len(t.Token) == 0:
			return fmt.Errorf("%w: a ticket for nothing", ErrMalformed)
		case len(t.Token) > MaxToken || len(t.Claim) > MaxToken:
			return tooMuch("a ticket's bytes", max(len(t.Token), len(t.Claim)), MaxToken)
		}
	}
	return upTo("tickets", len(o.Tickets), MaxTickets)
}
