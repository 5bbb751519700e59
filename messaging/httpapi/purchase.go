package httpapi

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/terms"
)

// cartForm is what somebody wants to order.
type cartForm struct {
	PeerID  string     `json:"peerId" example:"{peerId}" about:"of the shop"`
	Region  string     `json:"region" example:"DE" about:"where it goes to, such as DE or US-CA"`
	Items   []itemBody `json:"items" example:"[{\"listingHash\":\"{hash}\",\"variant\":\"blue-s\",\"quantity\":1,\"shipping\":{\"name\":\"Parcel\",\"service\":\"Standard\"}}]"`
	Coupons []string   `json:"coupons" example:"[]" about:"codes of discounts"`
}

type itemBody struct {
	ListingHash string         `json:"listingHash"`
	Variant     string         `json:"variant" about:"empty without options"`
	Quantity    uint32         `json:"quantity"`
	Shipping    chosenShipping `json:"shipping" about:"of goods"`
}

type chosenShipping struct {
	Name    string `json:"name"`
	Service string `json:"service"`
}

type purchaseBody struct {
	cartForm
	Total     *units      `json:"total,omitempty" example:"2110" about:"what was shown to the buyer: at another price nothing is ordered"`
	ShipTo    addressForm `json:"shipTo" example:"{\"name\":\"Bob\",\"address\":\"Hill 1\",\"city\":\"Kassel\",\"postalCode\":\"34117\",\"countryCode\":\"DE\"}"`
	Moderator string      `json:"moderator" example:"" about:"one that the shop names, or nobody"`
	Memo      string      `json:"memo" example:"Please ring twice"`
	Contact   string      `json:"alternateContactInfo" example:"bob@example.org"`
}

type addressForm struct {
	Name         string `json:"name"`
	Company      string `json:"company"`
	Address      string `json:"address" about:"street and number"`
	AddressNotes string `json:"addressNotes"`
	City         string `json:"city"`
	State        string `json:"state"`
	PostalCode   string `json:"postalCode"`
	CountryCode  string `json:"countryCode"`
}

type purchaseReply struct {
	OrderID  string       `json:"orderId"`
	Amount   units        `json:"amount"`
	Currency currencyForm `json:"currency"`
}

func addressOf(a event.Address) addressForm {
	return addressForm{a.Name, a.Company, a.Street, a.Extra, a.City, a.Region, a.Postcode, a.Country}
}

func (f addressForm) address() event.Address {
	return event.Address{
		Name: f.Name, Company: f.Company, Street: f.Address, Extra: f.AddressNotes, City: f.City, Region: f.State,
		Postcode: f.PostalCode, Country: f.CountryCode,
	}
}

// purchaseCalls answers the routes of buying.
type purchaseCalls struct {
	shop   visitCalls
	orders Orders
}

func purchaseRoutes(s Shop, o Orders) []route {
	a := purchaseCalls{visitCalls{s}, o}
	return []route{accept("POST", "/ob/purchase", "Orders something; it is under way when the call ends", a.purchase).with(keyParam)}
}

func quoteRoute(s Shop) route {
	a := visitCalls{s}
	return accept("POST", "/ob/estimatetotal", "What a purchase would cost", func(r *http.Request, in cartForm) (termsForm, error) {
		owner, err := parsePeer(in.PeerID)
		if err != nil {
			return termsForm{}, err
		}
		_, t, err := a.quote(r.Context(), owner, in)
		return termsOf(t), err
	})
}

// quote computes terms from the shop as it was last seen.
func (a visitCalls) quote(ctx context.Context, owner peer.ID, in cartForm) (shop listing.Shop, t terms.Terms, err error) {
	f, err := a.front(ctx, owner)
	if err != nil {
		return shop, t, err
	}
	var r reading
	cart := terms.Cart{Shop: f.Hash, Region: in.Region, Codes: in.Coupons, Lines: some(in.Items, r.line)}
	if r.err != nil {
		return shop, t, r.err
	}
	sold := make(map[terms.Hash]listing.Listing)
	for _, l := range cart.Lines[:min(len(cart.Lines), terms.MaxLines)] {
		if sold[l.Listing], err = a.shop.Listing(ctx, owner, l.Listing); err != nil {
			return shop, t, reached(err)
		}
	}
	t, err = terms.Quote(f.Shop, sold, cart, time.Now())
	return f.Shop, t, err
}

func (r *reading) line(f itemBody) terms.CartLine {
	return terms.CartLine{Listing: r.hash(f.ListingHash), Variant: f.Variant, Quantity: f.Quantity, Profile: f.Shipping.Name, Service: f.Shipping.Service}
}

func (a purchaseCalls) purchase(r *http.Request, in purchaseBody) (out purchaseReply, err error) {
	var read reading
	owner := read.peer(in.PeerID)
	key, err := idempotencyKey(r)
	read.must(err)
	o := event.Order{Merchant: owner, ShipTo: in.ShipTo.address(), Memo: in.Memo, Contact: in.Contact}
	if in.Moderator != "" {
		o.Moderator = read.peer(in.Moderator)
	}
	if read.err != nil {
		return out, read.err
	}
	var shop listing.Shop
	if shop, o.Terms, err = a.shop.quote(r.Context(), owner, in.cartForm); err != nil {
		return out, err
	}
	o.Times = order.TimesOf(shop)
	if in.Total != nil && units(o.Terms.Total) != *in.Total {
		return out, &problem{http.StatusConflict, fmt.Sprintf("it costs %d now, not %d", o.Terms.Total, *in.Total)}
	}
	id, err := a.orders.Place(r.Context(), o, key)
	return purchaseReply{id.String(), units(o.Terms.Total), currencyOf(o.Terms.Currency)}, err
}
