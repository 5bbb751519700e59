package terms

import (
	"time"

	"restante/messaging/money"
	"restante/messaging/storefront/listing"
)

// Kind is what a line is about.
type Kind = listing.Kind

const (
	Physical = listing.Physical
	Digital  = listing.Digital
	Service  = listing.Service
)

// Hash names a signed version of a shop or a listing.
type Hash = [32]byte

// Terms is what an order is placed on, frozen.
type Terms struct {
	Shop     Hash      // the version of the shop that they were computed from
	At       time.Time // when
	Region   string    // where it goes to
	Currency money.Currency

	Lines            []Line
	Shipping         []Shipping
	ShippingTaxClass string
	Discounts        []Discount
	Taxes            []Tax

	Items         money.Amount // all lines
	ShippingTotal money.Amount // before discounts
	DiscountTotal money.Amount
	TaxTotal      money.Amount // included or not
	Total         money.Amount // to pay
}

// Line is some pieces of one variant.
type Line struct {
	Listing  Hash // of the signed listing
	Slug     string
	Title    string
	Kind     Kind
	Options  []Option
	Variant  string
	SKU      string
	Quantity uint32
	Price    money.Amount // of one
	TaxClass string
	Profile  string // how it is shipped, "" where it is not
	Service  string
}

// Option is what was chosen.
type Option struct{ Name, Choice string }

// Shipping is one parcel's worth: the lines of one profile and service.
type Shipping struct {
	Profile  string
	Service  string
	Estimate listing.Days
	Price    money.Amount
}

// Discount is what is taken off a line, off all of them or off the shipping.
type Discount struct {
	Name     string
	Code     string // "" is automatic
	Line     uint32 // from 1; 0 is all of them
	Shipping bool   // off the shipping instead
	Amount   money.Amount
}

// Tax is one tax on what is of one class.
type Tax struct {
	Name       string
	Class      string
	PerMillion uint32
	Included   bool
	Base       money.Amount // what it is on, after discounts
	Amount     money.Amount
}

// Total is the price of all pieces of a line.
func (l Line) Total() (money.Amount, error) { return l.Price.Times(l.Quantity) }
