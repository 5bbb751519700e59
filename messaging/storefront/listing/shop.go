package listing

import (
	"time"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/money"
)

// Shop is one version of what a shop says about itself, and of what all its listings
// share.
type Shop struct {
	Peer    peer.ID // the signer
	Updated time.Time

	Name, Tagline, About       string
	Location, Contact, Website string
	Logo, Banner               Photo // their CIDs are undefined where there is none
	Terms, Returns, Privacy    string
	ReturnDays                 uint16 // within which buyers may return; 0 says nothing
	Payments                   []Payment
	Moderators                 []peer.ID
	Collections                []Collection
	Away                       []Away
	Answers                    time.Duration // it usually takes; 0 says nothing

	Currency         money.Currency // of all prices
	Shipping         []Profile
	ShippingTaxClass string
	Taxes            []TaxRate
	Discounts        []Discount

	Pages    []cid.Cid // of the index, in its order
	Listings uint32    // on them
}

// Payment is a way to pay that is settled outside, told in words.
type Payment struct{ Name, Text string }

// Collection is a shelf of the shop.
type Collection struct{ Slug, Title, About string }

// Away is when orders are kept and nobody answers.
type Away struct {
	From, Until time.Time
	Message     string
}

// Profile is how some goods are shipped.
type Profile struct {
	Name  string
	From  string // country
	Zones []Zone
}

// Zone is some regions and the services to them. Of several zones the one counts that
// names a region most closely: "US-CA" before "US" before "*".
type Zone struct {
	Name     string
	Regions  []string
	Services []ShippingService
}

// ShippingService is one way to ship, such as "Express".
type ShippingService struct {
	Name  string
	Price money.Amount // of the first piece
	Extra money.Amount // of each further piece
	Days  Days         // on the way
}

// TaxRate is a tax on goods of a class in some regions. Rates of several names add up;
// of one name and class that one counts that names the region most closely.
type TaxRate struct {
	Name       string
	Class      string
	Regions    []string
	PerMillion uint32
	Included   bool // in the prices, else it comes on top of them
}

// Off is what a discount takes off.
type Off uint8

const (
	Percent      Off = 1 + iota // of the prices, by PerMillion
	Fixed                       // an amount
	FreeShipping                // all of the shipping
)

// Discount is taken by whoever knows its code, or from every order that it fits.
type Discount struct {
	Name         string
	Code         Code // zero: automatic
	Off          Off
	PerMillion   uint32
	Amount       money.Amount
	Minimum      money.Amount // of the items in the order
	Collections  []string     // of the listings that it is for
	Listings     []string     // and their slugs; neither: the whole order
	From, Until  time.Time    // zero: without a beginning, or an end
	Limit        uint32       // orders in all; 0 is no limit
	OncePerBuyer bool
}

// Code is a discount's code, as far as everybody may know it.
type Code struct {
	Salt [16]byte
	Hash [32]byte
}
