package event

import (
	"fmt"

	"google.golang.org/protobuf/proto"

	"restante/messaging/pb"
	"restante/messaging/storefront/terms"
)

func orderToWire(o Order) (proto.Message, error) {
	frozen, err := terms.Encode(o.Terms)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	w := &pb.OrderPlaced{
		Merchant: keyOf(o.Merchant), Moderator: keyOf(o.Moderator), Terms: frozen,
		Memo: o.Memo, Contact: o.Contact, Salt: o.Salt[:],
	}
	if o.ShipTo != (Address{}) {
		w.ShipTo = addressToWire(o.ShipTo)
	}
	if t := o.Times; t != (Times{}) {
		w.Times = &pb.OrderTimes{Confirm: t.Confirm, Pay: t.Pay, Ship: t.Ship, Complete: t.Complete, Return: t.Return}
	}
	for _, t := range o.Tickets {
		w.Tickets = append(w.Tickets, &pb.OrderTicket{Line: t.Line, Token: t.Token, Claim: t.Claim})
	}
	return w, nil
}

func orderFromWire(w *pb.OrderPlaced) (o Order, err error) {
	if o.Merchant, err = personOf(w.Merchant); err != nil {
		return Order{}, err
	}
	if len(w.Moderator) > 0 {
		if o.Moderator, err = personOf(w.Moderator); err != nil {
			return Order{}, err
		}
	}
	if o.Terms, err = terms.Decode(w.Terms); err != nil {
		return Order{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	if err = fill("the salt", o.Salt[:], w.Salt); err != nil {
		return Order{}, err
	}
	if err = upTo("tickets", len(w.Tickets), MaxTickets); err != nil {
		return Order{}, err
	}
	for _, t := range w.Tickets {
		o.Tickets = append(o.Tickets, Ticket{t.GetLine(), t.GetToken(), t.GetClaim()})
	}
	o.Memo, o.Contact, o.ShipTo = w.Memo, w.Contact, addressFromWire(w.ShipTo)
	t := w.GetTimes()
	o.Times = Times{t.GetConfirm(), t.GetPay(), t.GetShip(), t.GetComplete(), t.GetReturn()}
	return o, nil
}

func addressToWire(a Address) *pb.OrderAddress {
	return &pb.OrderAddress{
		Name: a.Name, Company: a.Company, Street: a.Street, Extra: a.Extra,
		City: a.City, Region: a.Region, Postcode: a.Postcode, Country: a.Country,
	}
}

func addressFromWire(w *pb.OrderAddress) Address {
	return Address{
		Name: w.GetName(), Company: w.GetCompany(), Street: w.GetStreet(), Extra: w.GetExtra(),
		City: w.GetCity(), Region: w.GetRegion(), Postcode: w.GetPostcode(), Country: w.GetCountry(),
	}
}
