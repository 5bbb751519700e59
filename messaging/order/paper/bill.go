package paper

import (
	"time"

	"restante/messaging/money"
)

// Bill is what an invoice or a credit note is made of. It is kept as it was when the paper
// got its number.
type Bill struct {
	Kind     Kind
	Number   string
	Issued   time.Time
	Supplied time.Time `json:",omitzero"`  // zero: when it was issued
	Of       string    `json:",omitempty"` // of a credit note: the invoice's number
	Order    string
	Reason   string `json:",omitempty"`
	Seller   Seller
	Buyer    []string // the lines of an address
	Currency money.Currency

	Lines  []Line
	Items  money.Amount
	Extras []Extra `json:",omitempty"`
	Total  money.Amount
	Rates  []Rate
	Paid   money.Amount
	Due    money.Amount
	PayBy  time.Time `json:",omitzero"`
	Ways   []Way     `json:",omitempty"` // to pay what is due
}

// Seller is what a merchant's papers say of him.
type Seller struct {
	Name    string
	Address string `json:",omitempty"` // in lines
	TaxID   string `json:",omitempty"`
	Terms   string `json:",omitempty"` // of payment
	Footer  string `json:",omitempty"`
}

// Line is some pieces that are billed.
type Line struct {
	Title   string
	Options []string `json:",omitempty"`
	SKU     string   `json:",omitempty"`
	Pieces  uint32
	Price   money.Amount // of one
	Amount  money.Amount
}

// Part is what an Extra is.
type Part uint8

const (
	Discount Part = iota + 1 // taken off
	Shipping
	OnTop // a tax that is not in the prices
)

// Extra is what comes to the items or goes off them.
type Extra struct {
	Part   Part
	Name   string
	Amount money.Amount
}

// Rate is all that is taxed alike.
type Rate struct {
	Net   money.Amount
	Taxes []Tax `json:",omitempty"` // none: it is not taxed
	Gross money.Amount
}

// Tax is one tax on it.
type Tax struct {
	Name       string
	PerMillion uint32
	Amount     money.Amount
}

// Way is one way to pay.
type Way struct{ Method, To, Reference string }
